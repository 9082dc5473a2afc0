<?cs #
A letter: a few sentences and one thing to do.  Filled by core/flows/account_mail.c.
Mail readers know tables and style attributes, and little else; nothing is loaded
from anywhere, so it is the same without images.
	mail.language			the reader's
	letter.title
	letter.name			how they are greeted, or nothing
	letter.before.N.text		sentences before the button
	letter.word, letter.link	the button; or none
	letter.after.N.text		and after it
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
if:letter.link ?>
<p style="margin:4px 0 28px"><a href="<?cs var:letter.link ?>" style="display:inline-block;padding:12px 20px;background:#ffc34d;color:#1b1206;text-decoration:none;font-weight:700;border-radius:6px"><?cs var:letter.word ?></a></p><?cs /if ?><?cs
each:p = letter.after ?>
<p style="margin:0 0 12px;color:#595262;overflow-wrap:anywhere"><?cs var:p.text ?></p><?cs /each ?>
</td></tr>
</table>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:#595262"><?cs var:site.name ?>, <?cs var:site.url ?></p>
</td></tr>
</table>
</body>
</html>
