<?cs #
A link for a new password.  Filled by handlers/account/forgotten.c.
	form.email
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Forgotten your password?") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Forgotten your password?") ?></h1>
  <p><?cs var:_("Say your address, and we send a link there to choose a new one.") ?></p>
  <?cs
set:form.email.label = _("Email address") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/forgotten") ?>
   <?cs call:form_field_help("email", form.email.label, "email", "", "username") ?>
   <?cs call:form_submit(_("Send me a link")) ?>
  </form>
  <p class="door-more"><a href="<?cs var:page.prefix ?>/account/sign-in"><?cs var:_("Sign in") ?></a></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
