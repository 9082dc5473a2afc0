<?cs #
Another e-mail address.  Filled by handlers/account/address.c.
	person.email	the one until now
	form.email
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Change your address") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Change your address") ?></h1>
  <p><?cs var:_("Until now it is:") ?> <b class="typed"><?cs var:person.email ?></b></p>
  <?cs
set:form.email.label = _("New email address") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/address") ?>
   <?cs call:form_field_help("email", form.email.label, "email", _("We send a link there, and word of it to the old one. Nothing changes before you use the link."), "email") ?>
   <?cs call:form_submit(_("Send me the link")) ?>
  </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
