<?cs #
card.cs: an event in a list.  After lib/parts.cs.
	card(e)		one <li>: date on the left, words, a small cover
	cards(list)	the <ol> of them
A row has	path, title, starts_at (in time_zone), venue, city, mode (place, online,
		hybrid), category, price_from_money, price_to_money, cover_id, state,
and may have	language, distance_text, sold_out, past.
?><?cs

def:card(e) ?><li class="card<?cs if:e.state == "cancelled" ?> card-off<?cs elif:e.past ?> card-off<?cs /if ?>">
 <?cs call:when_tile(e.starts_at) ?>
 <div class="card-words">
  <h3 class="card-title"><a href="<?cs var:page.prefix ?><?cs var:e.path ?>"<?cs call:in_language(e.language) ?>><?cs var:e.title ?></a></h3>
  <p class="card-facts"><span class="card-time"><?cs var:e.starts_at.time ?></span> <span class="card-place"><?cs call:where_line(e) ?></span><?cs
   if:e.distance_text ?> <span class="card-distance"><?cs var:e.distance_text ?></span><?cs /if ?></p>
  <p class="card-price"><?cs
   if:e.state == "cancelled" ?><?cs call:state_badge(e.state) ?><?cs
   elif:e.state == "postponed" ?><?cs call:state_badge(e.state) ?><?cs
   elif:e.past ?><?cs call:state_badge("ended") ?><?cs
   elif:e.sold_out ?><?cs call:state_badge("sold_out") ?><?cs
   else ?><?cs call:price_line(e) ?><?cs /if ?></p>
 </div>
 <?cs call:cover(e.cover_id, "", e.category, "(min-width: 900px) 200px, 112px") ?>
</li><?cs /def ?><?cs

def:cards(list) ?><ol class="cards"><?cs each:e = list ?>
<?cs call:card(e) ?><?cs /each ?>
</ol><?cs /def ?>
