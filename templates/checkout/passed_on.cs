<?cs #
The address of a ticket that is somebody else's now.  Filled by handlers/checkout/ticket.c.
	event			title, path
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("This ticket was passed on") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <h1><?cs var:_("This ticket was passed on") ?></h1>
 <p><?cs var:_("It belongs to somebody else now, who has a new code by mail. The old code does not open the door any more.") ?></p>
 <p class="acts"><a class="button" href="<?cs var:page.prefix ?><?cs var:event.path ?>"><?cs var:event.title ?></a></p>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
