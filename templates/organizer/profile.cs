<?cs #
What an organizer shows of itself.  Filled by handlers/organizer/profile.c.
	profile.is_new		1 when there is none yet: asks less
	organizer		name, path (the public page), logo_id, picture_waiting
	form.*			name, handle, summary, about, website, link_1 to link_5, email, imprint, country, zone,
				currency, language, picture, version
	countries.N zones.N currencies.N languages.N	.value .text
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs if:profile.is_new ?><?cs var:_("New organizer") ?><?cs else ?><?cs var:_("Profile") ?><?cs /if ?><?cs /def ?><?cs

def:profile_who() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("Who") ?></h2></legend>
 <?cs call:form_field_help("name", _("Name"), "text", _("As it should stand under your events."), "organization") ?>
 <?cs call:form_field_help("handle", _("Address"), "text", _("Your page is at /o/ and this word: small letters, digits and hyphens. It can be changed later; old links lead on."), "off") ?>
 <?cs call:form_field_help("summary", _("In one sentence"), "text", _("Shown in search engines and when people share your page."), "off") ?>
</fieldset><?cs /def ?><?cs

def:profile_story() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("More about you") ?></h2></legend><?cs
if:organizer.logo_id ?>
 <p><img class="emblem" src="<?cs var:site.media ?>/<?cs var:organizer.logo_id ?>-square.webp" width="80" height="80" alt="<?cs var:_("The picture as it is now") ?>"></p><?cs
elif:organizer.picture_waiting ?>
 <p class="note"><?cs var:_("Your picture is being prepared.") ?></p><?cs /if ?>
 <?cs call:form_file("picture", _("Picture"), _("A sign or a face: JPEG, PNG or WebP, shown as a square, at least 320 pixels wide, at most 5 MB."), "image/jpeg,image/png,image/webp") ?>
 <?cs call:form_area("about", _("Description"), _("Plain text or Markdown: **bold**, *italic*, # heading, - list, [words](https://address)."), "8") ?>
 <?cs call:form_field_help("website", _("Website"), "url", _("Begins with https://"), "url") ?>
 <?cs call:form_field_help("link_1", _("Elsewhere"), "url", _("Where else people find you: social networks, videos, a shop."), "off") ?>
 <?cs call:form_field_help("link_2", _("Second link"), "url", "", "off") ?>
 <?cs call:form_field_help("link_3", _("Third link"), "url", "", "off") ?>
 <?cs call:form_field_help("link_4", _("Fourth link"), "url", "", "off") ?>
 <?cs call:form_field_help("link_5", _("Fifth link"), "url", "", "off") ?>
</fieldset>
<fieldset class="section">
 <legend><h2><?cs var:_("Contact and imprint") ?></h2></legend>
 <?cs call:form_field_help("email", _("Public e-mail address"), "email", _("For questions; everybody can read it."), "email") ?>
 <?cs call:form_area("imprint", _("Imprint"), _("Who answers for this, where the law wants it said: name, address, register."), "5") ?>
</fieldset><?cs /def ?><?cs

def:profile_begins() ?>
<fieldset class="section">
 <legend><h2><?cs var:_("What a new event begins with") ?></h2></legend>
 <?cs call:form_select("country", _("Country"), "", countries) ?>
 <?cs call:form_select("zone", _("Time zone"), "", zones) ?>
 <div class="pair">
 <?cs call:form_select("language", _("Language"), _("In which you write."), languages) ?>
 <?cs call:form_select("currency", _("Currency"), "", currencies) ?>
 </div>
</fieldset><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap desk-form">
 <p class="back"><a href="<?cs var:page.prefix ?>/organize"><?cs call:icon("arrow-left") ?><?cs var:_("Your events") ?></a></p>
 <h1><?cs call:page_title() ?></h1><?cs
if:organizer.path ?>
 <p><a href="<?cs var:page.prefix ?><?cs var:organizer.path ?>"><?cs var:_("See it as everybody does") ?></a></p><?cs /if ?>
 <?cs call:form_errors() ?><?cs
if:profile.is_new ?>
 <?cs call:form_open("/organize/profile/new") ?>
  <?cs call:profile_who() ?>
  <?cs call:profile_begins() ?>
  <div class="acts"><?cs call:form_submit(_("Make this organizer")) ?>
   <a href="<?cs var:page.prefix ?>/organize"><?cs var:_("Cancel") ?></a></div>
 </form><?cs
else ?>
 <?cs call:form_open_files("/organize/profile", "profile") ?>
  <?cs call:form_hidden("version") ?>
  <?cs call:profile_who() ?>
  <?cs call:profile_story() ?>
  <?cs call:profile_begins() ?>
  <div class="acts"><?cs call:form_submit(_("Save")) ?>
   <a href="<?cs var:page.prefix ?>/organize"><?cs var:_("Cancel") ?></a></div>
 </form><?cs /if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
