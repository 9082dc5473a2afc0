<?cs #
Sign in.  Filled by handlers/account/sign_in.c.
	form.email, form.password, form.next (hidden: where to go afterwards)
	login.reason	why one was sent here: a sentence, or nothing
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Sign in") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Sign in") ?></h1><?cs
if:login.reason ?>
  <?cs call:notice("info", login.reason) ?><?cs /if ?>
  <?cs
set:form.email.label = _("Email address") ?><?cs
set:form.password.label = _("Password") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/sign-in") ?>
   <?cs call:form_hidden("next") ?>
   <?cs call:form_field_help("email", form.email.label, "email", "", "username") ?>
   <?cs call:form_field_help("password", form.password.label, "password", "", "current-password") ?>
   <?cs call:form_submit(_("Sign in")) ?>
  </form>
  <p class="door-more"><a href="<?cs var:page.prefix ?>/account/forgotten"><?cs var:_("Forgotten your password?") ?></a>
   <a href="<?cs var:page.prefix ?>/account/sign-up"><?cs var:_("Make an account") ?></a></p>
  <p class="note"><?cs var:_("Registering for an event needs no account. With one you find your tickets again and host events of your own.") ?></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
