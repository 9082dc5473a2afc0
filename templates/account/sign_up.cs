<?cs #
Make an account.  Filled by handlers/account/sign_up.c.
	form.name, form.email, form.password, form.zone (filled by script)
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Make an account") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Make an account") ?></h1>
  <p><?cs var:_("To host events, and to find your tickets again. Registering for an event needs none.") ?></p>
  <?cs
set:form.name.label = _("Your name") ?><?cs
set:form.email.label = _("Email address") ?><?cs
set:form.password.label = _("Password") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/sign-up") ?>
   <input type="hidden" name="zone" value="<?cs var:form.zone.value ?>" data-zone>
   <?cs call:form_field_help("name", form.name.label, "text", "", "name") ?>
   <?cs call:form_field_help("email", form.email.label, "email", _("We send a link there to make sure that it is yours."), "email") ?>
   <?cs call:form_field_help("password", form.password.label, "password", _("At least 8 characters. A few words that do not belong together are easy to remember and hard to guess."), "new-password") ?>
   <?cs call:form_submit(_("Make my account")) ?>
  </form>
  <p class="door-more"><?cs var:_("You have one?") ?> <a href="<?cs var:page.prefix ?>/account/sign-in"><?cs var:_("Sign in") ?></a></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
