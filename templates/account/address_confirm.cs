<?cs #
Where the link to a new address leads.  Filled by handlers/account/address.c.
	address.email	the new one
	form.token (hidden)
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Use this address?") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Use this address?") ?></h1>
  <p><?cs var:_("Your account uses it from now on, to sign in and for all mail:") ?> <b class="typed"><?cs var:address.email ?></b></p>
  <?cs call:form_open("/account/address/confirm") ?>
   <?cs call:form_hidden("token") ?>
   <?cs call:form_submit(_("Use this address")) ?>
  </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
