<?cs #
One event, as anyone may see it.  Filled by handlers/public/event.c.
	event			title, summary (plain), about_html, state (published, cancelled,
				postponed, ended), starts_at, ends_at, doors_at, time_zone,
				time_zone_text (Lisbon time), mode (place, online, hybrid),
				category, cover_id, cover_alt, language (what it is written in),
				venue, street, postcode, city, country, map_url, city_path,
				organizer, organizer_path, organizer_about, organizer_language,
				price_from_money, price_to_money
	event.description	the summary, or the beginning of what it is about
	event.ends_text		how the end is said: 23:00, or Sun 7 Dec, 02:00
	event.past		1 once it is over
	event.sold_out		1 when nothing is left
	event.was_at		the date it had before it was moved; or nothing
	event.left_text		37 left; or nothing
	event.open, .soon, .waits	1 when something can be had now, later, or is sold out
	ticket_types.N		as lib/tickets.cs has them
	tags.N			.text .path (where more of it is found); or nothing
	event.more_path		where events like this are found; static/js/more.js shows some of them here
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/tickets.cs" ?><?cs

def:page_title() ?><?cs var:event.title ?> · <?cs if:event.city ?><?cs var:event.city ?>, <?cs /if ?><?cs call:when_words(event.starts_at) ?><?cs /def ?><?cs

def:page_description() ?><?cs call:when_words(event.starts_at) ?>, <?cs call:where_line(event) ?>. <?cs var:event.description ?><?cs /def ?><?cs

def:page_head() ?><?cs call:head_image(event.cover_id, event.cover_alt) ?><?cs /def ?><?cs

def:event_banner() ?><?cs
if:event.state == "cancelled" ?><div class="notice notice-wrong"><?cs call:icon("circle-x") ?><p><b><?cs var:_("This event is cancelled.") ?></b> <?cs var:_("Whoever holds a ticket hears from the organizer.") ?></p></div><?cs
elif:event.state == "postponed" ?><div class="notice notice-warning"><?cs call:icon("calendar-clock") ?><p><b><?cs var:_("This event is postponed.") ?></b> <?cs var:_("The new date is not known yet; the date below is the old one.") ?></p></div><?cs
elif:event.past ?><div class="notice notice-info"><?cs call:icon("history") ?><p><b><?cs var:_("This event is over.") ?></b> <?cs var:_("See what else is on below.") ?></p></div><?cs
elif:event.was_at ?><div class="notice notice-warning"><?cs call:icon("calendar-clock") ?><p><b><?cs var:_("The date has changed.") ?></b> <?cs var:_("Before:") ?> <?cs var:event.was_at ?></p></div><?cs
/if ?><?cs /def ?><?cs

