<?cs #
Is it meant so? Before tickets are given back.  Filled by handlers/checkout/order.c and ticket.c.
	event			title, ...
	cancel			what_text (2 tickets; the ticket of Ada), path, back_path
	form.key
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs var:_("Give back") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:cancel.back_path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Back") ?></a></p>
 <h1><?cs var:_("Give back") ?>: <?cs var:cancel.what_text ?>?</h1>
 <p><?cs call:visit_title(event) ?>, <?cs call:when_line(event.starts_at) ?></p>
 <p><?cs var:_("Others can take the place at once. You cannot undo this; you can only register anew while something is left.") ?></p>
 <?cs call:form_open(cancel.path) ?>
  <?cs call:form_hidden("key") ?>
  <div class="acts"><button type="submit" class="button button-wrong" data-once><?cs var:_("Yes, give back") ?></button>
   <a href="<?cs var:page.prefix ?><?cs var:cancel.back_path ?>"><?cs var:_("No, keep it") ?></a></div>
 </form>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
