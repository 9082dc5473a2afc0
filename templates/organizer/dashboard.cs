<?cs #
What an organizer sees first.  Filled by handlers/organizer/dashboard.c.
	organizer		name, path (the public page)
	numbers.N		.name (published, drafts, upcoming, views) .value_text
	events.N		coming and drafts: title, state, starts_at, venue, city, mode, cover_id,
				category, desk_path (/organize/e/<id>), edit_path, path (public),
				sold_text (12 of 80)
	past.N			the same, over
	templates.N		title, desk_path, copy_path (a new event of it)
	todo.N			.text .path: what needs doing
	others.N		.name .path: other organizers this person works for
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Your events") ?><?cs /def ?><?cs

def:number_word(name) ?><?cs
if:name == "published" ?><?cs var:_("Published") ?><?cs
elif:name == "drafts" ?><?cs var:_("Drafts") ?><?cs
elif:name == "upcoming" ?><?cs var:_("In the next 30 days") ?><?cs
elif:name == "views" ?><?cs var:_("Views today") ?><?cs
/if ?><?cs /def ?><?cs

def:desk_row(e) ?><li class="row">
 <?cs if:e.starts_at ?><?cs call:when_tile(e.starts_at) ?><?cs else ?><span class="tile tile-none"><?cs call:icon("calendar-days") ?></span><?cs /if ?>
 <div class="row-words">
  <h3><a href="<?cs var:page.prefix ?><?cs var:e.desk_path ?>"><?cs if:e.title ?><?cs var:e.title ?><?cs else ?><?cs var:_("Untitled event") ?><?cs /if ?></a></h3>
  <p><?cs if:e.starts_at ?><?cs call:when_line(e.starts_at) ?><?cs if:e.venue ?> · <?cs elif:e.mode == "online" ?> · <?cs /if ?><?cs /if ?><?cs call:where_line(e) ?></p>
 </div>
 <div class="row-state"><?cs if:e.state == "published" ?><span class="badge badge-done"><?cs var:_("Published") ?></span><?cs else ?><?cs call:state_badge(e.state) ?><?cs /if ?><?cs
 if:e.sold_text ?> <span><?cs var:e.sold_text ?></span><?cs /if ?></div>
 <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:e.edit_path ?>"><?cs call:icon("pencil") ?><?cs var:_("Edit") ?><span class="hidden"> <?cs var:e.title ?></span></a>
</li><?cs /def ?><?cs

def:desk_begin() ?>
<div class="wrap">
 <div class="desk-head"><h1><?cs var:_("Put on events") ?></h1></div>
 <div class="empty"><?cs call:icon("ticket") ?>
  <p><b><?cs var:_("Under whose name will they stand?") ?></b></p>
  <p><?cs var:_("A band, a club, a company, or you: an organizer has a page of its own, and a team if it needs one.") ?></p>
  <p><a class="button" href="<?cs var:page.prefix ?>/organize/profile/new"><?cs var:_("Make an organizer") ?></a></p></div>
</div><?cs /def ?><?cs

def:desk_events() ?>
<div class="wrap">
 <div class="desk-head">
  <div><p class="desk-who"><?cs if:organizer.path ?><a href="<?cs var:page.prefix ?><?cs var:organizer.path ?>"><?cs var:organizer.name ?></a><?cs else ?><?cs var:organizer.name ?><?cs /if ?></p>
  <h1><?cs var:_("Your events") ?></h1></div>
  <a class="button" href="<?cs var:page.prefix ?>/organize/new"><?cs call:icon("plus") ?><?cs var:_("New event") ?></a>
 </div>
 <p class="desk-links"><a href="<?cs var:page.prefix ?>/organize/profile"><?cs call:icon("pencil") ?><?cs var:_("Profile") ?></a>
  <a href="<?cs var:page.prefix ?>/organize/team"><?cs call:icon("user") ?><?cs var:_("Team") ?></a>
  <a href="<?cs var:page.prefix ?>/organize/mail"><?cs call:icon("mail") ?><?cs var:_("Mail") ?></a></p><?cs
if:len(numbers) ?>
 <dl class="numbers"><?cs each:n = numbers ?>
  <div><dt><?cs call:number_word(n.name) ?></dt><dd><?cs var:n.value_text ?></dd></div><?cs /each ?>
 </dl><?cs /if ?><?cs
if:len(todo) ?>
 <section class="band" aria-labelledby="todo-title">
  <div class="band-head"><h2 id="todo-title"><?cs var:_("To do") ?></h2></div>
  <ul class="todo"><?cs each:t = todo ?>
   <li><a href="<?cs var:page.prefix ?><?cs var:t.path ?>"><?cs var:t.text ?><?cs call:icon("arrow-right") ?></a></li><?cs /each ?>
  </ul>
 </section><?cs /if ?>
 <section class="band" aria-labelledby="events-title">
  <div class="band-head"><h2 id="events-title"><?cs var:_("Coming and drafts") ?></h2></div><?cs
if:len(events) ?>
  <ol class="rows"><?cs each:e = events ?>
  <?cs call:desk_row(e) ?><?cs /each ?>
  </ol><?cs
else ?>
  <div class="empty"><?cs call:icon("ticket") ?>
   <p><b><?cs var:_("Nothing on your sign yet.") ?></b></p>
   <p><?cs var:_("A title, a date and a place are enough to begin. Nobody sees it until you publish.") ?></p>
   <p><a class="button" href="<?cs var:page.prefix ?>/organize/new"><?cs var:_("Make your first event") ?></a></p></div><?cs
/if ?>
 </section><?cs
if:len(templates) ?>
 <section class="band" aria-labelledby="templates-title">
  <div class="band-head"><h2 id="templates-title"><?cs var:_("Templates") ?></h2></div>
  <ol class="rows"><?cs each:t = templates ?>
  <li class="row row-plain"><h3><a href="<?cs var:page.prefix ?><?cs var:t.desk_path ?>"><?cs var:t.title ?></a></h3>
   <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:t.copy_path ?>"><?cs call:icon("plus") ?><?cs var:_("New event from it") ?><span class="hidden"> <?cs var:t.title ?></span></a></li><?cs /each ?>
  </ol>
 </section><?cs /if ?><?cs
if:len(past) ?>
 <section class="band" aria-labelledby="past-title">
  <div class="band-head"><h2 id="past-title"><?cs var:_("Past events") ?></h2></div>
  <ol class="rows"><?cs each:e = past ?>
  <?cs call:desk_row(e) ?><?cs /each ?>
  </ol>
 </section><?cs /if ?><?cs
if:len(others) ?>
 <section class="band" aria-labelledby="others-title">
  <div class="band-head"><h2 id="others-title"><?cs var:_("You also organize for") ?></h2></div>
  <ul class="rows"><?cs each:o = others ?>
   <li class="row row-plain"><div class="row-words"><h3><?cs var:o.name ?></h3></div>
    <?cs call:form_open(o.path) ?><button type="submit" class="button button-second"><?cs var:_("Go to its desk") ?><span class="hidden"> <?cs var:o.name ?></span></button></form></li><?cs /each ?>
  </ul>
 </section><?cs /if ?>
</div><?cs /def ?><?cs

def:page_body() ?><?cs
if:organizer.name ?><?cs call:desk_events() ?><?cs else ?><?cs call:desk_begin() ?><?cs /if ?><?cs /def ?><?cs

include!"lib/desk.cs" ?>
