<?cs #
Make an event or change it.  Filled by handlers/organizer/event_editor.c.
	editor.path		where the form goes: /organize/new or /organize/e/<id>/edit
	editor.draft		the name what is typed is kept under in the browser: event-new, event-<id>
	editor.draft_path	where a draft is kept while one types
	editor.is_new		1 for a new one
	editor.is_draft		1 while nobody else sees it, so that it can be kept as it is typed
	editor.is_template	1 for one that others are made of
	editor.tell_label	"Tell the 12 people who are registered"; nothing when nobody is
	editor.back_path	where "Cancel" leads
	event			state, cover_id, cover_alt, as stored; nothing for a new one
	form.*			title, summary, category, tags, about, starts, ends, zone, mode, venue, street,
				postcode, city, country, latitude, longitude, online_url, cover, cover_alt,
				self_cancel, tell, message, version, key (drawn for a new one)
	form.tickets.N		rows (form.h): id, name, about, capacity, sale_starts, sale_ends, min_per_order,
				max_per_order, max_per_person, state; .taken: "12 taken", .price_money of one that is not free
	form.questions.N	rows: id, label, help, kind, options, required, asked, state; .answered
	form.blank.*		a row that is not there yet, for the script
	categories.N		.value .text
	zones.N			.value .text (Europe/Lisbon)
	countries.N		.value (PT) .text (Portugal)
	modes.N			.value (in_person, online, hybrid) .text
	venues.N		this organizer's: .value (id) .text; field venue_id; or nothing
	ticket_states.N, question_kinds.N, question_asked.N, question_states.N, self_cancels.N
	templates.N		for a new one: .title .copy_path
	preview.about_html	the description as it will look, after aside=preview; or nothing
Buttons send act=save (keep as it is) or act=publish; or aside=preview, tickets.add, tickets.2.up, … for the form
as it is typed with that done, which the script does in place.  The script asks
/organize/preview (POST csrf, about) for the description as a fragment while one types.
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs if:editor.is_new ?><?cs var:_("New event") ?><?cs elif:editor.is_template ?><?cs var:_("Edit template") ?><?cs else ?><?cs var:_("Edit event") ?><?cs /if ?><?cs /def ?><?cs

def:editor_late() ?><?cs
set:form.category.late = 1 ?><?cs
set:form.about.late = 1 ?><?cs
set:form.venue.late = 1 ?><?cs
set:form.city.late = 1 ?><?cs
set:form.country.late = 1 ?><?cs /def ?><?cs

def:editor_labels() ?><?cs
set:form.title.label = _("Title") ?><?cs
set:form.summary.label = _("In one sentence") ?><?cs
set:form.category.label = _("Kind") ?><?cs
set:form.tags.label = _("Tags") ?><?cs
set:form.about.label = _("Description") ?><?cs
set:form.starts.label = _("Starts") ?><?cs
set:form.ends.label = _("Ends") ?><?cs
set:form.zone.label = _("Time zone") ?><?cs
set:form.mode.label = _("In a place or online") ?><?cs
set:form.venue_id.label = _("A place you have used before") ?><?cs
set:form.venue.label = _("Name of the place") ?><?cs
set:form.street.label = _("Street and number") ?><?cs
set:form.postcode.label = _("Postcode") ?><?cs
set:form.city.label = _("City") ?><?cs
set:form.country.label = _("Country") ?><?cs
set:form.latitude.label = _("Latitude") ?><?cs
set:form.longitude.label = _("Longitude") ?><?cs
set:form.online_url.label = _("Link to join") ?><?cs
set:form.self_cancel.label = _("Holders may cancel") ?><?cs
set:form.message.label = _("Message") ?><?cs
set:form.cover.label = _("Picture") ?><?cs
set:form.cover_alt.label = _("What the picture shows") ?><?cs /def ?><?cs

def:editor_what() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("What") ?></h2></legend>
 <?cs call:form_field_help("title", form.title.label, "text", _("What it is, as it should stand on the sign. No dates, no prices."), "off") ?>
 <?cs call:form_field_help("summary", form.summary.label, "text", _("Shown in lists, in search engines and when people share it."), "off") ?>
 <?cs call:form_select("category", form.category.label, "", categories) ?>
 <?cs call:form_field_help("tags", form.tags.label, "text", _("Up to ten words people look for, with commas between: swing, late night, open air."), "off") ?>
 <div class="editor" data-preview="<?cs var:page.prefix ?>/organize/preview">
  <?cs call:form_area("about", form.about.label, _("Plain text or Markdown: **bold**, *italic*, # heading, - list, [words](https://address)."), "12") ?>
  <div class="editor-preview" data-preview-out<?cs if:preview.about_html ?><?cs else ?> hidden<?cs /if ?>>
   <p class="editor-label"><?cs var:_("How it will look") ?></p>
   <div class="prose" data-preview-html><?cs uvar:preview.about_html ?></div>
  </div>
  <p class="editor-act"><button type="submit" class="button button-second" name="aside" value="preview"><?cs call:icon("eye") ?><?cs var:_("Preview description") ?></button></p>
 </div>
