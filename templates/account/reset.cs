<?cs #
Where the link for a new password leads.  Filled by handlers/account/forgotten.c.
	reset.email	whose account it is
	form.token (hidden), form.password
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Choose a new password") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Choose a new password") ?></h1>
  <p><?cs var:_("For the account of:") ?> <b class="typed"><?cs var:reset.email ?></b></p>
  <?cs
set:form.password.label = _("New password") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/reset") ?>
   <?cs call:form_hidden("token") ?>
   <?cs call:form_field_help("password", form.password.label, "password", _("At least 8 characters. A few words that do not belong together are easy to remember and hard to guess."), "new-password") ?>
   <?cs call:form_submit(_("Set the new password")) ?>
  </form>
  <p class="note"><?cs var:_("Everybody who is signed in to this account is signed out.") ?></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
