<?cs #
An operator has hidden something of an organizer's, or shows it again.  Filled by core/flows/moderation_mail.c.
	mail.language, mail.prefix	the reader's
	subject.title .reason .path; .is_event = 1 for an event, .hidden = 1 when it is
?><!doctype html>
<html lang="<?cs var:mail.language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title><?cs var:subject.title ?> | <?cs var:site.name ?></title>
</head>
<body style="margin:0;padding:0;background:#faf6ed;color:#1b1822;font:16px/1.5 Inter,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;background:#faf6ed">
<tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:20px 28px 16px;background:#16141c;border-radius:12px 12px 0 0;border-bottom:6px dotted #ffc34d;color:#fdf6e9;font-weight:800;letter-spacing:.16em;text-transform:uppercase"><?cs var:site.name ?></td></tr>
<tr><td style="padding:28px">
<p style="margin:0 0 8px"><?cs if:subject.is_event ?><?cs var:_("Your event") ?><?cs else ?><?cs var:_("Your organizer") ?><?cs /if ?></p>
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25"><?cs var:subject.title ?></h1><?cs
if:subject.hidden ?>
<p style="margin:0 0 16px"><?cs var:_("We have hidden it: nobody but your team sees it, and nobody can register. This is why:") ?></p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">
<tr><td style="padding:16px 20px;background:#fdecc9;border-radius:6px"><?cs var:subject.reason ?></td></tr></table>
<p style="margin:0 0 24px"><?cs var:_("If you think that this is a mistake, or have put right what was wrong, answer to this mail.") ?></p><?cs
else ?>
<p style="margin:0 0 24px"><?cs var:_("Everybody can see it again, as it was.") ?></p><?cs /if ?>
<p style="margin:0 0 28px"><a href="<?cs var:site.url ?><?cs var:mail.prefix ?><?cs var:subject.path ?>" style="display:inline-block;padding:12px 20px;background:#ffc34d;color:#1b1206;text-decoration:none;font-weight:700;border-radius:6px"><?cs var:_("Look at it") ?></a></p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
