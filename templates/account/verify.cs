<?cs #
Where the link for a new account leads.  Filled by handlers/account/sign_up.c.
	verify.email	the address that is proved
	verify.asks	1: in another browser than the one they signed up in
	form.token (hidden), form.password
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Confirm your address") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Confirm your address") ?></h1>
  <p><?cs var:_("This makes the account for:") ?> <b class="typed"><?cs var:verify.email ?></b></p>
  <?cs
set:form.password.label = _("Password") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/verify") ?>
   <?cs call:form_hidden("token") ?><?cs
if:verify.asks ?>
   <?cs call:form_field_help("password", form.password.label, "password", _("The one you signed up with: this is another browser, and we make sure that it was you."), "current-password") ?><?cs /if ?>
   <?cs call:form_submit(_("Confirm this address")) ?>
  </form>
  <p class="note"><?cs var:_("You did not ask for an account? Close this page, and nothing happens.") ?></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
