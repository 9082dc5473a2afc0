<?cs #
Who works for an organizer.  Filled by handlers/organizer/team.c.
	organizer		name
	team_owner		1 when the reader may change it
	team.N			account_id, name, email, role; self = 1 for the reader
	invitations.N		invitation_id, email, role, expires_at: open ones
	roles.N			.value .text
	form.*			email, role
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Team") ?><?cs /def ?><?cs

def:role_word(role) ?><?cs
if:role == "owner" ?><?cs var:_("Owner") ?><?cs
elif:role == "manager" ?><?cs var:_("Manager") ?><?cs
else ?><?cs var:role ?><?cs /if ?><?cs /def ?><?cs

def:member_acts(m) ?><?cs
if:team_owner ?><?cs call:form_open("/organize/team/" + m.account_id + "/role") ?><input type="hidden" name="role" value="<?cs if:m.role == "owner" ?>manager<?cs else ?>owner<?cs /if ?>"><button type="submit" class="button button-second"><?cs if:m.role == "owner" ?><?cs var:_("Make manager") ?><?cs else ?><?cs var:_("Make owner") ?><?cs /if ?><span class="hidden"> <?cs var:m.name ?></span></button></form><?cs /if ?><?cs
if:m.self ?><?cs call:form_open("/organize/team/" + m.account_id + "/remove") ?><button type="submit" class="button button-second"><?cs var:_("Leave") ?></button></form><?cs
elif:team_owner ?><?cs call:form_open("/organize/team/" + m.account_id + "/remove") ?><button type="submit" class="button button-second"><?cs var:_("Remove") ?><span class="hidden"> <?cs var:m.name ?></span></button></form><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap">
 <p class="back"><a href="<?cs var:page.prefix ?>/organize"><?cs call:icon("arrow-left") ?><?cs var:_("Your events") ?></a></p>
 <div class="desk-head"><div><p class="desk-who"><?cs var:organizer.name ?></p><h1><?cs var:_("Team") ?></h1></div></div>
 <?cs call:form_errors() ?>
 <section class="band" aria-labelledby="members-title">
  <div class="band-head"><h2 id="members-title"><?cs var:_("Who works here") ?></h2></div>
  <ul class="rows"><?cs each:m = team ?>
   <li class="row row-plain"><div class="row-words"><h3><?cs var:m.name ?></h3>
     <p><?cs call:role_word(m.role) ?> · <?cs var:m.email ?></p></div>
    <?cs if:len(team) > #1 ?><div class="row-acts"><?cs call:member_acts(m) ?></div><?cs /if ?></li><?cs /each ?>
  </ul>
  <p class="note"><?cs var:_("Owners and managers make events and look after who comes. Owners also decide who is in the team.") ?></p>
 </section><?cs
if:len(invitations) ?>
 <section class="band" aria-labelledby="invited-title">
  <div class="band-head"><h2 id="invited-title"><?cs var:_("Invited") ?></h2></div>
  <ul class="rows"><?cs each:i = invitations ?>
   <li class="row row-plain"><div class="row-words"><h3><?cs var:i.email ?></h3>
     <p><?cs call:role_word(i.role) ?> · <?cs var:_("good until") ?> <?cs var:i.expires_at.short ?></p></div><?cs
    if:team_owner ?><div class="row-acts"><?cs call:form_open("/organize/team/invitations/" + i.invitation_id + "/withdraw") ?><button type="submit" class="button button-second"><?cs var:_("Withdraw") ?><span class="hidden"> <?cs var:i.email ?></span></button></form></div><?cs /if ?></li><?cs /each ?>
  </ul>
 </section><?cs /if ?><?cs
if:team_owner ?>
 <section class="band" aria-labelledby="invite-title">
  <div class="band-head"><h2 id="invite-title"><?cs var:_("Ask somebody in") ?></h2></div>
  <?cs call:form_open("/organize/team/invite") ?>
   <?cs call:form_field_help("email", _("Their e-mail address"), "email", _("They get a link that is good for a week, and sign in or make an account with this address."), "off") ?>
   <?cs call:form_select("role", _("As"), "", roles) ?>
   <?cs call:form_submit(_("Send the invitation")) ?>
  </form>
 </section><?cs /if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
