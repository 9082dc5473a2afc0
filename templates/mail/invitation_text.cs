<?cs # invitation.cs in plain words, filled by core/flows/team_mail.c: what ends in _text is not escaped.
?><?cs var:_("You are asked into a team.") ?>

  <?cs var:invitation.organizer ?><?cs
if:invitation.invited_by ?>
  <?cs var:_("Asked by") ?> <?cs var:invitation.invited_by ?><?cs /if ?>

<?cs var:_("Help them put on events on this site. The link is good for a week, once, for this address:") ?>

<?cs var:site.url ?><?cs var:mail.prefix ?><?cs var:invitation.path ?>

<?cs var:_("You do not know them? Then do nothing; nothing happens.") ?>

-- 
<?cs var:site.name ?>, <?cs var:site.url ?>
