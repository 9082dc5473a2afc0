<?cs #
Mail somebody does not want any more, or has just declined.  Filled by handlers/account/unsubscribe.c.
	organizer.name
	unsubscribe.kind	reminder, message
	unsubscribe.email	whose
	unsubscribe.path	where the button goes
	unsubscribe.done
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs if:unsubscribe.done ?><?cs var:_("No more of these") ?><?cs else ?><?cs var:_("Do not send me these any more") ?><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel"><?cs
if:unsubscribe.done ?>
  <h1><?cs var:_("No more of these") ?></h1>
  <p><?cs if:unsubscribe.kind == "reminder" ?><?cs var:_("We no longer remind you of events of this organizer:") ?><?cs
   else ?><?cs var:_("Messages of this organizer no longer go to you:") ?><?cs /if ?></p>
  <p><b><?cs var:organizer.name ?></b><br><?cs var:unsubscribe.email ?></p><?cs
else ?>
  <h1><?cs var:_("Do not send me these any more") ?></h1>
  <p><?cs if:unsubscribe.kind == "reminder" ?><?cs var:_("Reminders of events of this organizer:") ?><?cs
   else ?><?cs var:_("Messages of this organizer:") ?><?cs /if ?></p>
  <p><b><?cs var:organizer.name ?></b><br><?cs var:unsubscribe.email ?></p>
  <?cs call:form_open(unsubscribe.path) ?>
   <?cs call:form_submit(_("No more of these")) ?>
  </form><?cs
/if ?>
  <p class="note"><?cs var:_("Your tickets, changes and cancellations always reach you.") ?></p>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
