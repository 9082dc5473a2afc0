<?cs # letter.cs in plain words, filled by core/flows/letter.c: what ends in _text is not escaped.
?><?cs var:_("Hello") ?><?cs if:letter.name ?> <?cs var:letter.name ?><?cs /if ?>,

<?cs var:letter.title ?>
<?cs each:p = letter.before ?>
<?cs var:p.text ?>
<?cs /each ?><?cs if:?letter.message.0.text ?>
<?cs var:letter.organizer ?>:
<?cs each:p = letter.message ?>
> <?cs var:p.text ?>
<?cs /each ?><?cs /if ?><?cs if:event.title ?>
  <?cs var:event.title ?><?cs
if:event.when ?>
  <?cs var:event.when ?><?cs if:event.until ?>, <?cs var:event.until ?><?cs /if ?><?cs /if ?><?cs
if:event.place ?>
  <?cs var:event.place ?><?cs if:event.address ?>, <?cs var:event.address ?><?cs /if ?><?cs /if ?><?cs
if:event.join_url ?>
  <?cs var:_("Join online") ?>: <?cs var:event.join_url ?><?cs /if ?>
<?cs /if ?><?cs if:?tickets.0.type ?><?cs each:t = tickets ?>
  <?cs var:t.code ?>  <?cs var:t.type ?>, <?cs var:t.name ?><?cs /each ?>
<?cs /if ?><?cs if:letter.link ?>
<?cs var:letter.word ?>:
<?cs var:letter.link ?>
<?cs /if ?><?cs each:p = letter.after ?>
<?cs var:p.text ?>
<?cs /each ?>
-- 
<?cs if:letter.why ?><?cs var:letter.why ?>
<?cs /if ?><?cs if:letter.unsubscribe ?><?cs var:_("Do not send me these any more") ?>: <?cs var:letter.unsubscribe ?>
<?cs /if ?><?cs var:site.name ?>, <?cs var:site.url ?>
