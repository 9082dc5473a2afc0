<?cs #
visit.cs: what is beside an order and a ticket: when, where, with whom.  After lib/parts.cs.
	visit_when(e)		date and time, with the zone named
	visit_where(e)		place and map
	visit_facts(e)		both as a list, with the organizer
	visit_banner(e)		cancelled, postponed, over: or nothing
e is a row of checkout_date with .past, .ends_text, .country, .map_url.
?><?cs

def:visit_when(e) ?><div class="fact">
  <dt><?cs call:icon("calendar-days") ?><span class="hidden"><?cs var:_("When") ?></span></dt>
  <dd><time datetime="<?cs var:e.starts_at.iso ?>"><b><?cs var:e.starts_at.date ?></b></time>
   <span><?cs var:e.starts_at.time ?><?cs if:e.ends_text ?> – <?cs var:e.ends_text ?><?cs /if ?> · <?cs var:e.time_zone ?></span></dd>
 </div><?cs /def ?><?cs

def:visit_where(e) ?><div class="fact">
  <dt><?cs if:e.mode == "online" ?><?cs call:icon("monitor") ?><?cs else ?><?cs call:icon("map-pin") ?><?cs /if ?><span class="hidden"><?cs var:_("Where") ?></span></dt>
  <dd><?cs
if:e.mode == "online" ?><b><?cs var:_("Online") ?></b><?cs
elif:e.venue ?><b><?cs var:e.venue ?></b>
   <span><?cs if:e.street ?><?cs var:e.street ?>, <?cs /if ?><?cs if:e.postcode ?><?cs var:e.postcode ?> <?cs /if ?><?cs var:e.city ?><?cs if:e.country ?>, <?cs var:e.country ?><?cs /if ?></span><?cs
 if:e.map_url ?><a class="fact-link" href="<?cs var:e.map_url ?>" rel="noopener noreferrer"><?cs call:icon("map") ?><?cs var:_("Show on a map") ?></a><?cs /if ?><?cs
else ?><b><?cs var:_("The place is not known yet.") ?></b><?cs
/if ?></dd>
 </div><?cs /def ?><?cs

def:visit_facts(e) ?><dl class="facts">
 <?cs call:visit_when(e) ?>
 <?cs call:visit_where(e) ?>
 <div class="fact">
  <dt><?cs call:icon("megaphone") ?><span class="hidden"><?cs var:_("Organizer") ?></span></dt>
  <dd><span><?cs var:_("Hosted by") ?></span> <b><?cs if:e.organizer_path ?><a href="<?cs var:page.prefix ?><?cs var:e.organizer_path ?>"><?cs var:e.organizer ?></a><?cs else ?><?cs var:e.organizer ?><?cs /if ?></b></dd>
 </div>
</dl><?cs /def ?><?cs

def:visit_banner(e) ?><?cs
if:e.state == "cancelled" ?><div class="notice notice-wrong"><?cs call:icon("circle-x") ?><p><b><?cs var:_("This event is cancelled.") ?></b> <?cs var:_("It does not take place, and tickets for it are worth nothing.") ?></p></div><?cs
elif:e.state == "postponed" ?><div class="notice notice-warning"><?cs call:icon("calendar-clock") ?><p><b><?cs var:_("This event is postponed.") ?></b> <?cs var:_("Your ticket stays good for the new date; you hear when it is known.") ?></p></div><?cs
elif:e.state == "published" ?><?cs if:e.past ?><div class="notice notice-info"><?cs call:icon("history") ?><p><b><?cs var:_("This event is over.") ?></b></p></div><?cs /if ?><?cs
else ?><div class="notice notice-warning"><?cs call:icon("info") ?><p><b><?cs var:_("This event is not public at the moment.") ?></b> <?cs var:_("Ask the organizer what it means for your ticket.") ?></p></div><?cs
/if ?><?cs /def ?><?cs

def:visit_title(e) ?><a href="<?cs var:page.prefix ?><?cs var:e.path ?>"<?cs call:in_language(e.language) ?>><?cs var:e.title ?></a><?cs /def ?>
