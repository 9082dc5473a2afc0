<?cs #
How somebody is called, and in what language and time zone they read.  Filled by handlers/account/profile.c.
	form.name, form.language, form.time_zone
	languages.N, zones.N	.value .text
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("About you") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("About you") ?></h1>
  <?cs
set:form.name.label = _("Your name") ?><?cs
set:form.language.label = _("Language") ?><?cs
set:form.time_zone.label = _("Time zone") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/profile") ?>
   <?cs call:form_field_help("name", form.name.label, "text", _("How we greet you, and how your teams see you."), "name") ?>
   <?cs call:form_select("language", form.language.label, _("Of the mail you get from us."), languages) ?>
   <?cs call:form_select("time_zone", form.time_zone.label, _("A new event of yours begins with it."), zones) ?>
   <?cs call:form_submit(_("Save")) ?>
  </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
