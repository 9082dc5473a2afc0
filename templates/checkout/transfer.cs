<?cs #
A ticket is passed on: to whom, and once more by name.  Filled by handlers/checkout/ticket.c.
	event			title, ...
	ticket			path, name, ticket_type
	transfer.asks		1: name and address are good; is it meant so?
	form.*			key, name, email
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs var:_("Pass it on") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:ticket.path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Your ticket") ?></a></p><?cs
if:transfer.asks ?>
 <h1><?cs var:_("Pass it on to") ?> <?cs var:form.name.value ?>?</h1>
 <p><?cs var:_("The ticket goes to") ?> <b><?cs var:form.email.value ?></b>. <?cs var:_("Your own code and this address stop working at once, and you cannot take it back.") ?></p>
 <?cs call:form_open(ticket.path + "/transfer") ?>
  <?cs call:form_hidden("key") ?><?cs call:form_hidden("name") ?><?cs call:form_hidden("email") ?><input type="hidden" name="sure" value="1">
  <div class="acts"><button type="submit" class="button" data-once><?cs var:_("Yes, pass it on") ?></button>
   <a href="<?cs var:page.prefix ?><?cs var:ticket.path ?>"><?cs var:_("No, keep it") ?></a></div>
 </form><?cs
else ?>
 <h1><?cs var:_("Pass it on") ?></h1>
 <p><?cs var:ticket.ticket_type ?>, <b><?cs var:ticket.name ?></b> · <?cs call:visit_title(event) ?></p>
 <p class="note"><?cs var:_("They get a ticket with a new code by mail, and yours is worth nothing then.") ?></p>
 <?cs call:form_errors() ?>
 <?cs call:form_open(ticket.path + "/transfer") ?>
  <?cs call:form_hidden("key") ?>
  <?cs call:form_field_help("name", _("Their name"), "text", "", "off") ?>
  <?cs call:form_field_help("email", _("Their e-mail"), "email", "", "off") ?>
  <div class="acts"><button type="submit" class="button"><?cs var:_("Go on") ?></button>
   <a href="<?cs var:page.prefix ?><?cs var:ticket.path ?>"><?cs var:_("Keep it") ?></a></div>
 </form><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
