<?cs #
"Your event is live", to the organizer's team.  Filled by core/flows/event_mail.c.
Mail readers know tables and style attributes, and little else; nothing is loaded
from anywhere, so it is the same without images.
	mail.language, mail.prefix	the reader's
	person.name
	event.title .summary .organizer .path .when .where
?><!doctype html>
<html lang="<?cs var:mail.language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title><?cs var:event.title ?> | <?cs var:site.name ?></title>
</head>
<body style="margin:0;padding:0;background:#faf6ed;color:#1b1822;font:16px/1.5 Inter,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;background:#faf6ed">
<tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:20px 28px 16px;background:#16141c;border-radius:12px 12px 0 0;border-bottom:6px dotted #ffc34d;color:#fdf6e9;font-weight:800;letter-spacing:.16em;text-transform:uppercase"><?cs var:site.name ?></td></tr>
<tr><td style="padding:28px">
<p style="margin:0 0 8px"><?cs var:_("Hello") ?> <?cs var:person.name ?>,</p>
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25"><?cs var:_("Your event is live.") ?></h1>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">
<tr><td style="padding:16px 20px;background:#fdecc9;border-radius:6px">
<p style="margin:0 0 4px;font-size:18px;font-weight:700"><?cs var:event.title ?></p><?cs
if:event.when ?>
<p style="margin:0"><?cs var:event.when ?></p><?cs /if ?><?cs
if:event.where ?>
<p style="margin:0"><?cs var:event.where ?></p><?cs /if ?>
</td></tr></table><?cs
if:event.summary ?>
<p style="margin:0 0 20px"><?cs var:event.summary ?></p><?cs /if ?>
<p style="margin:0 0 24px"><?cs var:_("Anyone can find it now, in our search and soon in others. Look at it the way your guests see it:") ?></p>
<p style="margin:0 0 28px"><a href="<?cs var:site.url ?><?cs var:mail.prefix ?><?cs var:event.path ?>" style="display:inline-block;padding:12px 20px;background:#ffc34d;color:#1b1206;text-decoration:none;font-weight:700;border-radius:6px"><?cs var:_("See the event's page") ?></a></p>
<p style="margin:0;color:#595262"><?cs var:_("Something not right? Change it whenever you like; the page follows within seconds.") ?></p>
</td></tr>
</table>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:#595262"><?cs var:_("You get this mail because you manage this organizer's events:") ?> <?cs var:event.organizer ?></p>
</td></tr>
</table>
</body>
</html>
