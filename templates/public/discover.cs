<?cs #
Find events: by words, place, kind, date and price.  Also the page of a city
(/in/<city>) and of a topic.  Filled by handlers/public/discover.c.
	discover.title		the heading: All events, Jazz in Lisbon, Music
	discover.found_text	128 events, No events
	discover.about		one sentence for robots and people; or nothing
	discover.path		where the form goes: /discover
	form.q.value		the words asked for
	form.where.value	the place asked for
	form.dropped.N		a sentence for each filter that made no sense, .field
	discover.past		1 when this page comes after the last
	discover.notice		a sentence when search is down and the listing answers
	filters.N		the rows of chips: .name (when, kind, price for what is free or
				online, distance) and
				.choices.N: .text .count_text .path .on (path toggles it)
	kept.N			.name .value: filters the search form must carry along
	active.N		what is switched on: .text, .path (without it)
	sorts.N			.text .path .on
	events.N		rows as in lib/card.cs
	next_path, previous_path	more pages; or nothing
	others.N		when nothing was found: .text .path of the next best questions
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/card.cs" ?><?cs

def:page_title() ?><?cs var:discover.title ?><?cs /def ?><?cs

def:page_description() ?><?cs if:discover.about ?><?cs var:discover.about ?><?cs else ?><?cs var:_("Find events by words, place, date and price.") ?><?cs /if ?><?cs /def ?><?cs

def:page_head() ?><?cs call:head_image("", "") ?><?cs /def ?><?cs

def:filter_word(name) ?><?cs
if:name == "when" ?><?cs var:_("When") ?><?cs
elif:name == "kind" ?><?cs var:_("Kind") ?><?cs
elif:name == "price" ?><?cs var:_("Only") ?><?cs
elif:name == "distance" ?><?cs var:_("Distance") ?><?cs
/if ?><?cs /def ?><?cs

def:field_word(name) ?><?cs
if:name == "q" ?><?cs var:_("What:") ?><?cs
elif:name == "where" ?><?cs var:_("Where:") ?><?cs
elif:name == "when" ?><?cs var:_("When:") ?><?cs
elif:name == "category" ?><?cs var:_("Kind:") ?><?cs
elif:name == "from" ?><?cs var:_("From:") ?><?cs
elif:name == "to" ?><?cs var:_("Until:") ?><?cs
elif:name == "free" ?><?cs var:_("Free:") ?><?cs
elif:name == "online" ?><?cs var:_("Online:") ?><?cs
elif:name == "page" ?><?cs var:_("Page:") ?><?cs
/if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="find-head night">
 <div class="wrap">
  <h1 id="find-title"><?cs var:discover.title ?></h1>
  <?cs call:form_find(discover.path) ?>
   <div id="find-kept"><?cs each:k = kept ?>
    <input type="hidden" name="<?cs var:k.name ?>" value="<?cs var:k.value ?>"><?cs /each ?></div>
   <div class="search search-two">
    <?cs call:icon("search") ?>
    <label class="hidden" for="field-q"><?cs var:_("Search events") ?></label>
    <input id="field-q" name="q" type="search" maxlength="100" autocomplete="off" value="<?cs var:form.q.value ?>" placeholder="<?cs var:_("What: jazz, pottery, a name") ?>">
    <?cs call:icon("map-pin") ?>
    <label class="hidden" for="field-where"><?cs var:_("City") ?></label>
    <input id="field-where" name="where" type="text" maxlength="100" autocomplete="off" value="<?cs var:form.where.value ?>" placeholder="<?cs var:_("Where: any city") ?>">
    <button type="submit" class="button"><?cs var:_("Search") ?></button>
   </div>
  </form>
 </div>
</div>
<div class="wrap" id="found" data-found>
<?cs if:discover.notice ?><?cs call:notice("warning", discover.notice) ?><?cs /if ?><?cs
each:d = form.dropped ?><div class="notice notice-info" role="status"><?cs call:icon("info") ?><p><b><?cs call:field_word(d.field) ?></b> <?cs var:d ?></p></div><?cs /each ?>
<nav class="filters" aria-label="<?cs var:_("Filters") ?>"><?cs
each:f = filters ?><?cs if:len(f.choices) ?>
 <div class="chips"><span class="chips-name" id="chips-<?cs var:f.name ?>"><?cs call:filter_word(f.name) ?></span>
  <ul aria-labelledby="chips-<?cs var:f.name ?>"><?cs each:c = f.choices ?>
   <li><a class="chip" href="<?cs var:page.prefix ?><?cs var:c.path ?>" rel="nofollow"<?cs if:c.on ?> aria-current="true"<?cs /if ?>><?cs if:c.on ?><?cs call:icon("check") ?><?cs /if ?><?cs var:c.text ?><?cs if:c.count_text ?> <small><?cs var:c.count_text ?></small><?cs /if ?></a></li><?cs /each ?>
  </ul></div><?cs /if ?><?cs /each ?>
</nav>
<div class="found-head">
 <h2 class="found-count"><span role="status"><?cs var:discover.found_text ?></span></h2><?cs
if:len(active) ?>
 <ul class="active"><?cs each:a = active ?>
  <li><a class="chip chip-on" href="<?cs var:page.prefix ?><?cs var:a.path ?>" rel="nofollow"><span class="hidden"><?cs var:_("Remove") ?> </span><?cs var:a.text ?><?cs call:icon("x") ?></a></li><?cs /each ?>
 </ul><?cs /if ?><?cs
if:len(sorts) ?>
 <nav class="sorts" aria-label="<?cs var:_("Sort by") ?>"><ul><?cs each:s = sorts ?>
  <li><a href="<?cs var:page.prefix ?><?cs var:s.path ?>" rel="nofollow"<?cs if:s.on ?> aria-current="true"<?cs /if ?>><?cs var:s.text ?></a></li><?cs /each ?>
 </ul></nav><?cs /if ?>
</div><?cs
if:len(events) ?>
<?cs call:cards(events) ?><?cs
if:next_path ?><nav class="pages" aria-label="<?cs var:_("Pages") ?>"><?cs
 if:previous_path ?><a class="button button-second" rel="prev" href="<?cs var:page.prefix ?><?cs var:previous_path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Earlier results") ?></a><?cs /if ?>
 <a class="button button-second" rel="next" href="<?cs var:page.prefix ?><?cs var:next_path ?>"><?cs var:_("More events") ?><?cs call:icon("arrow-right") ?></a></nav><?cs
elif:previous_path ?><nav class="pages" aria-label="<?cs var:_("Pages") ?>"><a class="button button-second" rel="prev" href="<?cs var:page.prefix ?><?cs var:previous_path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Earlier results") ?></a></nav><?cs
/if ?><?cs
else ?>
<div class="empty"><?cs call:icon("search-x") ?>
<?cs if:discover.past ?>
 <p><b><?cs var:_("There are not so many pages.") ?></b></p><?cs
else ?>
 <p><b><?cs var:_("Nothing matches all of that.") ?></b></p>
 <p><?cs var:_("Try fewer words, later dates or another city.") ?></p><?cs /if ?><?cs
if:len(others) ?>
 <ul class="choices"><?cs each:o = others ?>
  <li><a class="button button-second" href="<?cs var:page.prefix ?><?cs var:o.path ?>"><?cs var:o.text ?></a></li><?cs /each ?>
 </ul><?cs /if ?>
</div><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/layout.cs" ?>
