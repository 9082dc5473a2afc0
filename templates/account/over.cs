<?cs #
A link from a mail that is of no use any more.  Filled by handlers/account/account.c.
	over.reason	used, taken (another account has the address), other (somebody else is signed in)
	over.again	where to get another
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("This link does not work any more") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("This link does not work any more") ?></h1>
  <p><?cs
if:over.reason == "taken" ?><?cs var:_("The address belongs to an account already. Sign in to it, or choose a new password if you have forgotten yours.") ?><?cs
elif:over.reason == "other" ?><?cs var:_("It was used, is too old, was followed by a newer one, or belongs to another account than the one you are signed in to.") ?><?cs
else ?><?cs var:_("It was used, is too old, or was followed by a newer one.") ?><?cs /if ?></p>
  <p class="acts"><a class="button" href="<?cs var:page.prefix ?><?cs var:over.again ?>"><?cs
if:over.again == "/account/sign-in" ?><?cs var:_("Sign in") ?><?cs
elif:over.again == "/account/sign-up" ?><?cs var:_("Make an account") ?><?cs
elif:over.again == "/account/address" ?><?cs var:_("Change your address") ?><?cs
else ?><?cs var:_("Get a new link") ?><?cs /if ?></a></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
