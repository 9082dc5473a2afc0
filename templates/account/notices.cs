<?cs #
What somebody wants to be told beside what they must know.  Filled by handlers/account/notices.c.
	form.reminder_day, form.reminder_hours, form.organizer_message
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("What we write to you") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap door">
 <div class="door-panel">
  <h1><?cs var:_("What we write to you") ?></h1>
  <p><?cs var:_("Your tickets, changes and cancellations always reach you. The rest is up to you:") ?></p>
  <?cs call:form_open("/account/notices") ?>
   <?cs call:form_flag("reminder_day", _("A reminder a day before"), "") ?>
   <?cs call:form_flag("reminder_hours", _("A reminder two hours before"), "") ?>
   <?cs call:form_flag("organizer_message", _("Messages from organizers"), _("To everybody registered for an event: what to bring, where to go afterwards.")) ?>
   <?cs call:form_submit(_("Save")) ?>
  </form>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
