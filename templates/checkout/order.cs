<?cs #
An order as its buyer sees it: tickets, what happened, what can be changed.  Filled by handlers/checkout/order.c.
	event			of checkout_date, as lib/visit.cs has it; online_url, cancel_until_at
	order			path, state (paid, cancelled), name, email, placed_at, own (1: a ticket is theirs still), cancels (1:
				all of it can be given back), pdf_path, ics_path
	tickets.N		as lib/pass.cs has them
	calendar		google_url, outlook_url
	story.N			at, iso, words; newest first
	answers.N		position (0: of the order), label, kind, value
	form.key
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/pass.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs if:order.state == "cancelled" ?><?cs var:_("Cancelled") ?><?cs elif:len(tickets) > #1 ?><?cs var:_("Your tickets") ?><?cs else ?><?cs var:_("Your ticket") ?><?cs /if ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:order_answer(a) ?><div><dt><?cs if:#a.position > #0 ?><?cs var:_("Ticket") ?> <?cs var:a.position ?> · <?cs /if ?><?cs var:a.label ?></dt>
   <dd><?cs if:a.kind == "flag" ?><?cs var:_("Yes") ?><?cs else ?><?cs var:a.value ?><?cs /if ?></dd></div><?cs /def ?><?cs

def:order_changes() ?>
  <section class="band" aria-labelledby="change-title">
   <div class="band-head"><h2 id="change-title"><?cs var:_("Change something") ?></h2></div><?cs
each:t = tickets ?><?cs if:t.changes ?>
   <div class="changer"><h3><?cs var:_("Ticket") ?> <?cs var:t.position ?> · <?cs var:t.name ?></h3>
    <?cs set:t.suffix = "-" + t.position ?><?cs call:pass_changes(t, order.path) ?>
    <?cs call:pass_remind(t.path, order.path, t.remind_day, t.remind_hours) ?>
   </div><?cs /if ?><?cs /each ?>
   <div class="changer"><h3><?cs var:_("The whole order") ?></h3>
    <div class="acts">
    <?cs call:form_open(order.path + "/resend") ?><?cs call:form_hidden("key") ?><button type="submit" class="button button-second" data-once><?cs var:_("Send the mail again") ?></button></form><?cs
if:order.cancels ?>
    <a class="button button-wrong" href="<?cs var:page.prefix ?><?cs var:order.path ?>/cancel"><?cs var:_("Give everything back") ?></a><?cs /if ?>
    </div>
    <p class="note"><?cs var:_("The mail goes to") ?> <?cs var:order.email ?>.<?cs
if:event.cancel_until_at ?> <?cs var:_("Tickets can be given back here until") ?> <?cs var:event.cancel_until_at ?>.<?cs
else ?> <?cs var:_("The organizer does not take tickets back here; ask them if you cannot come.") ?><?cs /if ?></p>
   </div>
  </section><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout order">
 <div class="order-head">
  <h1><?cs if:order.state == "cancelled" ?><?cs var:_("This order is cancelled.") ?><?cs elif:event.past ?><?cs call:visit_title(event) ?><?cs else ?><?cs var:_("You are registered.") ?><?cs /if ?></h1>
  <p class="order-lead"><?cs call:visit_title(event) ?><?cs if:order.state == "paid" ?> · <?cs var:order.name ?><?cs /if ?></p>
 </div>
 <?cs call:visit_banner(event) ?>
 <div class="checkout-columns">
  <div class="checkout-main">
   <section class="passes" aria-label="<?cs var:_("Tickets") ?>"><?cs each:t = tickets ?>
   <?cs call:pass(event, t) ?><?cs /each ?>
   </section><?cs
if:order.own ?><?cs call:pass_online(event) ?><?cs call:pass_files(order.pdf_path, order.ics_path) ?><?cs /if ?>
   <section class="band" aria-labelledby="story-title">
    <div class="band-head"><h2 id="story-title"><?cs var:_("What happened") ?></h2> <span class="note"><?cs var:event.time_zone ?></span></div>
    <ol class="story"><?cs each:s = story ?>
     <li><time datetime="<?cs var:s.iso ?>"><?cs var:s.at ?></time> <span><?cs var:s.words ?></span></li><?cs /each ?>
    </ol>
   </section><?cs
if:len(answers) ?>
   <section class="band" aria-labelledby="answers-title">
    <div class="band-head"><h2 id="answers-title"><?cs var:_("Your answers") ?></h2></div>
    <dl class="answers"><?cs each:a = answers ?>
    <?cs call:order_answer(a) ?><?cs /each ?>
    </dl>
   </section><?cs /if ?><?cs
if:order.state == "paid" ?><?cs call:order_changes() ?><?cs /if ?>
  </div>
  <aside class="checkout-side" aria-label="<?cs var:_("Event") ?>">
   <?cs call:visit_facts(event) ?><?cs
if:event.organizer_email ?>
   <p class="note"><?cs var:_("Questions? Write to") ?> <a href="mailto:<?cs var:event.organizer_email ?>"><?cs var:event.organizer_email ?></a></p><?cs /if ?><?cs
if:order.state == "cancelled" ?>
   <p class="acts"><a class="button" href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs var:_("Back to the event") ?></a></p><?cs /if ?>
   <p class="note"><?cs var:_("This address is your key to the tickets: whoever has it can use and change them.") ?></p>
  </aside>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
