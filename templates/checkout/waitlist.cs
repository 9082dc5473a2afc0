<?cs #
The waitlist of an event: the form by itself, and that it has been taken.  Filled by handlers/checkout/waitlist.c.
	event			of checkout_event, as lib/visit.cs has it; closed
	ticket_types.N		as lib/tickets.cs has them
	entry			joined (1), email
	form.*			ticket_type, quantity, name, email
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/tickets.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs var:_("Waitlist") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Back to the event") ?></a></p>
 <h1><?cs if:entry.joined ?><?cs var:_("Look into your mailbox") ?><?cs else ?><?cs var:_("Waitlist") ?><?cs /if ?></h1>
 <p><?cs call:visit_title(event) ?></p><?cs
if:entry.joined ?>
 <div class="notice notice-done"><?cs call:icon("circle-check") ?><p><?cs var:_("We have noted it and written to") ?> <b><?cs var:entry.email ?></b>. <?cs var:_("The mail has an address where you see your place and can leave the list.") ?></p></div>
 <p class="acts"><a class="button" href="<?cs var:page.prefix ?>/discover?category=<?cs var:event.category ?>"><?cs var:_("See what else is on") ?></a></p><?cs
elif:event.closed ?>
 <?cs call:visit_banner(event) ?><?cs
else ?>
 <?cs call:form_errors() ?><?cs set:event.sold_out = 1 ?>
 <?cs call:tickets_waitlist(event, ticket_types) ?><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
