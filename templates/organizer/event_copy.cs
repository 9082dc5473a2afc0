<?cs #
Another event like this one, or a template.  Filled by handlers/organizer/event_copy.c.
	event			title, is_template
	event.desk_path		where it is at the desk
	event.copy_path		where the form goes: act=copy, act=template
	form.*			title, starts, key
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs if:event.is_template == "1" ?><?cs var:_("New event from a template") ?><?cs else ?><?cs var:_("Copy event") ?><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap desk-form">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:event.desk_path ?>"><?cs call:icon("arrow-left") ?><?cs var:event.title ?></a></p>
 <h1><?cs call:page_title() ?></h1><?cs
set:form.title.label = _("Title") ?><?cs
set:form.starts.label = _("Starts") ?>
 <?cs call:form_errors() ?>
 <p class="lead"><?cs var:_("Texts, place, picture, tickets and questions come along; nobody who registered does. Times of sale move with the date.") ?></p>
 <div class="desk-columns">
 <?cs call:form_open(event.copy_path) ?>
  <?cs call:form_hidden("key") ?>
  <fieldset class="section">
   <legend class="hidden"><?cs call:page_title() ?></legend>
   <?cs call:form_field_help("title", form.title.label, "text", "", "off") ?>
   <?cs call:form_field_help("starts", form.starts.label, "datetime-local", event.time_zone, "off") ?>
  </fieldset>
  <div class="acts">
   <button type="submit" class="button" name="act" value="copy"><?cs call:icon("copy") ?><?cs var:_("Make a draft of it") ?></button><?cs
 if:event.is_template != "1" ?>
   <button type="submit" class="button button-second" name="act" value="template"><?cs var:_("Keep it as a template") ?></button><?cs /if ?>
   <a href="<?cs var:page.prefix ?><?cs var:event.desk_path ?>"><?cs var:_("Cancel") ?></a>
  </div>
 </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
