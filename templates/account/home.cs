<?cs #
A person's own page.  Filled by handlers/account/home.c.
	person			name, email
	profile.detail		language and time zone; profile.password: a sentence when there is none
	organizers.N		name, handle, role
	sessions.N		session_id, device, address, created_at, seen_at; current = 1 for this one
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Your account") ?><?cs /def ?><?cs

def:account_row(image, title, detail, path) ?><li class="row row-plain row-icon"><?cs call:icon(image) ?>
    <div class="row-words"><h3 class="typed"><?cs var:title ?></h3><?cs if:detail ?>
     <p><?cs var:detail ?></p><?cs /if ?></div>
    <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:path ?>"><?cs var:_("Change") ?><span class="hidden"> <?cs var:title ?></span></a></li><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap">
 <div class="desk-head"><h1><?cs var:_("Your account") ?></h1></div>
 <section class="band" aria-labelledby="you-title">
  <div class="band-head"><h2 id="you-title"><?cs var:_("You") ?></h2></div>
  <ul class="rows">
   <?cs call:account_row("user", person.name, profile.detail, "/account/profile") ?>
   <?cs call:account_row("mail", person.email, "", "/account/address") ?>
   <?cs call:account_row("lock", _("Password"), profile.password, "/account/password") ?>
   <?cs call:account_row("bell", _("What we write to you"), "", "/account/notices") ?>
  </ul>
 </section>
 <section class="band" aria-labelledby="organizers-title">
  <div class="band-head"><h2 id="organizers-title"><?cs var:_("You organize for") ?></h2></div><?cs
if:len(organizers) ?>
  <ul class="rows"><?cs each:o = organizers ?>
   <li class="row row-plain"><div class="row-words"><h3><a href="<?cs var:page.prefix ?>/o/<?cs var:o.handle ?>"><?cs var:o.name ?></a></h3></div>
    <?cs call:form_open("/organize/for/" + o.organizer_id) ?><button type="submit" class="button button-second"><?cs var:_("Your events") ?><span class="hidden"> <?cs var:o.name ?></span></button></form></li><?cs /each ?>
  </ul><?cs
else ?>
  <p class="note"><?cs var:_("No organizer yet. Hosting events begins with a name and a handle.") ?></p>
  <p class="acts"><a class="button button-second" href="<?cs var:page.prefix ?>/organize/profile/new"><?cs var:_("Host events") ?></a></p><?cs
/if ?>
 </section>
 <section class="band" aria-labelledby="sessions-title">
  <div class="band-head"><h2 id="sessions-title"><?cs var:_("Where you are signed in") ?></h2></div>
  <ul class="rows"><?cs each:s = sessions ?>
   <li class="row row-plain"><div class="row-words">
     <h3><?cs if:s.device ?><?cs var:s.device ?><?cs else ?><?cs var:_("Unknown device") ?><?cs /if ?></h3>
     <p><?cs if:s.current ?><b><?cs var:_("This one") ?></b> · <?cs /if ?><?cs var:_("Last used:") ?> <?cs var:s.seen_at ?></p></div><?cs
    if:s.current ?><?cs else ?><?cs call:form_open("/account/sessions/" + s.session_id + "/end") ?><button type="submit" class="button button-second"><?cs var:_("Sign out") ?><span class="hidden"> <?cs var:s.device ?></span></button></form><?cs /if ?></li><?cs /each ?>
  </ul><?cs
if:len(sessions) > #1 ?>
  <?cs call:form_open("/account/sessions/end-others") ?><button type="submit" class="button button-second"><?cs var:_("Sign out all other devices") ?></button></form><?cs /if ?>
 </section>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
