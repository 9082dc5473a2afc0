<?cs #
One event at its organizer's desk: how it stands, and what can be done with it.
Filled by handlers/organizer/event.c.
	event			title, state, starts_at, ends_at, time_zone, venue, city, mode, cover_id,
				cover_alt, category, path (public), version
	event.edit_path		/organize/e/<id>/edit
	event.door_path		/organize/e/<id>/door
	event.attendees_path	/organize/e/<id>/attendees
	event.act_path		/organize/e/<id>/state: POST act=publish, withdraw, postpone (with message),
				cancel (with reason), remove (these two with confirm, the title) and version
	event.public_url	the address to share, absolute
	event.found		1 once it is in the public listing
	event.cover_waiting	1 while the cover is being made smaller
	event.past		1 once it is over
	event.copy_path		where a copy is made, or a template
	event.is_template	1: others are made of it
	event.people_text	"The 12 people who are registered get a mail."; or nothing
	numbers.N		.name (registered, held, left, waiting) .value_text
	ticket_types.N		name, sold, held, capacity, state
	missing.N		what must be filled in before it can be published: .text .field
	form.confirm		.error when the title was typed wrong
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:event.title ?><?cs /def ?><?cs

def:stands() ?><?cs
if:event.is_template == "1" ?>
<div class="notice notice-info"><?cs call:icon("copy") ?><p><b><?cs var:_("This is a template.") ?></b> <?cs var:_("New events begin with what it says; nobody but your team sees it.") ?></p></div><?cs
elif:event.state == "draft" ?><?cs
 if:len(missing) ?>
<div class="notice notice-info"><?cs call:icon("info") ?><div><p><b><?cs var:_("Before it can be published") ?></b></p>
 <ul><?cs each:m = missing ?>
  <li><a href="<?cs var:page.prefix ?><?cs var:event.edit_path ?>#field-<?cs var:m.field ?>"><?cs var:m.text ?></a></li><?cs /each ?>
 </ul></div></div><?cs
 else ?>
<div class="notice notice-info"><?cs call:icon("eye-off") ?><p><b><?cs var:_("This is a draft.") ?></b> <?cs var:_("Nobody but your team sees it.") ?></p></div><?cs
 /if ?><?cs
elif:event.state == "cancelled" ?>
<div class="notice notice-wrong"><?cs call:icon("circle-x") ?><p><b><?cs var:_("This event is cancelled.") ?></b> <?cs var:_("Its page stays and says so.") ?></p></div><?cs
elif:event.state == "postponed" ?>
<div class="notice notice-warning"><?cs call:icon("calendar-clock") ?><p><b><?cs var:_("This event is postponed.") ?></b> <?cs var:_("Set a new date and publish it again.") ?></p></div><?cs
elif:event.state == "hidden" ?>
<div class="notice notice-wrong"><?cs call:icon("eye-off") ?><p><b><?cs var:_("This event was hidden by the platform.") ?></b> <?cs var:event.hidden_reason ?></p></div><?cs
elif:event.past ?>
<div class="notice notice-info"><?cs call:icon("history") ?><p><b><?cs var:_("This event is over.") ?></b></p></div><?cs
elif:event.found ?>
<div class="notice notice-done"><?cs call:icon("circle-check") ?><p><b><?cs var:_("Published.") ?></b> <?cs var:_("Everybody can find it.") ?></p></div><?cs
else ?>
<div class="notice notice-info"><?cs call:icon("clock") ?><p><b><?cs var:_("Published.") ?></b> <?cs var:_("It will be found in a few seconds.") ?></p></div><?cs
/if ?><?cs /def ?><?cs

def:act(value, label, kind) ?><?cs call:form_open(event.act_path) ?><input type="hidden" name="version" value="<?cs var:event.version ?>"><button type="submit" class="button <?cs var:kind ?>" name="act" value="<?cs var:value ?>"><?cs var:label ?></button></form><?cs /def ?><?cs

