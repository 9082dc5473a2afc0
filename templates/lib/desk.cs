<?cs #
desk.cs: the frame of pages for one person: account and organizer.  Never cached,
never indexed.  The page includes lib/parts.cs and lib/form.cs, defines
page_title() and page_body(), and includes this last.

Beside what page.c sets for every page (lib/layout.cs):
	person.name	who is signed in; without it there is no menu (sign-in page)
	desk.section	events, tickets, account: which entry of the menu is the current one
	desk.notice	a sentence about what has just been done
	desk.warning	a sentence about a part of the house that is down
?><?cs
include!"lib/frame.cs" ?><?cs

call:frame_begin() ?>
<title><?cs call:page_title() ?> | <?cs var:site.name ?></title>
<meta name="robots" content="noindex">
</head>
<body class="desk">
<?cs call:frame_skip() ?>
<header class="site-head night">
 <div class="wrap">
  <?cs call:frame_logo() ?><?cs
if:person.name ?>
  <nav class="site-nav" aria-label="<?cs var:_("Main") ?>">
   <a href="<?cs var:page.prefix ?>/organize"<?cs if:desk.section == "events" ?> aria-current="page"<?cs /if ?>><?cs call:icon("calendar-days") ?><span><?cs var:_("Your events") ?></span></a>
   <a href="<?cs var:page.prefix ?>/account/tickets"<?cs if:desk.section == "tickets" ?> aria-current="page"<?cs /if ?>><?cs call:icon("ticket") ?><span><?cs var:_("Your tickets") ?></span></a>
   <a href="<?cs var:page.prefix ?>/account"<?cs if:desk.section == "account" ?> aria-current="page"<?cs /if ?>><?cs call:icon("user") ?><span><?cs var:person.name ?></span></a>
   <?cs call:form_button_only("/account/sign-out", _("Sign out"), "log-out") ?>
  </nav><?cs
else ?>
  <nav class="site-nav" aria-label="<?cs var:_("Main") ?>">
   <a href="<?cs var:page.prefix ?>/discover"><?cs call:icon("search") ?><span><?cs var:_("Discover") ?></span></a>
  </nav><?cs /if ?>
 </div>
</header>
<main id="main"><?cs
if:desk.notice ?>
 <div class="wrap" data-done><?cs call:notice("done", desk.notice) ?></div><?cs /if ?><?cs
if:desk.warning ?>
 <div class="wrap"><?cs call:notice("warning", desk.warning) ?></div><?cs /if ?>
<?cs call:page_body() ?>
</main>
<?cs call:frame_foot() ?>
</body>
</html>
