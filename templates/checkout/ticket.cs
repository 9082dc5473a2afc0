<?cs #
One ticket, for whoever holds it.  Filled by handlers/checkout/ticket.c.
	event			of checkout_date, as lib/visit.cs has it; online_url, cancel_until_at
	ticket			path, name, remind_day, remind_hours, pdf_path, ics_path
	tickets.0		as lib/pass.cs has it
	form.*			key, name
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/pass.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs var:_("Your ticket") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout order">
 <div class="order-head">
  <h1><?cs var:_("Your ticket") ?></h1>
  <p class="order-lead"><?cs call:visit_title(event) ?></p>
 </div>
 <?cs call:visit_banner(event) ?>
 <?cs call:form_errors() ?>
 <div class="checkout-columns">
  <div class="checkout-main">
   <section class="passes" aria-label="<?cs var:_("Tickets") ?>"><?cs each:t = tickets ?>
   <?cs call:pass(event, t) ?><?cs /each ?>
   </section><?cs
if:tickets.0.state == "valid" ?><?cs call:pass_online(event) ?><?cs call:pass_files(ticket.pdf_path, ticket.ics_path) ?><?cs /if ?><?cs
if:tickets.0.changes ?>
   <section class="band" aria-labelledby="change-title">
    <div class="band-head"><h2 id="change-title"><?cs var:_("Change something") ?></h2></div>
    <div class="changer"><?cs each:t = tickets ?><?cs call:pass_changes(t, ticket.path) ?><?cs /each ?>
    <?cs call:pass_remind(ticket.path, ticket.path, ticket.remind_day, ticket.remind_hours) ?></div><?cs
 if:event.cancel_until_at ?>
    <p class="note"><?cs var:_("Tickets can be given back here until") ?> <?cs var:event.cancel_until_at ?>.</p><?cs
 else ?>
    <p class="note"><?cs var:_("The organizer does not take tickets back here; ask them if you cannot come.") ?></p><?cs /if ?>
   </section><?cs /if ?>
  </div>
  <aside class="checkout-side" aria-label="<?cs var:_("Event") ?>">
   <?cs call:visit_facts(event) ?><?cs
if:event.organizer_email ?>
   <p class="note"><?cs var:_("Questions? Write to") ?> <a href="mailto:<?cs var:event.organizer_email ?>"><?cs var:event.organizer_email ?></a></p><?cs /if ?>
   <p class="note"><?cs var:_("This address is your key to the ticket: whoever has it can use and change it.") ?></p>
  </aside>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
