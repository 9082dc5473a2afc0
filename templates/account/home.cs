<?cs #
A person's own page.  Filled by handlers/account/home.c.
	person			name, email
	organizers.N		name, handle, role
	sessions.N		session_id, device, address, created_at, seen_at; current = 1 for this one
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Your account") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap">
 <div class="desk-head"><h1><?cs var:_("Your account") ?></h1></div>
 <dl class="facts">
  <div class="fact"><dt><?cs call:icon("user") ?><span class="hidden"><?cs var:_("Name") ?></span></dt>
   <dd><b><?cs var:person.name ?></b> <span><?cs var:person.email ?></span></dd></div>
 </dl>
 <section class="band" aria-labelledby="organizers-title">
  <div class="band-head"><h2 id="organizers-title"><?cs var:_("You organize for") ?></h2></div><?cs
if:len(organizers) ?>
  <ul class="rows"><?cs each:o = organizers ?>
   <li class="row row-plain"><div class="row-words"><h3><a href="<?cs var:page.prefix ?>/o/<?cs var:o.handle ?>"><?cs var:o.name ?></a></h3></div>
    <a class="button button-second" href="<?cs var:page.prefix ?>/organize"><?cs var:_("Your events") ?></a></li><?cs /each ?>
  </ul><?cs
else ?>
  <p class="note"><?cs var:_("No organizer yet.") ?></p><?cs
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
