<?cs #
The door of an event: a code is typed or read, and the answer is a big yes or no.  Filled by handlers/organizer/door.c;
static/js/door.js makes it work for a queue: it takes over #gate-counts and #gate-recent of a page fetched anew.
	event			title, state, starts_at
	door			path, desk_path, counts_text
	verdict			result (admitted, already, cancelled, revoked, elsewhere, unknown), title, note, name,
				ticket_type; not there before the first code
	recent.N		ticket_id, at_text, word, name, ticket_type, kind, undo: newest first
	form.key
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs var:_("Door") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:verdict_icon(result) ?><?cs if:result == "admitted" ?><?cs call:icon("circle-check") ?><?cs else ?><?cs call:icon("circle-x") ?><?cs /if ?><?cs /def ?><?cs

def:gate_recent(h) ?><li class="gate-happened<?cs if:h.kind == "entry" ?> gate-in<?cs /if ?>"><time datetime="<?cs var:h.happened_at.iso ?>"><?cs var:h.at_text ?></time>
    <div><b><?cs if:h.name ?><?cs var:h.name ?><?cs else ?><?cs var:h.word ?><?cs /if ?></b> <span><?cs if:h.name ?><?cs var:h.word ?><?cs if:h.ticket_type ?> · <?cs /if ?><?cs /if ?><?cs var:h.ticket_type ?></span></div><?cs
if:h.undo ?>
    <?cs call:form_open(door.path + "/undo") ?><input type="hidden" name="ticket" value="<?cs var:h.ticket_id ?>"><button type="submit" class="button button-second"><?cs var:_("Undo") ?><span class="hidden"> <?cs var:h.name ?></span></button></form><?cs /if ?></li><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap gate" data-gate="<?cs var:page.prefix ?><?cs var:door.path ?>" data-zxing="<?cs var:site.static ?>/zxing/" data-waits="<?cs var:_("Waiting for the network") ?>" data-waits-note="<?cs var:_("This scan is kept and asked again by itself. Nobody knows yet whether it is good.") ?>" data-lost="<?cs var:_("Sign in again, then go on: open this page anew.") ?>" data-lost-title="<?cs var:_("You are signed out") ?>" data-no-camera="<?cs var:_("The camera cannot be used: allow it in the browser's settings, or type the code.") ?>">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:door.desk_path ?>"><?cs call:icon("arrow-left") ?><?cs var:event.title ?></a></p>
 <div class="gate-head">
  <h1><?cs var:_("Door") ?></h1>
  <p class="gate-counts" id="gate-counts"><?cs var:door.counts_text ?></p>
 </div><?cs
if:event.state == "cancelled" ?>
 <?cs call:notice("wrong", _("This event is cancelled.")) ?><?cs /if ?>
 <div class="gate-columns">
  <div class="gate-main">
   <div class="verdict" id="verdict" role="status" aria-live="assertive" aria-atomic="true" data-result="<?cs var:verdict.result ?>"><?cs
if:verdict.result ?>
    <?cs call:verdict_icon(verdict.result) ?><p class="verdict-title"><?cs var:verdict.title ?></p>
    <p class="verdict-name"><?cs var:verdict.name ?></p>
    <p class="verdict-type"><?cs var:verdict.ticket_type ?></p>
    <p class="verdict-note"><?cs var:verdict.note ?></p><?cs
else ?>
    <p class="verdict-wait"><?cs var:_("Scan a ticket, or type its ten letters.") ?></p><?cs
/if ?></div>
   <?cs call:form_open(door.path) ?>
    <?cs call:form_hidden("key") ?>
    <div class="gate-code"><div class="field"><label for="field-code"><?cs var:_("Code") ?></label>
     <input id="field-code" name="code" type="text" maxlength="200" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" enterkeyhint="go" autofocus></div>
     <button type="submit" class="button"><?cs var:_("Check") ?></button></div>
   </form>
   <div class="gate-camera" hidden data-camera>
    <video class="gate-video" muted playsinline hidden></video>
    <p class="note" role="status" data-camera-note hidden></p>
    <button type="button" class="button button-second" data-camera-on aria-pressed="false"><?cs call:icon("camera") ?><span><?cs var:_("Scan with the camera") ?></span></button>
    <button type="button" class="button button-second" data-camera-off hidden><?cs call:icon("x") ?><span><?cs var:_("Stop the camera") ?></span></button>
   </div>
   <div class="gate-wishes" hidden data-wishes>
    <label><input type="checkbox" name="sound" data-wish="sound"> <?cs var:_("Sound") ?></label>
    <label><input type="checkbox" name="shake" data-wish="shake"> <?cs var:_("Vibration") ?></label>
   </div>
  </div>
  <div class="gate-side">
   <section class="gate-pending" aria-labelledby="pending-title" hidden data-pending>
    <h2 id="pending-title"><?cs var:_("Waiting for the network") ?></h2>
    <ul></ul>
   </section>
   <section aria-labelledby="recent-title">
    <h2 id="recent-title"><?cs var:_("Last ten") ?></h2>
    <div id="gate-recent"><?cs
if:len(recent) ?>
    <ol class="gate-list"><?cs each:h = recent ?>
    <?cs call:gate_recent(h) ?><?cs /each ?>
    </ol><?cs
else ?>
    <p class="note"><?cs var:_("Nobody has come yet.") ?></p><?cs /if ?>
    </div>
   </section>
  </div>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
