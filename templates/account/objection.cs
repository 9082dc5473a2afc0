<?cs #
Where "that was not me" leads, from the mail to an account's old address.  Filled by handlers/account/address.c.
	objection.email		the address the account keeps, or has again
	form.token (hidden)
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("It was not you?") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("It was not you?") ?></h1>
  <p><?cs var:_("Then your account keeps this address, or has it again:") ?> <b class="typed"><?cs var:objection.email ?></b></p>
  <p><?cs var:_("Everybody is signed out, the password is of no use any more, and we send you a link to choose a new one.") ?></p>
  <?cs call:form_open("/account/objection") ?>
   <?cs call:form_hidden("token") ?>
   <?cs call:form_submit(_("It was not me")) ?>
  </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
