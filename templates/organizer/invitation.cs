<?cs #
Somebody is asked into a team.  Filled by handlers/organizer/team.c.
	invitation		organizer, handle, role, email, invited_by, expires_at, open, accept_path; another = 1 when
				it is for another address than the reader's
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("An invitation") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap desk-form">
 <h1><?cs var:invitation.organizer ?></h1><?cs
if:invitation.open != "1" ?>
 <?cs call:notice("warning", _("This invitation is not good any more: it was used or withdrawn, or a week has passed. Ask for a new one.")) ?>
 <p><a href="<?cs var:page.prefix ?>/organize"><?cs var:_("Your events") ?></a></p><?cs
elif:invitation.another ?>
 <?cs call:notice("warning", _("This invitation is for another e-mail address than the one you are signed in with. Sign out, and open the link again with the account it is for.")) ?>
 <p><?cs call:form_button_only("/account/sign-out", _("Sign out"), "log-out") ?></p><?cs
else ?>
 <p><?cs if:invitation.invited_by ?><b><?cs var:invitation.invited_by ?></b> · <?cs /if ?><?cs
 if:invitation.role == "owner" ?><?cs var:_("You are asked to help run this organizer as an owner: make events, look after who comes, decide who is in the team.") ?><?cs
 else ?><?cs var:_("You are asked to help run this organizer as a manager: make events and look after who comes.") ?><?cs /if ?></p>
 <p><a href="<?cs var:page.prefix ?>/o/<?cs var:invitation.handle ?>"><?cs var:_("See its page") ?></a></p>
 <?cs call:form_open(invitation.accept_path) ?>
  <?cs call:form_submit(_("Join the team")) ?>
 </form><?cs /if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
