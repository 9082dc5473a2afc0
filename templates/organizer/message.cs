<?cs #
Write to those who come.  Filled by handlers/organizer/message.c.
	event			title, desk_path
	message			path, count_text (12 addresses have a ticket.); without it there is nobody
	types.N			.value .text
	form.*			type, subject, words, key
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Write to those who come") ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap desk-form">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:event.desk_path ?>"><?cs call:icon("arrow-left") ?><?cs var:event.title ?></a></p>
 <h1><?cs call:page_title() ?></h1><?cs
if:message.count_text ?>
 <p><?cs var:message.count_text ?> <?cs var:_("Each gets it once, with the facts of the event and a link to their ticket. Who does not want your messages is left out.") ?></p>
 <?cs call:form_errors() ?>
 <?cs call:form_open(message.path) ?>
  <?cs call:form_hidden("key") ?>
  <?cs call:form_select("type", _("To whom"), "", types) ?>
  <?cs call:form_field_help("subject", _("Subject"), "text", "", "off") ?>
  <?cs call:form_area("words", _("What you want to say"), _("Plain text; an empty line begins a new paragraph."), "10") ?>
  <div class="acts"><?cs call:form_submit(_("Send it")) ?>
   <a href="<?cs var:page.prefix ?><?cs var:event.desk_path ?>"><?cs var:_("Cancel") ?></a></div>
 </form><?cs
else ?>
 <div class="empty"><?cs call:icon("ticket") ?><p><b><?cs var:_("Nobody has registered yet.") ?></b></p>
  <p><?cs var:_("There is nobody to write to.") ?></p></div><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