def:number_name(name) ?><?cs
if:name == "registered" ?><?cs var:_("Registered") ?><?cs
elif:name == "held" ?><?cs var:_("Registering now") ?><?cs
elif:name == "left" ?><?cs var:_("Left") ?><?cs
elif:name == "waiting" ?><?cs var:_("On the waitlist") ?><?cs /if ?><?cs /def ?><?cs

def:ticket_state(state) ?><?cs
if:state == "paused" ?><span class="badge"><?cs var:_("Paused") ?></span><?cs
elif:state == "hidden" ?><span class="badge"><?cs var:_("Hidden") ?></span><?cs
elif:state == "archived" ?><span class="badge"><?cs var:_("Archived") ?></span><?cs /if ?><?cs /def ?><?cs

def:how_it_goes() ?>
 <section class="section" aria-labelledby="numbers-title">
  <h2 id="numbers-title"><?cs var:_("How it goes") ?></h2>
  <dl class="numbers"><?cs each:n = numbers ?>
   <div><dt><?cs call:number_name(n.name) ?></dt><dd><?cs var:n.value_text ?></dd></div><?cs /each ?>
  </dl><?cs
 if:len(ticket_types) ?>
  <table class="desk-table">
   <caption class="hidden"><?cs var:_("Ticket types") ?></caption>
   <thead><tr><th scope="col"><?cs var:_("Ticket type") ?></th><th scope="col" class="count"><?cs var:_("Registered") ?></th><th scope="col" class="count"><?cs var:_("How many") ?></th></tr></thead>
   <tbody><?cs each:t = ticket_types ?>
    <tr><th scope="row"><?cs var:t.name ?> <?cs call:ticket_state(t.state) ?></th><td class="count"><?cs var:t.sold ?></td><td class="count"><?cs var:t.capacity ?></td></tr><?cs /each ?>
   </tbody>
  </table><?cs /if ?>
 </section><?cs /def ?><?cs

def:cancel() ?>
  <p><?cs var:_("Cancelled: it will not happen. This cannot be undone. Type its title to confirm.") ?> <?cs var:event.people_text ?></p>
  <?cs call:form_open(event.act_path) ?>
   <input type="hidden" name="version" value="<?cs var:event.version ?>"><?cs
 if:event.people_text ?>
   <?cs call:form_area("reason", _("Message to them"), _("What happened, and what they can do now."), "3") ?><?cs /if ?>
   <?cs call:form_field_help("confirm", form.confirm.label, "text", event.title, "off") ?>
   <button type="submit" class="button button-wrong" name="act" value="cancel"><?cs var:_("Cancel this event") ?></button>
  </form><?cs /def ?><?cs

def:remove() ?>
 <section class="section" aria-labelledby="remove-title">
  <h2 id="remove-title"><?cs var:_("Remove it") ?></h2>
  <p><?cs var:_("Its page is gone for good and says so. This cannot be undone. Type its title to confirm.") ?></p>
  <?cs call:form_open(event.act_path) ?>
   <?cs call:form_field_help("confirm", form.confirm.label, "text", event.title, "off") ?>
   <button type="submit" class="button button-wrong" name="act" value="remove"><?cs var:_("Remove this event") ?></button>
  </form>
 </section><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap desk-event">
 <p class="back"><a href="<?cs var:page.prefix ?>/organize"><?cs call:icon("arrow-left") ?><?cs var:_("Your events") ?></a></p>
 <div class="desk-head">
  <h1><?cs var:event.title ?> <?cs call:state_badge(event.state) ?></h1>
  <div class="acts">
   <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:event.edit_path ?>"><?cs call:icon("pencil") ?><?cs var:_("Edit") ?></a><?cs
 if:event.is_template == "1" ?>
   <a class="button" href="<?cs var:page.prefix ?><?cs var:event.copy_path ?>"><?cs call:icon("plus") ?><?cs var:_("New event from it") ?></a><?cs
 else ?>
   <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:event.copy_path ?>"><?cs call:icon("copy") ?><?cs var:_("Copy or keep as template") ?></a><?cs
  if:event.state == "draft" ?><?cs if:len(missing) ?><?cs else ?><?cs call:act("publish", _("Publish"), "") ?><?cs /if ?><?cs
  elif:event.state == "postponed" ?><?cs call:act("publish", _("Publish again"), "") ?><?cs
  else ?>
   <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs call:icon("external-link") ?><?cs var:_("See its page") ?></a><?cs
  /if ?><?cs
 /if ?>
  </div>
 </div>
 <?cs call:stands() ?>
 <?cs set:form.confirm.label = _("Title of the event") ?><?cs
 call:form_errors() ?><?cs
