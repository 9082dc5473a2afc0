<?cs #
Somebody is asked into an organizer's team.  Filled by core/flows/team_mail.c.
	mail.language, mail.prefix	the reader's
	invitation.organizer .invited_by .path
?><!doctype html>
<html lang="<?cs var:mail.language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title><?cs var:invitation.organizer ?> | <?cs var:site.name ?></title>
</head>
<body style="margin:0;padding:0;background:#faf6ed;color:#1b1822;font:16px/1.5 Inter,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;background:#faf6ed">
<tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:20px 28px 16px;background:#16141c;border-radius:12px 12px 0 0;border-bottom:6px dotted #ffc34d;color:#fdf6e9;font-weight:800;letter-spacing:.16em;text-transform:uppercase"><?cs var:site.name ?></td></tr>
<tr><td style="padding:28px">
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25"><?cs var:_("You are asked into a team.") ?></h1>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">
<tr><td style="padding:16px 20px;background:#fdecc9;border-radius:6px">
<p style="margin:0;font-size:18px;font-weight:700"><?cs var:invitation.organizer ?></p><?cs
if:invitation.invited_by ?>
<p style="margin:4px 0 0"><?cs var:_("Asked by") ?> <?cs var:invitation.invited_by ?></p><?cs /if ?>
</td></tr></table>
<p style="margin:0 0 24px"><?cs var:_("Help them put on events on this site. The link is good for a week, once, for this address:") ?></p>
<p style="margin:0 0 28px"><a href="<?cs var:site.url ?><?cs var:mail.prefix ?><?cs var:invitation.path ?>" style="display:inline-block;padding:12px 20px;background:#ffc34d;color:#1b1206;text-decoration:none;font-weight:700;border-radius:6px"><?cs var:_("See the invitation") ?></a></p>
<p style="margin:0;color:#595262"><?cs var:_("You do not know them? Then do nothing; nothing happens.") ?></p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
