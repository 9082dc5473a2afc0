<?cs #
The first page: what is on this week, and ways in.  Filled by handlers/public/home.c.
	place.name, .path	the city shown: /in/<city>
	place.this_week		1 when the first of the events is within 7 days
	place.guessed		1 when nobody asked for it (it is said on the page)
	events.N		the coming days there, soonest first: rows as in lib/card.cs
	categories.N		.slug .count_text (12 events) .path (/topics/<slug>)
	cities.N		.name .country .count_text .path
	organizers.N		.name .path .city .upcoming_text (3 coming events)
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/card.cs" ?><?cs

def:page_title() ?><?cs if:place.this_week ?><?cs var:_("What is on this week") ?><?cs else ?><?cs var:_("What is on") ?><?cs /if ?><?cs /def ?><?cs

def:page_description() ?><?cs var:_("Concerts, theatre, food, sports, talks and festivals: see what is on near you, with the date, the place and the full price in plain letters.") ?><?cs /def ?><?cs

def:page_head() ?><?cs call:head_image("", "") ?><?cs /def ?><?cs

def:page_body() ?>
<section class="sign night" aria-labelledby="sign-title">
 <div class="wrap">
  <div class="sign-frame">
   <div class="sign-board">
    <h1 class="sign-title" id="sign-title"><span class="sign-row"><?cs var:_("What is on") ?></span><?cs if:place.this_week ?> <span class="sign-row"><?cs var:_("this week") ?></span><?cs /if ?></h1>
    <?cs if:place.name ?><p class="sign-note"><?cs var:place.name ?></p><?cs /if ?>
   </div>
  </div>
  <?cs call:form_find("/discover") ?>
   <div class="search">
    <label class="hidden" for="field-q"><?cs var:_("Search events and places") ?></label>
    <?cs call:icon("search") ?>
    <input id="field-q" name="q" type="search" maxlength="100" autocomplete="off" placeholder="<?cs var:_("Jazz, comedy, Lisbon") ?>">
    <button type="submit" class="button"><?cs var:_("Search") ?></button>
   </div>
  </form>
 </div>
</section>

<div class="wrap">
<section class="band" aria-labelledby="soon-title">
 <div class="band-head">
  <h2 id="soon-title"><?cs var:_("Coming up") ?><?cs if:place.name ?> · <?cs var:place.name ?><?cs /if ?></h2><?cs
if:place.path ?>
  <a class="more" href="<?cs var:page.prefix ?><?cs var:place.path ?>"><?cs var:_("See all") ?><?cs call:icon("arrow-right") ?></a><?cs /if ?>
 </div><?cs
if:place.guessed ?>
 <p class="note"><?cs var:_("We do not know where you are, so this is the city most people ask for. Choose yours below.") ?></p><?cs /if ?><?cs
if:len(events) ?>
 <?cs call:cards(events) ?><?cs
else ?>
 <div class="empty"><?cs call:icon("calendar-x") ?>
  <p><b><?cs var:_("Nothing is on here in the coming days.") ?></b></p>
  <p><a href="<?cs var:page.prefix ?>/discover"><?cs var:_("Look at all dates and cities") ?></a></p></div><?cs
/if ?>
</section>
<?cs if:len(categories) ?>
<section class="band" aria-labelledby="categories-title">
 <div class="band-head"><h2 id="categories-title"><?cs var:_("By kind") ?></h2></div>
 <ul class="kinds"><?cs each:c = categories ?>
  <li><a href="<?cs var:page.prefix ?><?cs var:c.path ?>"><?cs call:category_icon(c.slug) ?><b><?cs call:category_word(c.slug) ?></b> <span><?cs var:c.count_text ?></span></a></li><?cs /each ?>
 </ul>
</section><?cs /if ?>
<?cs if:len(cities) ?>
<section class="band" aria-labelledby="cities-title">
 <div class="band-head"><h2 id="cities-title"><?cs var:_("By city") ?></h2></div>
 <ul class="cities"><?cs each:c = cities ?>
  <li><a href="<?cs var:page.prefix ?><?cs var:c.path ?>"><b><?cs var:c.name ?></b> <span><?cs var:c.count_text ?></span></a></li><?cs /each ?>
 </ul>
</section><?cs /if ?>
<?cs if:len(organizers) ?>
<section class="band" aria-labelledby="organizers-title">
 <div class="band-head"><h2 id="organizers-title"><?cs var:_("Organizers") ?></h2></div>
 <ul class="people"><?cs each:o = organizers ?>
  <li><a href="<?cs var:page.prefix ?><?cs var:o.path ?>"><span class="initial" aria-hidden="true"><?cs var:o.name ?></span><b><?cs var:o.name ?></b> <span><?cs if:o.city ?><?cs var:o.city ?> · <?cs /if ?><?cs var:o.upcoming_text ?></span></a></li><?cs /each ?>
 </ul>
</section><?cs /if ?>
</div><?cs /def ?><?cs

include!"lib/layout.cs" ?>