if:event.state == "draft" ?><?cs else ?>
 <nav class="desk-links" aria-label="<?cs var:_("Who comes") ?>">
  <a href="<?cs var:page.prefix ?><?cs var:event.attendees_path ?>"><?cs call:icon("user") ?><?cs var:_("Attendees") ?></a>
  <a href="<?cs var:page.prefix ?><?cs var:event.door_path ?>"><?cs call:icon("check") ?><?cs var:_("Check in at the door") ?></a>
 </nav><?cs /if ?>
 <div class="desk-event-facts">
  <?cs call:cover(event.cover_id, event.cover_alt, event.category, "(min-width: 700px) 420px, 100vw") ?>
  <dl class="facts">
   <div class="fact"><dt><?cs call:icon("calendar-days") ?><span class="hidden"><?cs var:_("When") ?></span></dt>
    <dd><?cs if:event.starts_at ?><b><?cs var:event.starts_at.date ?></b> <span><?cs var:event.starts_at.time ?> · <?cs var:event.time_zone ?></span><?cs else ?><?cs var:_("No date yet") ?><?cs /if ?></dd></div>
   <div class="fact"><dt><?cs call:icon("map-pin") ?><span class="hidden"><?cs var:_("Where") ?></span></dt>
    <dd><?cs if:event.venue ?><?cs call:where_line(event) ?><?cs elif:event.mode == "online" ?><?cs call:where_line(event) ?><?cs else ?><?cs var:_("No place yet") ?><?cs /if ?></dd></div><?cs
 if:event.public_url ?>
   <div class="fact"><dt><?cs call:icon("link") ?><span class="hidden"><?cs var:_("Address") ?></span></dt>
    <dd><code class="address"><?cs var:event.public_url ?></code></dd></div><?cs /if ?>
  </dl>
 </div><?cs
if:event.cover_waiting ?>
 <p class="note"><?cs var:_("The cover is being prepared. Reload this page in a moment.") ?></p><?cs /if ?><?cs
if:event.is_template == "1" ?><?cs elif:event.state == "hidden" ?><?cs elif:len(numbers) ?><?cs call:how_it_goes() ?><?cs /if ?><?cs
if:event.state == "published" ?><?cs if:event.past ?><?cs else ?>
 <section class="section" aria-labelledby="change-title">
  <h2 id="change-title"><?cs var:_("If plans change") ?></h2><?cs
 if:event.people_text ?><?cs else ?>
  <p><?cs var:_("Not yet: it is a draft again, and nobody but your team sees it.") ?></p>
  <?cs call:act("withdraw", _("Make it a draft again"), "button-second") ?><?cs /if ?>
  <p><?cs var:_("Postponed: the date is off, a new one will come. The page stays and says so.") ?> <?cs var:event.people_text ?></p>
  <?cs call:form_open(event.act_path) ?>
   <input type="hidden" name="version" value="<?cs var:event.version ?>"><?cs
 if:event.people_text ?>
   <?cs call:form_area("message", _("Message to them"), _("Why, and when they will hear more."), "3") ?><?cs /if ?>
   <p><button type="submit" class="button button-second" name="act" value="postpone"><?cs var:_("Postpone") ?></button></p>
  </form>
  <?cs call:cancel() ?>
 </section><?cs /if ?><?cs
elif:event.state == "postponed" ?>
 <section class="section" aria-labelledby="change-title">
  <h2 id="change-title"><?cs var:_("If plans change") ?></h2>
  <?cs call:cancel() ?>
 </section><?cs /if ?><?cs
if:event.state == "draft" ?><?cs call:remove() ?><?cs
elif:event.state == "cancelled" ?><?cs call:remove() ?><?cs /if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
