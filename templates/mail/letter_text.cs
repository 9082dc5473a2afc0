<?cs # letter.cs in plain words, filled by core/flows/account_mail.c: what ends in _text is not escaped.
?><?cs var:_("Hello") ?><?cs if:letter.name ?> <?cs var:letter.name ?><?cs /if ?>,
<?cs each:p = letter.before ?>
<?cs var:p.text ?>
<?cs /each ?><?cs if:letter.link ?>
<?cs var:letter.word ?>:
<?cs var:letter.link ?>
<?cs /if ?><?cs each:p = letter.after ?>
<?cs var:p.text ?>
<?cs /each ?>
-- 
<?cs var:site.name ?>, <?cs var:site.url ?>
