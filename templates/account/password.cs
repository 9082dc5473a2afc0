<?cs #
Another password.  Filled by handlers/account/password.c.
	form.old, form.password
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Change your password") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Change your password") ?></h1>
  <?cs
set:form.old.label = _("Your password until now") ?><?cs
set:form.password.label = _("New password") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/password") ?>
   <?cs call:form_field_help("old", form.old.label, "password", "", "current-password") ?>
   <?cs call:form_field_help("password", form.password.label, "password", _("At least 8 characters. A few words that do not belong together are easy to remember and hard to guess."), "new-password") ?>
   <?cs call:form_submit(_("Set the new password")) ?>
  </form>
  <p class="note"><?cs var:_("All your other devices are signed out.") ?></p>
  <p class="door-more"><a href="<?cs var:page.prefix ?>/account/forgotten"><?cs var:_("Forgotten your password?") ?></a></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
