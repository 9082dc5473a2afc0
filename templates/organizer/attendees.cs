<?cs #
Who comes.  Filled by handlers/organizer/attendees.c.
	event			title, desk_path
	list			path, export_path; filtered (1), cut (1: more were found than are shown)
	form.*			q, state, type, door
	types.N			.value .text
	attendees.N		name, email, code, ticket_type, state, ordered_at, admitted_at, path; valid = 1
	next_path		the next page; or nothing
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Attendees") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:choice(name, value, label) ?><option value="<?cs var:value ?>"<?cs if:form[name].value == value ?> selected<?cs /if ?>><?cs var:label ?></option><?cs /def ?><?cs

def:attendee_acts(a) ?><?cs if:a.valid ?><?cs call:form_open(a.path + "/resend") ?><button type="submit" class="button button-second"><?cs var:_("Send the mail again") ?><span class="hidden"> <?cs var:a.name ?></span></button></form>
 <details class="sure"><summary><?cs var:_("Cancel") ?><span class="hidden"> <?cs var:a.name ?></span></summary>
  <?cs call:form_open(a.path + "/cancel") ?><button type="submit" class="button button-wrong"><?cs var:_("Yes, cancel the ticket of") ?> <?cs var:a.name ?></button></form></details><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:event.desk_path ?>"><?cs call:icon("arrow-left") ?><?cs var:event.title ?></a></p>
 <div class="desk-head"><h1><?cs var:_("Attendees") ?></h1>
  <div class="row-acts"><a class="button button-second" href="<?cs var:page.prefix ?><?cs var:event.desk_path ?>/message"><?cs var:_("Write to those who come") ?></a>
  <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:list.export_path ?>"><?cs call:icon("download") ?><?cs var:_("Export as CSV") ?></a></div></div>
 <?cs call:form_filter(list.path) ?>
  <?cs call:form_field_help("q", _("Name, address or code"), "search", "", "off") ?>
  <div class="field"><label for="field-state"><?cs var:_("State") ?></label><select id="field-state" name="state"><?cs call:choice("state", "valid", _("Valid")) ?><?cs call:choice("state", "cancelled", _("Cancelled")) ?></select></div>
  <div class="field"><label for="field-type"><?cs var:_("Ticket") ?></label><select id="field-type" name="type"><?cs call:form_options("type", types) ?></select></div>
  <div class="field"><label for="field-door"><?cs var:_("At the door") ?></label><select id="field-door" name="door"><?cs call:choice("door", "", _("All")) ?><?cs call:choice("door", "in", _("Let in")) ?><?cs call:choice("door", "out", _("Not yet")) ?></select></div>
  <button type="submit" class="button"><?cs var:_("Show") ?></button>
 </form><?cs
if:len(attendees) ?>
 <ul class="rows"><?cs each:a = attendees ?>
  <li class="row row-plain"><div class="row-words"><h2><?cs var:a.name ?></h2>
    <p><?cs var:a.ticket_type ?> · <?cs var:a.code ?> · <?cs var:a.email ?></p>
    <p><?cs if:a.state == "cancelled" ?><span class="badge badge-wrong"><?cs var:_("Cancelled") ?></span> <?cs var:a.cancelled_at.short ?><?cs elif:a.admitted_at ?><span class="badge badge-done"><?cs var:_("Let in") ?></span> <?cs var:a.admitted_at.short ?><?cs else ?><?cs var:_("Ordered") ?> <?cs var:a.ordered_at.short ?><?cs /if ?></p></div>
   <div class="row-acts"><?cs call:attendee_acts(a) ?></div></li><?cs /each ?>
 </ul><?cs
 if:list.cut ?><p class="note"><?cs var:_("More were found than are shown. Type more of the name.") ?></p><?cs /if ?><?cs
 if:next_path ?><p><a class="button button-second" href="<?cs var:page.prefix ?><?cs var:next_path ?>"><?cs var:_("Show more") ?><?cs call:icon("arrow-right") ?></a></p><?cs /if ?><?cs
elif:list.filtered ?>
 <div class="empty"><?cs call:icon("search-x") ?><p><b><?cs var:_("Nobody is found.") ?></b></p>
  <p><a href="<?cs var:page.prefix ?><?cs var:list.path ?>"><?cs var:_("Show everybody") ?></a></p></div><?cs
else ?>
 <div class="empty"><?cs call:icon("ticket") ?><p><b><?cs var:_("Nobody has registered yet.") ?></b></p>
  <p><?cs var:_("Share the event’s page; who registers appears here at once.") ?></p></div><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