</fieldset><?cs /def ?><?cs

def:editor_when() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("When") ?></h2></legend>
 <div class="pair">
 <?cs call:form_field_help("starts", form.starts.label, "datetime-local", "", "off") ?>
 <?cs call:form_field_help("ends", form.ends.label, "datetime-local", "", "off") ?>
 </div>
 <?cs call:form_select("zone", form.zone.label, _("The clock on the wall where it happens. People everywhere see this time, with the zone named."), zones) ?>
</fieldset><?cs /def ?><?cs

def:editor_where() ?>
<fieldset class="section where">
 <legend><h2><?cs var:_("Where") ?></h2></legend>
 <?cs call:form_select("mode", form.mode.label, "", modes) ?>
 <div class="where-online">
 <?cs call:form_field_help("online_url", form.online_url.label, "url", _("Only who holds a ticket sees it. It can follow later."), "off") ?>
 </div>
 <div class="where-place"><?cs
if:len(venues) ?>
 <?cs call:form_select("venue_id", form.venue_id.label, _("Or choose none and type a new one below."), venues) ?><?cs /if ?>
 <div class="where-new">
 <?cs call:form_field_help("venue", form.venue.label, "text", "", "off") ?>
 <?cs call:form_field_help("street", form.street.label, "text", "", "off") ?>
 <div class="pair">
 <?cs call:form_field_help("postcode", form.postcode.label, "text", "", "off") ?>
 <?cs call:form_field_help("city", form.city.label, "text", "", "off") ?>
 </div>
 <?cs call:form_select("country", form.country.label, "", countries) ?>
 <div class="pair">
 <?cs call:form_field_help("latitude", form.latitude.label, "text", _("As 38.7139"), "off") ?>
 <?cs call:form_field_help("longitude", form.longitude.label, "text", _("As -9.1394"), "off") ?>
 </div>
 </div>
 </div>
</fieldset><?cs /def ?><?cs

def:row_acts(t, remove) ?><div class="item-acts">
  <button type="submit" class="plain" name="aside" value="<?cs var:t ?>.up"><?cs call:icon("arrow-up") ?><span class="hidden"><?cs var:_("Move up") ?></span></button>
  <button type="submit" class="plain" name="aside" value="<?cs var:t ?>.down"><?cs call:icon("arrow-down") ?><span class="hidden"><?cs var:_("Move down") ?></span></button><?cs
 if:remove ?>
  <button type="submit" class="plain" name="aside" value="<?cs var:t ?>.remove"><?cs call:icon("trash") ?><span><?cs var:_("Remove") ?></span></button><?cs /if ?>
 </div><?cs /def ?><?cs

def:more_open(t) ?><?cs
if:form[t].sale_starts.value || form[t].sale_ends.value || form[t].max_per_person.value || form[t].state.value != "on_sale" ?> open<?cs
elif:form[t].min_per_order.value && form[t].min_per_order.value != "1" ?> open<?cs
elif:form[t].max_per_order.value && form[t].max_per_order.value != "10" ?> open<?cs
elif:form[t].sale_starts.error || form[t].sale_ends.error || form[t].min_per_order.error || form[t].max_per_order.error || form[t].max_per_person.error || form[t].state.error ?> open<?cs
/if ?><?cs /def ?><?cs

def:ticket_row(t) ?>
<fieldset class="item" data-row>
 <legend class="hidden"><?cs var:_("Ticket type") ?></legend>
 <?cs call:form_hidden(t + ".id") ?>
 <div class="pair pair-wide">
 <?cs call:form_field_help(t + ".name", _("Name"), "text", "", "off") ?>
 <?cs call:form_count(t + ".capacity", _("How many"), "") ?>
 </div>
 <?cs call:form_field_help(t + ".about", _("What it includes"), "text", "", "off") ?>
 <details class="item-more"<?cs call:more_open(t) ?>>
  <summary><?cs var:_("When it can be had, how many at once, whether it is shown") ?></summary>
  <div class="pair">
  <?cs call:form_field_help(t + ".sale_starts", _("Registration opens"), "datetime-local", _("Empty: at once."), "off") ?>
  <?cs call:form_field_help(t + ".sale_ends", _("Registration closes"), "datetime-local", _("Empty: when the event ends."), "off") ?>
  </div>
  <div class="triple">
  <?cs call:form_count(t + ".min_per_order", _("At least at once"), "") ?>
  <?cs call:form_count(t + ".max_per_order", _("At most at once"), "") ?>
  <?cs call:form_count(t + ".max_per_person", _("At most each person"), _("Empty: no limit.")) ?>
  </div>
  <?cs call:form_select(t + ".state", _("State"), "", ticket_states) ?>
 </details>
 <div class="item-foot">
  <span class="item-note"><?cs if:form[t].price_money ?><?cs var:form[t].price_money ?> <?cs /if ?><?cs var:form[t].taken ?></span>
  <?cs if:form[t].taken ?><?cs call:row_acts(t, "") ?><?cs else ?><?cs call:row_acts(t, "1") ?><?cs /if ?>
 </div>
