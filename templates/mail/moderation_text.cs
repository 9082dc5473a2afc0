<?cs # moderation.cs in plain words, filled by core/flows/moderation_mail.c: what ends in _text is not escaped.
?><?cs if:subject.is_event ?><?cs var:_("Your event") ?><?cs else ?><?cs var:_("Your organizer") ?><?cs /if ?>:

  <?cs var:subject.title ?>

<?cs if:subject.hidden ?><?cs var:_("We have hidden it: nobody but your team sees it, and nobody can register. This is why:") ?>

  <?cs var:subject.reason ?>

<?cs var:_("If you think that this is a mistake, or have put right what was wrong, answer to this mail.") ?><?cs
else ?><?cs var:_("Everybody can see it again, as it was.") ?><?cs /if ?>

<?cs var:site.url ?><?cs var:mail.prefix ?><?cs var:subject.path ?>

-- 
<?cs var:site.name ?>, <?cs var:site.url ?>
