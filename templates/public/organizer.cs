<?cs #
An organizer's own page.  Filled by handlers/public/organizer.c.
	organizer		name, handle, about_html, summary (plain), language, city, country,
				website_url, website_text (example.org), since_text (since 2024), logo_id, email,
				imprint (plain text)
	organizer.links.N	.url .text
	organizer.upcoming_text	4 coming events
	events.N		coming, soonest first: rows as in lib/card.cs
	past.N			the last few, with .past = 1
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/card.cs" ?><?cs

def:page_title() ?><?cs var:organizer.name ?><?cs /def ?><?cs

def:page_description() ?><?cs if:organizer.summary ?><?cs var:organizer.summary ?><?cs else ?><?cs var:organizer.name ?>: <?cs var:organizer.upcoming_text ?><?cs /if ?><?cs /def ?><?cs

def:page_head() ?><?cs call:head_image("", "") ?><?cs /def ?><?cs

def:page_body() ?>
<header class="profile night">
 <div class="wrap">
  <?cs if:organizer.logo_id ?><img class="emblem emblem-large" src="<?cs var:site.media ?>/<?cs var:organizer.logo_id ?>-square.webp" width="96" height="96" alt=""><?cs else ?><span class="initial initial-large" aria-hidden="true"><?cs var:organizer.name ?></span><?cs /if ?>
  <div>
   <h1><?cs var:organizer.name ?></h1>
   <p class="profile-facts"><?cs
   if:organizer.city ?><span><?cs call:icon("map-pin") ?><?cs var:organizer.city ?><?cs if:organizer.country ?>, <?cs var:organizer.country ?><?cs /if ?></span><?cs /if ?><?cs
   if:organizer.upcoming_text ?><span><?cs call:icon("calendar-days") ?><?cs var:organizer.upcoming_text ?></span><?cs /if ?><?cs
   if:organizer.website_url ?><a href="<?cs var:organizer.website_url ?>" rel="nofollow ugc noopener"><?cs call:icon("globe") ?><?cs var:organizer.website_text ?></a><?cs /if ?><?cs
   each:l = organizer.links ?><a href="<?cs var:l.url ?>" rel="nofollow ugc noopener"><?cs call:icon("link") ?><?cs var:l.text ?></a><?cs /each ?><?cs
   if:organizer.email ?><a href="mailto:<?cs var:organizer.email ?>"><?cs call:icon("megaphone") ?><?cs var:organizer.email ?></a><?cs /if ?></p>
  </div>
 </div>
</header>
<div class="wrap"><?cs
if:organizer.about_html ?>
<section class="prose profile-about" aria-label="<?cs var:_("About") ?>"><div<?cs call:in_language(organizer.language) ?>><?cs uvar:organizer.about_html ?></div></section><?cs /if ?>
<section class="band" aria-labelledby="upcoming-title">
 <div class="band-head"><h2 id="upcoming-title"><?cs var:_("Coming up") ?></h2></div><?cs
if:len(events) ?>
 <?cs call:cards(events) ?><?cs
else ?>
 <div class="empty"><?cs call:icon("calendar-x") ?>
  <p><b><?cs var:_("No coming events at the moment.") ?></b></p>
  <p><a href="<?cs var:page.prefix ?>/discover"><?cs var:_("See what others have on") ?></a></p></div><?cs
/if ?>
</section><?cs
if:len(past) ?>
<section class="band" aria-labelledby="past-title">
 <div class="band-head"><h2 id="past-title"><?cs var:_("Past events") ?></h2></div>
 <?cs call:cards(past) ?>
</section><?cs /if ?><?cs
if:organizer.imprint ?>
<section class="band" aria-labelledby="imprint-title">
 <div class="band-head"><h2 id="imprint-title"><?cs var:_("Imprint") ?></h2></div>
 <p class="lines"><?cs var:organizer.imprint ?></p>
</section><?cs /if ?>
<p class="note report"><a href="<?cs var:page.prefix ?>/checkout/report/organizer-<?cs var:organizer.organizer_id ?>" rel="nofollow"><?cs var:_("Report this organizer") ?></a></p>
</div><?cs /def ?><?cs

include!"lib/layout.cs" ?>
