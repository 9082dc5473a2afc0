<?cs #
An order that cannot be finished: its time ran out, or nobody can register any more.  Filled by
handlers/checkout/details.c.
	event			of checkout_date, as lib/visit.cs has it; closed
	order			path, gone (1: others have taken its tickets)
	lines.N			name, quantity
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs if:event.closed ?><?cs var:_("Registration is closed.") ?><?cs else ?><?cs var:_("Your time is up") ?><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <h1><?cs call:page_title() ?></h1><?cs
if:event.closed ?>
 <?cs call:visit_banner(event) ?>
 <p><?cs var:_("Nobody can register for it now, and nothing is held for you.") ?></p>
 <p class="acts"><a class="button" href="<?cs var:page.prefix ?>/discover?category=<?cs var:event.category ?>"><?cs var:_("See what else is on") ?></a>
  <a href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs var:_("Back to the event") ?></a></p><?cs
else ?>
 <?cs call:form_errors() ?>
 <p><?cs if:order.gone ?><?cs var:_("Somebody else was faster. Look whether something else of this event is left, or join its waitlist.") ?><?cs else ?><?cs var:_("These tickets were held for 15 minutes and are free for others now:") ?><?cs /if ?></p>
 <ul class="summary"><?cs each:l = lines ?>
  <li><span><?cs var:l.quantity ?> × <?cs var:l.name ?></span></li><?cs /each ?>
 </ul>
 <div class="acts"><?cs if:order.gone ?><a class="button" href="<?cs var:page.prefix ?><?cs var:event.path ?>#tickets"><?cs var:_("See what is left") ?></a><?cs
 else ?><?cs call:form_open(order.path + "/again") ?><button type="submit" class="button" data-once><?cs var:_("Try to get them again") ?></button></form>
  <a href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs var:_("Back to the event") ?></a><?cs /if ?></div>
 <?cs call:visit_facts(event) ?><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