</fieldset><?cs /def ?><?cs

def:question_row(t) ?>
<fieldset class="item item-question" data-row>
 <legend class="hidden"><?cs var:_("Question") ?></legend>
 <?cs call:form_hidden(t + ".id") ?>
 <?cs call:form_field_help(t + ".label", _("Question"), "text", "", "off") ?>
 <div class="pair">
 <?cs call:form_select(t + ".kind", _("Answered by"), "", question_kinds) ?>
 <?cs call:form_select(t + ".asked", _("Asked of"), "", question_asked) ?>
 </div>
 <div class="item-options"><?cs call:form_area(t + ".options", _("To choose from"), _("One on each line."), "3") ?></div>
 <?cs call:form_field_help(t + ".help", _("Help"), "text", _("Shown below the question."), "off") ?>
 <?cs call:form_check(t + ".required", _("It must be answered")) ?><?cs
 if:form[t].answered ?>
 <?cs call:form_select(t + ".state", _("State"), _("It has been answered: it keeps its kind, and can be archived."), question_states) ?><?cs
 elif:form[t].state.value == "archived" ?>
 <?cs call:form_select(t + ".state", _("State"), "", question_states) ?><?cs
 else ?>
 <?cs call:form_hidden(t + ".state") ?><?cs /if ?>
 <div class="item-foot">
  <span class="item-note"></span>
  <?cs if:form[t].answered ?><?cs call:row_acts(t, "") ?><?cs else ?><?cs call:row_acts(t, "1") ?><?cs /if ?>
 </div>
</fieldset><?cs /def ?><?cs

def:editor_tickets() ?>
<fieldset class="section" id="field-tickets">
 <legend><h2><?cs var:_("Tickets") ?></h2></legend>
 <p class="help"><?cs var:_("Each ticket type has a number of its own; when that is taken, it is sold out. New ones are free.") ?></p>
 <div class="items" data-rows="tickets" data-most="20"><?cs
each:row = form.tickets ?><?cs if:row ?>
 <?cs call:ticket_row(row) ?><?cs /if ?><?cs /each ?>
 </div>
 <p><button type="submit" class="button button-second" name="aside" value="tickets.add"><?cs call:icon("plus") ?><?cs var:_("Add a ticket type") ?></button></p>
 <template data-blank="tickets"><?cs call:ticket_row("blank.tickets") ?></template>
 <?cs call:form_select("self_cancel", form.self_cancel.label, _("Then their place is free again for somebody else."), self_cancels) ?>
</fieldset><?cs /def ?><?cs

def:editor_questions() ?>
<fieldset class="section" id="field-questions">
 <legend><h2><?cs var:_("Questions") ?></h2></legend>
 <p class="help"><?cs var:_("Name and e-mail address are always asked. Ask for more only if you need it.") ?></p>
 <div class="items" data-rows="questions" data-most="20"><?cs
each:row = form.questions ?><?cs if:row ?>
 <?cs call:question_row(row) ?><?cs /if ?><?cs /each ?>
 </div>
 <p><button type="submit" class="button button-second" name="aside" value="questions.add"><?cs call:icon("plus") ?><?cs var:_("Add a question") ?></button></p>
 <template data-blank="questions"><?cs call:question_row("blank.questions") ?></template>
</fieldset><?cs /def ?><?cs

def:editor_tell() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("Who is registered") ?></h2></legend>
 <?cs call:form_check("tell", editor.tell_label) ?>
 <p class="help"><?cs var:_("By mail, when title, time or place have changed, or when you write a message.") ?></p>
 <?cs call:form_area("message", form.message.label, _("In your own words, if you like."), "3") ?>
</fieldset><?cs /def ?><?cs

def:editor_acts() ?><?cs
if:editor.is_template ?>
   <button type="submit" class="button" name="act" value="save"><?cs var:_("Save template") ?></button><?cs
elif:editor.is_draft ?>
   <button type="submit" class="button" name="act" value="publish"><?cs var:_("Publish") ?></button>
   <button type="submit" class="button button-second" name="act" value="save"><?cs var:_("Save draft") ?></button><?cs
