<?cs def:frame() ?><!doctype html><html lang="<?cs var:page.language ?>"><title><?cs call:title() ?></title>
<link rel="canonical" href="<?cs var:page.url ?>"><?cs each:a = page.alternates ?>
<link rel="alternate" hreflang="<?cs var:a.language ?>" href="<?cs var:a.url ?>"><?cs /each ?><?cs if:page.noindex ?>
<meta name="robots" content="noindex"><?cs /if ?>
<body><?cs if:desk.notice ?><p class="notice"><?cs var:desk.notice ?></p><?cs /if ?><?cs
if:person.name ?><p>signed in as <?cs var:person.name ?></p><?cs /if ?>
<?cs call:body() ?>
<?cs if:csrf ?><input name="csrf" value="<?cs var:csrf ?>"><?cs /if ?></body></html>
<?cs /def ?>
