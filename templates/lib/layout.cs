<?cs #
layout.cs: the frame of every public page.  A page looks like this:

	include!"lib/parts.cs"		icons, dates, covers; always first
	include!"lib/form.cs"		and whatever else of lib/ it calls
	def:page_title()		plain text; " | Marquee" is added here
	def:page_description()		plain text, 150 characters or so
	def:page_head()			more for <head>: head_image(id, alt), or nothing
	def:page_body()			what stands in <main>; has the page's one <h1>
	include!"lib/layout.cs"		last: it calls the four

All four must be there, if need be empty: ClearSilver refuses to parse a call of
a macro that nobody defined.  Pages for those who are signed in end with
lib/desk.cs instead, which wants page_title() and page_body() only.

What is set for every page is listed in fcgi/page.h.  Beside it:
	site.static		/static/<hash>, no slash at the end
	site.media		/media, no slash at the end
	page.dir		rtl; ltr when not set
	page.jsonld_html	structured data, written by lib/json.c; or nothing

How values arrive: the rules of fcgi/page.h (*_at, *_on, *_money, *_id, *_html), and
	*_money.free		1 when it costs nothing
	*_text			a sentence or number the handler has formatted (plurals!)
	*_path			an address of ours without language; page.prefix goes before
	*_url			an address of somebody else's, checked by the handler
?><?cs
include!"lib/frame.cs" ?><?cs

def:layout_alternates() ?><?cs each:a = page.alternates ?>
<link rel="alternate" hreflang="<?cs var:a.language ?>" href="<?cs var:a.url ?>"><?cs
if:a.language == "en" ?>
<link rel="alternate" hreflang="x-default" href="<?cs var:a.url ?>"><?cs /if ?><?cs /each ?><?cs /def ?><?cs

call:frame_begin() ?>
<title><?cs call:page_title() ?> | <?cs var:site.name ?></title>
<meta name="description" content="<?cs call:page_description() ?>"><?cs
if:page.noindex ?>
<meta name="robots" content="noindex, follow"><?cs
else ?>
<link rel="canonical" href="<?cs var:page.url ?>"><?cs
call:layout_alternates() ?>
<meta property="og:site_name" content="<?cs var:site.name ?>">
<meta property="og:type" content="website">
<meta property="og:title" content="<?cs call:page_title() ?>">
<meta property="og:description" content="<?cs call:page_description() ?>">
<meta property="og:url" content="<?cs var:page.url ?>">
<meta property="og:locale" content="<?cs if:page.language == "de" ?>de_DE<?cs else ?>en_GB<?cs /if ?>">
<meta name="twitter:card" content="summary_large_image">
<?cs call:page_head() ?><?cs /if ?><?cs
if:page.jsonld_html ?>
<script type="application/ld+json"><?cs uvar:page.jsonld_html ?></script><?cs /if ?>
</head>
<body>
<?cs call:frame_skip() ?>
<header class="site-head night">
 <div class="wrap">
  <?cs call:frame_logo() ?>
  <nav class="site-nav" aria-label="<?cs var:_("Main") ?>">
   <a href="<?cs var:page.prefix ?>/discover"<?cs if:page.path == "/discover" ?> aria-current="page"<?cs /if ?>><?cs call:icon("search") ?><span><?cs var:_("Discover") ?></span></a>
   <a href="<?cs var:page.prefix ?>/organize"><?cs call:icon("plus") ?><span><?cs var:_("Host an event") ?></span></a>
   <a href="<?cs var:page.prefix ?>/account" data-account="<?cs var:_("Your account") ?>"><?cs call:icon("user") ?><span><?cs var:_("Account") ?></span></a>
  </nav>
 </div>
</header>
<main id="main">
<?cs call:page_body() ?>
</main>
<?cs call:frame_foot() ?>
</body>
</html>
