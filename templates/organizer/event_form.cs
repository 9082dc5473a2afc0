<?cs #
Make an event or change it.  Filled by handlers/organizer/event_form.c.
	editor.path		where the form goes: /organize/new or /organize/e/<id>/edit
	editor.draft		the name what is typed is kept under in the browser: event-new, event-<id>
	editor.is_new		1 for a new one
	editor.back_path	where "Cancel" leads
	event			state, cover_id, cover_alt, as stored; nothing for a new one
	form.*			title, summary, category, about, starts, ends, zone, mode, venue, street,
				postcode, city, country, latitude, longitude, cover, cover_alt, version,
				key (drawn for a new one)
	categories.N		.value .text
	zones.N			.value .text (Europe/Lisbon)
	countries.N		.value (PT) .text (Portugal)
	modes.N			.value (in_person, online, hybrid) .text
	venues.N		this organizer's: .value (id) .text; field venue_id; or nothing
	preview.about_html	the description as it will look, after act=preview; or nothing
Buttons send act=save (keep as it is), act=publish or act=preview.  The script asks
/organize/preview (POST csrf, about) for the same as a fragment while one types.
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs if:editor.is_new ?><?cs var:_("New event") ?><?cs else ?><?cs var:_("Edit event") ?><?cs /if ?><?cs /def ?><?cs

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
set:form.cover.label = _("Picture") ?><?cs
set:form.cover_alt.label = _("What the picture shows") ?><?cs /def ?><?cs

def:editor_what() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("What") ?></h2></legend>
 <?cs call:form_field_help("title", form.title.label, "text", _("What it is, as it should stand on the sign. No dates, no prices."), "off") ?>
 <?cs call:form_field_help("summary", form.summary.label, "text", _("Shown in lists, in search engines and when people share it."), "off") ?>
 <?cs call:form_select("category", form.category.label, "", categories) ?>
 <div class="editor" data-preview="<?cs var:page.prefix ?>/organize/preview">
  <?cs call:form_area("about", form.about.label, _("Plain text or Markdown: **bold**, *italic*, # heading, - list, [words](https://address)."), "12") ?>
  <div class="editor-preview" data-preview-out<?cs if:preview.about_html ?><?cs else ?> hidden<?cs /if ?>>
   <p class="editor-label"><?cs var:_("How it will look") ?></p>
   <div class="prose" data-preview-html><?cs uvar:preview.about_html ?></div>
  </div>
  <p class="editor-act"><button type="submit" class="button button-second" name="act" value="preview"><?cs call:icon("eye") ?><?cs var:_("Preview description") ?></button></p>
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
<fieldset class="section">
 <legend><h2><?cs var:_("Where") ?></h2></legend>
 <?cs call:form_select("mode", form.mode.label, "", modes) ?><?cs
if:len(venues) ?>
 <?cs call:form_select("venue_id", form.venue_id.label, _("Or choose none and type a new one below."), venues) ?><?cs /if ?>
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
</fieldset><?cs /def ?><?cs

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
 <h1><?cs call:page_title() ?> <?cs call:state_badge(event.state) ?></h1>
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
  <div class="acts"><?cs
if:event.state == "published" ?>
   <button type="submit" class="button" name="act" value="save"><?cs var:_("Save and show to everybody") ?></button><?cs
else ?>
   <button type="submit" class="button" name="act" value="publish"><?cs var:_("Publish") ?></button>
   <button type="submit" class="button button-second" name="act" value="save"><?cs var:_("Save draft") ?></button><?cs
/if ?>
   <a href="<?cs var:page.prefix ?><?cs var:editor.back_path ?>"><?cs var:_("Cancel") ?></a>
   <p class="note" data-draft-kept hidden><?cs var:_("Kept in this browser as you type.") ?></p>
  </div>
 </form>
 <?cs call:editor_mirror() ?>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