def:event_facts() ?>
<dl class="facts">
 <div class="fact">
  <dt><?cs call:icon("calendar-days") ?><span class="hidden"><?cs var:_("When") ?></span></dt>
  <dd><time datetime="<?cs var:event.starts_at.iso ?>"><b><?cs var:event.starts_at.date ?></b></time>
   <span><?cs var:event.starts_at.time ?><?cs if:event.ends_text ?> – <?cs var:event.ends_text ?><?cs /if ?> · <?cs if:event.time_zone_text ?><?cs var:event.time_zone_text ?><?cs else ?><?cs var:event.time_zone ?><?cs /if ?></span><?cs
  if:event.doors_at ?><span><?cs var:_("Doors") ?> <?cs var:event.doors_at.time ?></span><?cs /if ?></dd>
 </div>
 <div class="fact">
  <dt><?cs if:event.mode == "online" ?><?cs call:icon("monitor") ?><?cs else ?><?cs call:icon("map-pin") ?><?cs /if ?><span class="hidden"><?cs var:_("Where") ?></span></dt>
  <dd><?cs
  if:event.mode == "online" ?><b><?cs var:_("Online") ?></b> <span><?cs var:_("Your ticket has the link.") ?></span><?cs
  else ?><b><?cs var:event.venue ?></b>
   <span><?cs if:event.street ?><?cs var:event.street ?>, <?cs /if ?><?cs if:event.postcode ?><?cs var:event.postcode ?> <?cs /if ?><?cs if:event.city_path ?><a href="<?cs var:page.prefix ?><?cs var:event.city_path ?>"><?cs var:event.city ?></a><?cs else ?><?cs var:event.city ?><?cs /if ?><?cs if:event.country ?>, <?cs var:event.country ?><?cs /if ?></span><?cs
   if:event.mode == "hybrid" ?><span><?cs var:_("And online: your ticket has the link.") ?></span><?cs /if ?><?cs
   if:event.map_url ?><a class="fact-link" href="<?cs var:event.map_url ?>" rel="noopener"><?cs call:icon("map") ?><?cs var:_("Show on a map") ?></a><?cs /if ?><?cs
  /if ?></dd>
 </div>
 <div class="fact">
  <dt><?cs call:icon("megaphone") ?><span class="hidden"><?cs var:_("Organizer") ?></span></dt>
  <dd><span><?cs var:_("Hosted by") ?></span> <b><a href="<?cs var:page.prefix ?><?cs var:event.organizer_path ?>"><?cs var:event.organizer ?></a></b></dd>
 </div>
</dl><?cs /def ?><?cs

def:event_offer() ?><?cs
if:event.state == "cancelled" ?><p class="offer-price"><?cs var:_("Cancelled") ?></p><?cs
elif:event.past ?><p class="offer-price"><?cs var:_("Past") ?></p><?cs
elif:event.sold_out ?><p class="offer-price"><?cs var:_("Sold out") ?></p><?cs
else ?><p class="offer-price"><?cs call:price_line(event) ?></p><?cs
 if:event.left_text ?><p class="offer-left"><?cs var:event.left_text ?></p><?cs /if ?><?cs
/if ?><?cs /def ?><?cs

def:event_elsewhere() ?><p class="note"><a class="more" href="<?cs var:page.prefix ?>/discover?category=<?cs var:event.category ?>"><?cs var:_("See what else is on") ?><?cs call:icon("arrow-right") ?></a></p><?cs /def ?><?cs

def:event_tickets() ?><?cs
if:event.state == "cancelled" ?><p class="note"><?cs var:_("There are no tickets on sale.") ?></p><?cs call:event_elsewhere() ?><?cs
elif:event.state == "postponed" ?><p class="note"><?cs var:_("Registration opens again when the new date is known.") ?></p><?cs call:tickets_list(ticket_types) ?><?cs
elif:event.past ?><p class="note"><?cs var:_("There are no tickets on sale.") ?></p><?cs call:event_elsewhere() ?><?cs
elif:event.open ?><?cs call:tickets_choice(event, ticket_types) ?><?cs
 if:event.waits ?><?cs call:tickets_waitlist(event, ticket_types) ?><?cs /if ?><?cs
elif:len(ticket_types) ?><?cs call:tickets_list(ticket_types) ?><?cs
 if:event.waits ?><?cs if:event.sold_out ?>
<p class="note"><?cs var:_("All tickets are taken.") ?></p><?cs /if ?><?cs call:tickets_waitlist(event, ticket_types) ?><?cs
 elif:event.soon ?>
<p class="note"><?cs var:_("Registration opens soon.") ?></p><?cs
 else ?>
<p class="note"><?cs var:_("There are no tickets on sale.") ?></p><?cs call:event_elsewhere() ?><?cs /if ?><?cs
else ?><p class="note"><?cs var:_("No tickets are given out here. Ask the organizer.") ?></p><?cs
/if ?><?cs /def ?><?cs

