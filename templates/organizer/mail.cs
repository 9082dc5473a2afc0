<?cs #
How an organizer's mail fares.  Filled by handlers/organizer/mail.c.
	organizer.name
	mail.waiting, mail.is_late	mails that are due, and whether they are late
	bounces.N			email, hard, times, status, reason, last_at: whom it did not reach
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Mail") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap">
 <div class="desk-head">
  <div><p class="desk-who"><a href="<?cs var:page.prefix ?>/organize"><?cs var:organizer.name ?></a></p>
  <h1><?cs var:_("Mail") ?></h1></div>
 </div>
 <p><?cs if:mail.is_late ?><?cs var:_("Mail is late at the moment. Nothing is lost: it goes out as soon as it can.") ?><?cs
 else ?><?cs var:_("Mail goes out within seconds.") ?><?cs /if ?></p>
 <section class="band" aria-labelledby="bounces-title">
  <div class="band-head"><h2 id="bounces-title"><?cs var:_("Whom it did not reach") ?></h2></div><?cs
if:len(bounces) ?>
  <p><?cs var:_("Mail to these addresses came back. What people ask for themselves is still tried; reminders and changes no longer go there, so tell them yourself if you can.") ?></p>
  <ul class="rows"><?cs each:b = bounces ?>
   <li class="row"><div class="row-words">
    <h3><?cs var:b.email ?></h3>
    <p><?cs var:b.last_at ?> · <?cs var:b.reason ?></p></div>
    <div class="row-state"><?cs if:b.hard ?><span class="badge"><?cs var:_("No such mailbox") ?></span><?cs else ?><span class="badge"><?cs var:_("For the moment") ?></span><?cs /if ?></div></li><?cs /each ?>
  </ul><?cs
else ?>
  <div class="empty"><?cs call:icon("circle-check") ?>
   <p><b><?cs var:_("Everybody was reached.") ?></b></p></div><?cs /if ?>
 </section>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