elif:event.state == "postponed" ?>
   <button type="submit" class="button" name="act" value="publish"><?cs var:_("Publish again") ?></button>
   <button type="submit" class="button button-second" name="act" value="save"><?cs var:_("Save") ?></button><?cs
else ?>
   <button type="submit" class="button" name="act" value="save"><?cs var:_("Save and show to everybody") ?></button><?cs
/if ?><?cs /def ?><?cs

def:editor_templates() ?>
<div class="notice notice-info"><?cs call:icon("copy") ?><p><?cs var:_("Start from a template:") ?><?cs each:t = templates ?> <a href="<?cs var:page.prefix ?><?cs var:t.copy_path ?>"><?cs var:t.title ?></a><?cs /each ?></p></div><?cs /def ?><?cs

def:editor_cover() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("Cover") ?></h2></legend><?cs
if:event.cover_id ?>
 <?cs call:cover(event.cover_id, event.cover_alt, event.category, "(min-width: 700px) 640px, 100vw") ?><?cs /if ?>
 <?cs call:form_file("cover", form.cover.label, _("JPEG, PNG or WebP, wider than tall (16:9), at least 800 pixels wide, better 1600, at most 5 MB. Without one we draw a sign for you."), "image/jpeg,image/png,image/webp") ?>
 <?cs call:form_field_help("cover_alt", form.cover_alt.label, "text", _("For people who cannot see it."), "off") ?>
</fieldset><?cs /def ?><?cs

def:editor_mirror() ?>
<aside class="mirror" data-mirror hidden aria-label="<?cs var:_("Preview of the card") ?>">
 <p class="editor-label"><?cs var:_("On the sign") ?></p>
 <div class="card card-mirror">
  <time class="tile"><span class="tile-weekday" data-mirror-weekday></span> <span class="tile-day" data-mirror-day>–</span> <span class="tile-month" data-mirror-month></span></time>
  <div class="card-words">
   <p class="card-title" data-mirror-title data-empty="<?cs var:_("Untitled event") ?>"></p>
   <p class="card-facts"><span class="card-time" data-mirror-time></span> <span class="card-place" data-mirror-place></span></p>
  </div>
 </div>
</aside><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap desk-form">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:editor.back_path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Your events") ?></a></p>
 <h1><?cs call:page_title() ?> <?cs if:editor.is_template ?><?cs else ?><?cs call:state_badge(event.state) ?><?cs /if ?></h1><?cs
if:len(templates) ?>
 <?cs call:editor_templates() ?><?cs /if ?>
 <?cs call:editor_labels() ?><?cs call:form_errors() ?><?cs call:editor_late() ?>
 <div class="notice notice-info" data-draft-notice hidden><?cs call:icon("history") ?><p><?cs var:_("You typed something here before that was not sent.") ?> <button type="button" class="plain" data-draft-restore><?cs var:_("Bring it back") ?></button> <button type="button" class="plain" data-draft-forget><?cs var:_("Forget it") ?></button></p></div>
 <div class="desk-columns">
 <?cs call:form_open_files(editor.path, editor.draft) ?>
  <?cs call:form_hidden("version") ?>
  <?cs call:form_hidden("key") ?>
  <button type="submit" class="hidden" name="act" value="save" tabindex="-1" aria-hidden="true"><?cs var:_("Save") ?></button>
  <?cs call:editor_what() ?>
  <?cs call:editor_when() ?>
  <?cs call:editor_where() ?>
  <?cs call:editor_cover() ?>
  <?cs call:editor_tickets() ?>
  <?cs call:editor_questions() ?><?cs
if:editor.tell_label ?>
  <?cs call:editor_tell() ?><?cs /if ?>
  <div class="acts acts-kept"<?cs if:editor.is_draft ?> data-autosave="<?cs var:page.prefix ?><?cs var:editor.draft_path ?>" data-prefix="<?cs var:page.prefix ?>"
   data-say-saved="<?cs var:_("Saved at") ?>" data-say-not="<?cs var:_("Not saved:") ?>" data-say-title="<?cs var:_("Give it a title, and it is saved as you type.") ?>" data-say-away="<?cs var:_("the connection is lost. What you typed stays in this browser.") ?>" data-say-out="<?cs var:_("you are signed out. Sign in again and open this page anew; what you typed stays in this browser.") ?>"<?cs /if ?>>
   <?cs call:editor_acts() ?>
   <a href="<?cs var:page.prefix ?><?cs var:editor.back_path ?>"><?cs var:_("Cancel") ?></a>
   <p class="note" data-saving role="status"></p>
   <p class="note" data-draft-kept hidden><?cs var:_("Kept in this browser as you type.") ?></p>
  </div>
 </form>
 <?cs call:editor_mirror() ?>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
