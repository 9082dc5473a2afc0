<?cs #
parts.cs: the small things that every page is made of.  Included first.
	icon(name)				of static/img/icons.def; decoration only
	notice(kind, sentence)			kind is info, done, warning or wrong
	state_badge(state)			draft, cancelled, postponed, ended, hidden; nothing for published
	category_word(slug)			Music, Arts, ...
	category_icon(slug)
	cover(id, alt, category, sizes)		the picture, or a drawn one where there is none
	cover_first(id, alt, category, sizes)	the same for the one on top of a page
	when_line(at)				Fri 5 Dec, 20:00 as <time>
	when_words(at)				the same without markup
	when_tile(at)				the date as a tile of three lines
	where_line(row)				venue, city; or "Online"
	price_line(row)				Free, €12.00, from €12.00
	in_language(tag)			says so where text is in another language than the page
	head_image(id, alt)			for page_head(): what social sites show
The image job makes <media>/<id>-480.webp, -960.webp, -1600.webp and -1200.jpg, all 16:9.
?><?cs

def:icon(name) ?><svg class="icon" aria-hidden="true" width="20" height="20"><use href="<?cs var:site.static ?>/img/icons.svg#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:notice(kind, sentence) ?><div class="notice notice-<?cs var:kind ?>" role="<?cs if:kind == "wrong" ?>alert<?cs else ?>status<?cs /if ?>"><?cs
if:kind == "done" ?><?cs call:icon("circle-check") ?><?cs elif:kind == "info" ?><?cs call:icon("info") ?><?cs else ?><?cs call:icon("triangle-alert") ?><?cs /if ?><p><?cs var:sentence ?></p></div><?cs /def ?><?cs

def:state_badge(state) ?><?cs
if:state == "cancelled" ?><span class="badge badge-wrong"><?cs var:_("Cancelled") ?></span><?cs
elif:state == "postponed" ?><span class="badge badge-warning"><?cs var:_("Postponed") ?></span><?cs
elif:state == "draft" ?><span class="badge"><?cs var:_("Draft") ?></span><?cs
elif:state == "ended" ?><span class="badge"><?cs var:_("Past") ?></span><?cs
elif:state == "hidden" ?><span class="badge badge-wrong"><?cs var:_("Hidden") ?></span><?cs
elif:state == "sold_out" ?><span class="badge badge-warning"><?cs var:_("Sold out") ?></span><?cs
/if ?><?cs /def ?><?cs

def:category_word(slug) ?><?cs
if:slug == "music" ?><?cs var:_("Music") ?><?cs
elif:slug == "arts" ?><?cs var:_("Arts") ?><?cs
elif:slug == "theatre" ?><?cs var:_("Theatre") ?><?cs
elif:slug == "comedy" ?><?cs var:_("Comedy") ?><?cs
elif:slug == "food" ?><?cs var:_("Food and drink") ?><?cs
elif:slug == "sports" ?><?cs var:_("Sports") ?><?cs
elif:slug == "tech" ?><?cs var:_("Technology") ?><?cs
elif:slug == "business" ?><?cs var:_("Business") ?><?cs
elif:slug == "education" ?><?cs var:_("Learning") ?><?cs
elif:slug == "family" ?><?cs var:_("Family") ?><?cs
elif:slug == "community" ?><?cs var:_("Community") ?><?cs
elif:slug == "outdoors" ?><?cs var:_("Outdoors") ?><?cs
elif:slug == "wellness" ?><?cs var:_("Wellness") ?><?cs
elif:slug == "festivals" ?><?cs var:_("Festivals") ?><?cs
elif:slug == "film" ?><?cs var:_("Film") ?><?cs
/if ?><?cs /def ?><?cs

def:category_icon(slug) ?><svg class="icon" aria-hidden="true" width="24" height="24"><use href="<?cs var:site.static ?>/img/icons.svg#category-<?cs if:slug ?><?cs var:slug ?><?cs else ?>community<?cs /if ?>"></use></svg><?cs /def ?><?cs

def:cover_drawn(category) ?><div class="cover cover-drawn"><?cs call:category_icon(category) ?></div><?cs /def ?><?cs

def:cover_sources(id, sizes) ?><source type="image/webp" srcset="<?cs var:site.media ?>/<?cs var:id ?>-480.webp 480w, <?cs var:site.media ?>/<?cs var:id ?>-960.webp 960w, <?cs var:site.media ?>/<?cs var:id ?>-1600.webp 1600w" sizes="<?cs var:sizes ?>"><?cs /def ?><?cs

def:cover(id, alt, category, sizes) ?><?cs
if:id ?><picture class="cover"><?cs call:cover_sources(id, sizes) ?><img src="<?cs var:site.media ?>/<?cs var:id ?>-1200.jpg" alt="<?cs var:alt ?>" width="1600" height="900" loading="lazy" decoding="async"></picture><?cs
else ?><?cs call:cover_drawn(category) ?><?cs /if ?><?cs /def ?><?cs

def:cover_first(id, alt, category, sizes) ?><?cs
if:id ?><picture class="cover"><?cs call:cover_sources(id, sizes) ?><img src="<?cs var:site.media ?>/<?cs var:id ?>-1200.jpg" alt="<?cs var:alt ?>" width="1600" height="900" fetchpriority="high"></picture><?cs
else ?><?cs call:cover_drawn(category) ?><?cs /if ?><?cs /def ?><?cs

def:when_words(at) ?><?cs var:at.short ?><?cs /def ?><?cs

def:when_line(at) ?><time datetime="<?cs var:at.iso ?>"><?cs call:when_words(at) ?></time><?cs /def ?><?cs

def:when_tile(at) ?><time class="tile" datetime="<?cs var:at.iso ?>"><span class="tile-weekday"><?cs var:at.weekday ?></span> <span class="tile-day"><?cs var:at.day ?></span> <span class="tile-month"><?cs var:at.month ?></span></time><?cs /def ?><?cs

def:where_line(row) ?><?cs
if:row.mode == "online" ?><?cs var:_("Online") ?><?cs
elif:row.venue ?><?cs var:row.venue ?><?cs if:row.city ?>, <?cs var:row.city ?><?cs /if ?><?cs
else ?><?cs var:row.city ?><?cs /if ?><?cs /def ?><?cs

def:price_line(row) ?><?cs
if:row.price_from_money ?><?cs
 if:row.price_to_money.free ?><?cs var:_("Free") ?><?cs
 elif:row.price_from_money.free ?><?cs var:_("Free") ?> – <?cs var:row.price_to_money ?><?cs
 elif:row.price_from_money == row.price_to_money ?><?cs var:row.price_from_money ?><?cs
 else ?><?cs var:_("from") ?> <?cs var:row.price_from_money ?><?cs /if ?><?cs
/if ?><?cs /def ?><?cs

def:in_language(tag) ?><?cs if:tag ?><?cs if:tag != page.language ?> lang="<?cs var:tag ?>"<?cs /if ?><?cs /if ?><?cs /def ?><?cs

def:head_image(id, alt) ?><?cs
if:id ?><meta property="og:image" content="<?cs var:site.url ?><?cs var:site.media ?>/<?cs var:id ?>-1200.jpg">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="675"><?cs if:alt ?>
<meta property="og:image:alt" content="<?cs var:alt ?>"><?cs /if ?><?cs
else ?><meta property="og:image" content="<?cs var:site.url ?><?cs var:site.static ?>/img/social.png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="<?cs var:site.name ?>"><?cs /if ?><?cs /def ?>
