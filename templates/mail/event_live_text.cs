<?cs # event_live.cs in plain words, filled by core/flows/event_mail.c: what ends in _text is not escaped.
?><?cs var:_("Hello") ?> <?cs var:person.name ?>,

<?cs var:_("Your event is live.") ?>

  <?cs var:event.title ?><?cs
if:event.when ?>
  <?cs var:event.when ?><?cs /if ?><?cs
if:event.where ?>
  <?cs var:event.where ?><?cs /if ?><?cs
if:event.summary ?>

<?cs var:event.summary ?><?cs /if ?>

<?cs var:_("Anyone can find it now, in our search and soon in others. Look at it the way your guests see it:") ?>

<?cs var:site.url ?><?cs var:mail.prefix ?><?cs var:event.path ?>

<?cs var:_("Something not right? Change it whenever you like; the page follows within seconds.") ?>

-- 
<?cs var:_("You get this mail because you manage this organizer's events:") ?> <?cs var:event.organizer ?>
<?cs var:site.name ?>, <?cs var:site.url ?>
