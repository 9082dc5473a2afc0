<?cs #
pass.cs: a ticket as it is shown at the door, and what its holder can change.  After lib/parts.cs and lib/form.cs.
	pass(e, t)		the ticket itself: QR first, who, what, when, where
	pass_changes(t, next)	another name, another person, given back; `next`: where to go when it is done
t has position, ticket_type, name, code_text, qr_url, state (valid, cancelled), admitted_at, passed_on, path,
changes, cancels; e is the event as lib/visit.cs has it.
?><?cs

def:pass_state(t) ?><?cs
if:t.state == "cancelled" ?><span class="badge badge-wrong"><?cs var:_("Cancelled") ?></span><?cs
elif:t.admitted_at ?><span class="badge badge-done"><?cs var:_("Let in") ?> <?cs var:t.admitted_at.time ?></span><?cs
/if ?><?cs /def ?><?cs

def:pass(e, t) ?><article class="pass<?cs if:t.state == "cancelled" ?> pass-off<?cs elif:t.passed_on ?> pass-off<?cs /if ?>" aria-label="<?cs var:_("Ticket") ?> <?cs var:t.position ?>"><?cs
if:t.passed_on ?>
 <div class="pass-words"><h2><?cs var:_("Ticket") ?> <?cs var:t.position ?> · <?cs var:t.ticket_type ?></h2>
  <p><?cs var:_("Passed on to somebody else. They have its code now.") ?></p> <?cs call:pass_state(t) ?></div><?cs
else ?><?cs
 if:t.qr_url ?>
 <div class="pass-code"><img src="<?cs var:t.qr_url ?>" alt="<?cs var:_("QR code for the door") ?>" width="240" height="240">
  <p><span class="hidden"><?cs var:_("Code") ?>: </span><code><?cs var:t.code_text ?></code></p></div><?cs
 elif:t.state == "valid" ?>
 <div class="pass-code"><p><span class="hidden"><?cs var:_("Code") ?>: </span><code><?cs var:t.code_text ?></code></p></div><?cs /if ?>
 <div class="pass-words">
  <p class="pass-type"><?cs var:t.ticket_type ?> <?cs call:pass_state(t) ?></p>
  <h2><?cs var:t.name ?></h2>
  <p class="pass-event"<?cs call:in_language(e.language) ?>><?cs var:e.title ?></p>
  <p class="pass-when"><time datetime="<?cs var:e.starts_at.iso ?>"><?cs var:e.starts_at ?></time></p>
  <p class="pass-where"><?cs call:where_line(e) ?></p>
 </div><?cs
/if ?>
</article><?cs /def ?><?cs

def:pass_rename(t, next) ?>
  <details class="change"<?cs if:form.name.error ?> open<?cs /if ?>><summary><?cs call:icon("pencil") ?><?cs var:_("Change the name") ?><span class="hidden">: <?cs var:t.name ?></span></summary>
   <?cs call:form_open(t.path + "/rename") ?>
    <?cs call:form_hidden("key") ?><input type="hidden" name="next" value="<?cs var:next ?>">
    <div class="field"><label for="field-name<?cs var:t.suffix ?>"><?cs var:_("Name on the ticket") ?></label>
     <input type="text" id="field-name<?cs var:t.suffix ?>" name="name" value="<?cs if:form.name.error ?><?cs var:form.name.value ?><?cs else ?><?cs var:t.name ?><?cs /if ?>" maxlength="100" autocomplete="off"<?cs call:form_aria("name", "") ?>><?cs call:form_notes("name", "") ?></div>
    <button type="submit" class="button button-second" data-once><?cs var:_("Save the name") ?></button>
   </form></details><?cs /def ?><?cs

def:pass_changes(t, next) ?><?cs if:t.changes ?>
 <div class="changes">
  <?cs call:pass_rename(t, next) ?>
  <p class="change-links"><a href="<?cs var:page.prefix ?><?cs var:t.path ?>/transfer"><?cs call:icon("user") ?><?cs var:_("Pass it on") ?><span class="hidden">: <?cs var:t.name ?></span></a><?cs
 if:t.cancels ?>
   <a href="<?cs var:page.prefix ?><?cs var:t.path ?>/cancel"><?cs call:icon("circle-x") ?><?cs var:_("Give it back") ?><span class="hidden">: <?cs var:t.name ?></span></a><?cs /if ?></p>
 </div><?cs /if ?><?cs /def ?><?cs

def:pass_online(e) ?><?cs if:e.online_url ?><?cs if:e.state == "published" ?>
 <p class="join"><a class="button" href="<?cs var:e.online_url ?>" rel="noopener noreferrer"><?cs call:icon("monitor") ?><?cs var:_("Join online") ?></a> <span class="note"><?cs var:_("This link is for ticket holders. Please keep it to yourself.") ?></span></p><?cs /if ?><?cs /if ?><?cs /def ?><?cs

def:pass_files(pdf, ics) ?>
 <p class="files"><?cs if:pdf ?><a class="button button-second" href="<?cs var:page.prefix ?><?cs var:pdf ?>"><?cs call:icon("ticket") ?><?cs var:_("PDF") ?></a><?cs /if ?><?cs
 if:ics ?>
  <a class="button button-second" href="<?cs var:page.prefix ?><?cs var:ics ?>"><?cs call:icon("calendar-days") ?><?cs var:_("Calendar file") ?></a><?cs /if ?><?cs
 if:calendar.google_url ?>
  <a class="button button-second" href="<?cs var:calendar.google_url ?>" rel="noopener noreferrer"><?cs var:_("Google Calendar") ?></a>
  <a class="button button-second" href="<?cs var:calendar.outlook_url ?>" rel="noopener noreferrer"><?cs var:_("Outlook") ?></a><?cs /if ?></p><?cs /def ?><?cs

def:pass_remind(path, next, day, hours) ?>
  <details class="change"><summary><?cs call:icon("clock") ?><?cs var:_("Reminders") ?></summary>
  <?cs call:form_open(path + "/remind") ?><input type="hidden" name="next" value="<?cs var:next ?>">
   <label class="option"><input type="checkbox" name="day" value="1"<?cs if:day ?> checked<?cs /if ?>> <span><?cs var:_("Remind me a day before") ?></span></label>
   <label class="option"><input type="checkbox" name="hours" value="1"<?cs if:hours ?> checked<?cs /if ?>> <span><?cs var:_("Remind me two hours before") ?></span></label>
   <button type="submit" class="button button-second" data-once><?cs var:_("Save") ?></button>
  </form></details><?cs /def ?>
