<?cs #
Somebody's own tickets.  Filled by handlers/account/tickets.c.
	coming.N	title, starts_at, venue, city, mode, ticket_type, name, state (valid, cancelled),
			event_state, path (the ticket's page; not there when its key is gone)
	past.N		the same, over, the latest first
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Your tickets") ?><?cs /def ?><?cs

def:ticket_row(t) ?><li class="row row-ticket">
 <?cs call:when_tile(t.starts_at) ?>
 <div class="row-words">
  <h3><?cs if:t.path ?><a href="<?cs var:page.prefix ?><?cs var:t.path ?>"<?cs call:in_language(t.language) ?>><?cs var:t.title ?></a><?cs else ?><?cs var:t.title ?><?cs /if ?></h3>
  <p><?cs call:when_line(t.starts_at) ?> · <?cs call:where_line(t) ?></p>
  <p><?cs var:t.ticket_type ?> · <?cs var:t.name ?></p>
 </div>
 <div class="row-state"><?cs
 if:t.event_state == "cancelled" ?><?cs call:state_badge(t.event_state) ?><?cs
 elif:t.state == "cancelled" ?><span class="badge"><?cs var:_("Given back") ?></span><?cs
 elif:t.event_state == "postponed" ?><?cs call:state_badge(t.event_state) ?><?cs /if ?></div>
</li><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap">
 <div class="desk-head"><h1><?cs var:_("Your tickets") ?></h1></div><?cs
if:len(coming) ?>
 <section class="band" aria-labelledby="coming-title">
  <div class="band-head"><h2 id="coming-title"><?cs var:_("Coming up") ?></h2></div>
  <ol class="rows"><?cs each:t = coming ?>
  <?cs call:ticket_row(t) ?><?cs /each ?>
  </ol>
 </section><?cs
else ?>
 <div class="empty"><?cs call:icon("ticket") ?>
  <p><b><?cs var:_("No tickets for anything to come.") ?></b></p>
  <p><?cs var:_("What you register for with your address is here, also what you took before you had an account.") ?></p>
  <p><a class="button" href="<?cs var:page.prefix ?>/discover"><?cs var:_("See what is on") ?></a></p></div><?cs
/if ?><?cs
if:len(past) ?>
 <details class="band past-tickets">
  <summary><h2><?cs var:_("Past") ?></h2></summary>
  <ol class="rows"><?cs each:t = past ?>
  <?cs call:ticket_row(t) ?><?cs /each ?>
  </ol>
 </details><?cs /if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
