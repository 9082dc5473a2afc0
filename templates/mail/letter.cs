<?cs #
Every mail: a few sentences, the facts of an event and its tickets if it is about one, one thing to do.
Filled by core/flows/letter.c and core/flows/account_mail.c.  Mail readers know tables and style attributes, and little else; nothing is loaded
from anywhere, so it is the same without images.
	mail.language			the reader's
	letter.title, letter.name	what it is about; how they are greeted, or nothing
	letter.before.N.text		sentences before the facts
	letter.message.N.text		what the organizer says, by paragraphs; or none
	letter.organizer
	event.title .when .until .place .address .join_url	or nothing
	tickets.N.type .name .code
	letter.word, letter.link	the button
	letter.after.N.text		sentences after it
	letter.why			why they get it
	letter.unsubscribe		where not to get it any more; or nothing
?><!doctype html>
<html lang="<?cs var:mail.language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title><?cs var:letter.title ?> | <?cs var:site.name ?></title>
</head>
<body style="margin:0;padding:0;background:#faf6ed;color:#1b1822;font:16px/1.5 Inter,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;background:#faf6ed">
<tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:20px 28px 16px;background:#16141c;border-radius:12px 12px 0 0;border-bottom:6px dotted #ffc34d;color:#fdf6e9;font-weight:800;letter-spacing:.16em;text-transform:uppercase"><?cs var:site.name ?></td></tr>
<tr><td style="padding:28px">
<p style="margin:0 0 8px"><?cs var:_("Hello") ?><?cs if:letter.name ?> <?cs var:letter.name ?><?cs /if ?>,</p>
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25"><?cs var:letter.title ?></h1><?cs
each:p = letter.before ?>
<p style="margin:0 0 20px;overflow-wrap:anywhere"><?cs var:p.text ?></p><?cs /each ?><?cs
if:?letter.message.0.text ?>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">
<tr><td style="padding:0 0 0 16px;border-left:4px solid #ffc34d;overflow-wrap:anywhere">
<p style="margin:0 0 8px;font-size:13px;color:#595262"><?cs var:letter.organizer ?></p><?cs
each:p = letter.message ?>
<p style="margin:0 0 12px"><?cs var:p.text ?></p><?cs /each ?>
</td></tr></table><?cs /if ?><?cs
if:event.title ?>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px">
<tr><td style="padding:16px 20px;background:#fdecc9;border-radius:6px;overflow-wrap:anywhere">
<p style="margin:0 0 4px;font-size:18px;font-weight:700"><?cs var:event.title ?></p><?cs
if:event.when ?>
<p style="margin:0"><?cs var:event.when ?><?cs if:event.until ?>, <?cs var:event.until ?><?cs /if ?></p><?cs /if ?><?cs
if:event.place ?>
<p style="margin:0"><?cs var:event.place ?><?cs if:event.address ?>, <?cs var:event.address ?><?cs /if ?></p><?cs /if ?><?cs
if:event.join_url ?>
<p style="margin:8px 0 0"><?cs var:_("Join online") ?>: <a href="<?cs var:event.join_url ?>" style="color:#1b1206"><?cs var:event.join_url ?></a></p><?cs /if ?>
</td></tr></table><?cs /if ?><?cs
if:?tickets.0.type ?>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 20px"><?cs
each:t = tickets ?>
<tr><td style="padding:10px 0;border-bottom:1px solid #e8e1d4;overflow-wrap:anywhere"><b><?cs var:t.type ?></b><br><?cs var:t.name ?></td><td align="right" style="padding:10px 0 10px 12px;border-bottom:1px solid #e8e1d4;font-weight:700;letter-spacing:.06em;white-space:nowrap"><?cs var:t.code ?></td></tr><?cs /each ?>
</table><?cs /if ?><?cs
if:letter.link ?>
<p style="margin:4px 0 28px"><a href="<?cs var:letter.link ?>" style="display:inline-block;padding:12px 20px;background:#ffc34d;color:#1b1206;text-decoration:none;font-weight:700;border-radius:6px"><?cs var:letter.word ?></a></p><?cs /if ?><?cs
each:p = letter.after ?>
<p style="margin:0 0 12px;color:#595262;overflow-wrap:anywhere"><?cs var:p.text ?></p><?cs /each ?>
</td></tr>
</table>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:#595262"><?cs if:letter.why ?><?cs var:letter.why ?><br><?cs /if ?><?cs
if:letter.unsubscribe ?><a href="<?cs var:letter.unsubscribe ?>" style="color:#595262"><?cs var:_("Do not send me these any more") ?></a><br><?cs /if ?><?cs var:site.name ?>, <?cs var:site.url ?></p>
</td></tr>
</table>
</body>
</html>
