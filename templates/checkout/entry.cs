<?cs #
An entry of a waitlist, for whoever left it.  Filled by handlers/checkout/waitlist.c.
	entry			path, title, event path in .event_path, ticket_type, quantity_text, ahead_text, state (waiting, left),
				name, email, created_at
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Waitlist") ?> · <?cs var:entry.title ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <h1><?cs if:entry.state == "waiting" ?><?cs var:_("You are on the waitlist") ?><?cs else ?><?cs var:_("You have left the waitlist") ?><?cs /if ?></h1>
 <p><a href="<?cs var:page.prefix ?><?cs var:entry.event_path ?>"><?cs var:entry.title ?></a></p><?cs
if:entry.state == "waiting" ?>
 <p><?cs var:entry.quantity_text ?> · <?cs var:entry.ticket_type ?> · <?cs var:entry.name ?>, <?cs var:entry.email ?></p>
 <p><?cs var:_("Since") ?> <?cs var:entry.created_at ?>. <?cs var:entry.ahead_text ?></p>
 <?cs call:form_open(entry.path + "/leave") ?><div class="acts"><button type="submit" class="button button-second" data-once><?cs var:_("Leave the waitlist") ?></button></div></form><?cs
else ?>
 <p class="acts"><a class="button" href="<?cs var:page.prefix ?><?cs var:entry.event_path ?>"><?cs var:_("Back to the event") ?></a></p><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
