<?cs #
After a form that sends a mail; desk.notice says which.  Filled by handlers/account/sign_up.c.
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Look into your inbox") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("Look into your inbox") ?></h1>
  <p><?cs var:_("The mail comes within a minute. The link in it works once, and for an hour.") ?></p>
  <p><?cs var:_("Nothing there? Look among spam, check whether you typed the address right, and then try again.") ?></p>
  <p class="door-more"><a href="<?cs var:page.prefix ?>/account/sign-in"><?cs var:_("Sign in") ?></a></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
