<?cs #
The choice of tickets, by itself: when what was chosen could not be had.  Filled by handlers/checkout/hold.c.
	event			of checkout_event: title, state, path, starts_at, ...; closed, past, open, waits, sold_out, paid
	ticket_types.N		as lib/tickets.cs has them
	form.*			n_<ticket type>
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/tickets.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs var:_("Choose tickets") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Back to the event") ?></a></p>
 <h1><?cs call:visit_title(event) ?></h1>
 <div class="checkout-columns">
  <div class="checkout-main"><?cs
if:event.closed ?>
   <?cs call:visit_banner(event) ?>
   <div class="empty"><?cs call:icon("calendar-x") ?><p><b><?cs var:_("Registration is closed.") ?></b></p>
    <p class="choices"><a class="button" href="<?cs var:page.prefix ?>/discover?category=<?cs var:event.category ?>"><?cs var:_("See what else is on") ?></a></p></div><?cs
else ?>
   <?cs call:form_errors() ?>
   <section aria-labelledby="choose-title">
   <h2 id="choose-title" class="hidden"><?cs var:_("Tickets") ?></h2><?cs
 if:event.open ?><?cs call:tickets_choice(event, ticket_types) ?><?cs
 else ?><?cs call:tickets_list(ticket_types) ?>
   <p class="note"><?cs if:event.sold_out ?><?cs var:_("All tickets are taken.") ?><?cs else ?><?cs var:_("There is nothing to be had at the moment.") ?><?cs /if ?></p><?cs /if ?><?cs
 if:event.waits ?><?cs call:tickets_waitlist(event, ticket_types) ?><?cs /if ?>
   </section><?cs
/if ?>
  </div>
  <aside class="checkout-side" aria-label="<?cs var:_("Event") ?>">
   <?cs call:visit_facts(event) ?>
  </aside>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
