<?cs #
The password again, before what matters.  Filled by handlers/account/sign_in.c.
	form.password, form.next (hidden: where to go afterwards)
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Your password, please") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Your password, please") ?></h1>
  <p><?cs var:_("You signed in a while ago. Before this, we make sure that it is still you.") ?></p>
  <?cs
set:form.password.label = _("Password") ?><?cs
call:form_errors() ?>
  <?cs call:form_open("/account/confirm") ?>
   <?cs call:form_hidden("next") ?>
   <?cs call:form_field_help("password", form.password.label, "password", "", "current-password") ?>
   <?cs call:form_submit(_("Go on")) ?>
  </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