def:event_bar_price() ?><?cs
if:event.sold_out ?><?cs var:_("Sold out") ?><?cs
else ?><?cs call:price_line(event) ?><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<article class="event<?cs if:event.state == "cancelled" ?> event-off<?cs elif:event.state == "postponed" ?> event-moved<?cs elif:event.past ?> event-past<?cs /if ?>">
 <div class="event-stage night"></div>
 <div class="wrap event-columns">
  <div class="event-cover"><?cs call:cover_first(event.cover_id, event.cover_alt, event.category, "(min-width: 1152px) 624px, (min-width: 900px) 55vw, 100vw") ?></div>
  <header class="event-head">
   <?cs call:event_banner() ?>
   <p class="event-kind"><a href="<?cs var:page.prefix ?>/discover?category=<?cs var:event.category ?>"><?cs call:category_icon(event.category) ?><?cs call:category_word(event.category) ?></a></p>
   <h1<?cs call:in_language(event.language) ?>><?cs var:event.title ?></h1><?cs
  if:event.summary ?>
   <p class="event-summary"<?cs call:in_language(event.language) ?>><?cs var:event.summary ?></p><?cs /if ?>
  </header>
  <aside class="event-side" id="tickets" aria-label="<?cs var:_("When, where and tickets") ?>">
   <?cs call:event_facts() ?>
   <section class="offer" aria-labelledby="offer-title">
    <h2 id="offer-title"><?cs var:_("Tickets") ?></h2>
    <?cs call:event_offer() ?>
    <?cs call:event_tickets() ?>
   </section>
  </aside>
  <div class="event-story">
   <section class="prose" aria-labelledby="about-title">
    <h2 id="about-title"><?cs var:_("About") ?></h2>
    <div<?cs call:in_language(event.language) ?>><?cs uvar:event.about_html ?></div><?cs
  if:len(tags) ?>
    <ul class="tags" aria-label="<?cs var:_("Tags") ?>"<?cs call:in_language(event.language) ?>><?cs each:t = tags ?>
     <li><a class="chip" href="<?cs var:page.prefix ?><?cs var:t.path ?>"><?cs var:t.text ?></a></li><?cs /each ?>
    </ul><?cs /if ?>
   </section>
   <section class="host" aria-labelledby="host-title">
    <h2 id="host-title"><?cs var:_("Organizer") ?></h2>
    <p><a class="host-link" href="<?cs var:page.prefix ?><?cs var:event.organizer_path ?>"><span class="initial" aria-hidden="true"><?cs var:event.organizer ?></span><b><?cs var:event.organizer ?></b></a></p><?cs
   if:event.organizer_about ?>
    <p<?cs call:in_language(event.organizer_language) ?>><?cs var:event.organizer_about ?></p><?cs /if ?>
   </section>
   <p class="note report"><a href="<?cs var:page.prefix ?>/checkout/report/event-<?cs var:event.event_id ?>" rel="nofollow"><?cs var:_("Report this event") ?></a></p>
  </div>
 </div>
 <section class="wrap band" aria-labelledby="more-title" data-more>
  <div class="band-head">
   <h2 id="more-title"><?cs var:_("More like this") ?></h2>
   <a class="more" href="<?cs var:page.prefix ?><?cs var:event.more_path ?>"><?cs var:_("See all") ?><?cs call:icon("arrow-right") ?></a>
  </div>
 </section>
</article><?cs
if:event.state != "cancelled" ?><?cs if:event.past ?><?cs else ?>
<div class="bar"><div class="wrap">
 <div class="bar-words"><b><?cs call:event_bar_price() ?></b> <span><?cs call:when_line(event.starts_at) ?></span></div>
 <a class="button" href="#offer-title"><?cs if:event.open ?><?cs if:event.paid ?><?cs var:_("Get tickets") ?><?cs else ?><?cs var:_("Register") ?><?cs /if ?><?cs else ?><?cs var:_("See tickets") ?><?cs /if ?></a>
</div></div><?cs /if ?><?cs /if ?><?cs /def ?><?cs

include!"lib/layout.cs" ?>
