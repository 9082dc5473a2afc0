<?cs #
An order that is held: who comes, what the organizer asks.  Filled by handlers/checkout/details.c.
	event			of checkout_date, as lib/visit.cs has it
	order			path, total_money, seconds_left, minutes_text, late (1: its time is up), each (1: tickets can
				be asked one by one), many (1: more than one)
	lines.N			name, about, quantity, price_money
	order_questions.N	asked once: field, label, help, kind, required, options.N (text, value, field)
	ticket_questions.N	the same, asked of the tickets, for all at once
	seats.N			position, type, name_field, email_field, questions.N
	form.*			key, name, email, who (all, each), and the fields named above
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs
include!"lib/visit.cs" ?><?cs

def:page_title() ?><?cs var:_("Register") ?> · <?cs var:event.title ?><?cs /def ?><?cs

def:ask_wrong(field) ?><?cs if:form[field].error ?>
 <p class="wrong" id="wrong-<?cs var:field ?>"><?cs call:icon("circle-alert") ?><?cs var:form[field].error ?></p><?cs /if ?><?cs /def ?><?cs

def:ask_optional(q) ?><?cs if:q.required ?><?cs else ?> <span class="optional"><?cs var:_("optional") ?></span><?cs /if ?><?cs /def ?><?cs

def:ask_help(q) ?><?cs if:q.help ?>
 <p class="help" id="help-<?cs var:q.field ?>"><?cs var:q.help ?></p><?cs /if ?><?cs /def ?><?cs

def:ask_option(q, o, type, first) ?>
  <label class="option"><input type="<?cs var:type ?>"<?cs if:first ?> id="field-<?cs var:q.field ?>"<?cs /if ?> name="<?cs var:o.field ?>" value="<?cs var:o.value ?>"<?cs if:form[o.field].value == o.value ?> checked<?cs /if ?>> <span><?cs var:o.text ?></span></label><?cs /def ?><?cs

def:ask_group(q, type) ?><fieldset class="field field-options"<?cs call:form_aria(q.field, q.help) ?>>
 <legend><?cs var:q.label ?><?cs call:ask_optional(q) ?></legend><?cs
 call:ask_help(q) ?><?cs
 each:o = q.options ?><?cs call:ask_option(q, o, type, first(o)) ?><?cs /each ?><?cs
 call:ask_wrong(q.field) ?>
</fieldset><?cs /def ?><?cs

def:ask(q) ?><?cs
if:q.kind == "choices" ?><?cs call:ask_group(q, "checkbox") ?><?cs
elif:q.kind == "flag" ?><div class="field field-tick">
 <label class="option"><input type="checkbox" id="field-<?cs var:q.field ?>" name="<?cs var:q.field ?>" value="1"<?cs if:form[q.field].value ?> checked<?cs /if ?><?cs call:form_aria(q.field, q.help) ?>> <span><?cs var:q.label ?><?cs call:ask_optional(q) ?></span></label><?cs
 call:ask_help(q) ?><?cs call:ask_wrong(q.field) ?>
</div><?cs
elif:q.kind == "choice" ?><?cs if:len(q.options) > #5 ?><div class="field field-select">
 <label for="field-<?cs var:q.field ?>"><?cs var:q.label ?><?cs call:ask_optional(q) ?></label>
 <select id="field-<?cs var:q.field ?>" name="<?cs var:q.field ?>"<?cs call:form_aria(q.field, q.help) ?>>
  <option value=""><?cs var:_("Choose one") ?></option><?cs
  each:o = q.options ?>
  <option value="<?cs var:o.value ?>"<?cs if:form[q.field].value == o.value ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
 </select><?cs call:ask_help(q) ?><?cs call:ask_wrong(q.field) ?>
</div><?cs else ?><?cs call:ask_group(q, "radio") ?><?cs /if ?><?cs
else ?><div class="field">
 <label for="field-<?cs var:q.field ?>"><?cs var:q.label ?><?cs call:ask_optional(q) ?></label><?cs
 if:q.kind == "lines" ?>
 <textarea id="field-<?cs var:q.field ?>" name="<?cs var:q.field ?>" rows="4"<?cs call:form_aria(q.field, q.help) ?>>
<?cs var:form[q.field].value ?></textarea><?cs
 else ?>
 <input type="text" id="field-<?cs var:q.field ?>" name="<?cs var:q.field ?>" value="<?cs var:form[q.field].value ?>"<?cs call:form_aria(q.field, q.help) ?>><?cs /if ?><?cs
 call:ask_help(q) ?><?cs call:ask_wrong(q.field) ?>
</div><?cs /if ?><?cs /def ?><?cs

def:details_who() ?>
 <fieldset class="section who">
  <legend><h2><?cs if:order.many ?><?cs var:_("Whose tickets?") ?><?cs else ?><?cs var:_("Whose ticket?") ?><?cs /if ?></h2></legend>
  <label class="option"><input type="radio" id="field-who" name="who" value="all"<?cs if:form.who.value != "each" ?> checked<?cs /if ?>> <span><?cs if:order.many ?><?cs var:_("All in my name") ?><?cs else ?><?cs var:_("Mine") ?><?cs /if ?></span></label>
  <label class="option"><input type="radio" id="who-each" name="who" value="each"<?cs if:form.who.value == "each" ?> checked<?cs /if ?>> <span><?cs if:order.many ?><?cs var:_("Each has a name of its own") ?><?cs else ?><?cs var:_("Somebody else’s") ?><?cs /if ?></span></label>
 </fieldset><?cs /def ?><?cs

def:details_seat(s) ?>
  <fieldset class="section seat">
   <legend><h3><?cs var:_("Ticket") ?> <?cs var:s.position ?> <span class="optional"><?cs var:s.type ?></span></h3></legend>
   <div class="pair">
   <?cs call:form_field_help(s.name_field, _("Name"), "text", _("Empty: yours."), "off") ?>
   <?cs call:form_field_help(s.email_field, _("E-mail"), "email", _("Empty: yours. Else the ticket goes there."), "off") ?>
   </div><?cs
 each:q = s.questions ?>
   <?cs call:ask(q) ?><?cs /each ?>
  </fieldset><?cs /def ?><?cs

def:details_clock() ?>
 <div class="held<?cs if:order.late ?> held-late<?cs /if ?>" data-seconds="<?cs var:order.seconds_left ?>" data-over="<?cs var:_("Your time is up. Send the form all the same: if nobody has taken the tickets, they are yours.") ?>"><?cs call:icon("clock") ?><p><?cs
 if:order.late ?><?cs var:_("Your time is up. Send the form all the same: if nobody has taken the tickets, they are yours.") ?><?cs
 else ?><?cs each:l = lines ?><?cs if:first(l) ?><?cs else ?>, <?cs /if ?><b><?cs var:l.quantity ?> × <?cs var:l.name ?></b><?cs /each ?> · <?cs var:_("held for you for another") ?> <b data-clock><?cs var:order.minutes_text ?></b>.<?cs /if ?></p></div><?cs /def ?><?cs

def:details_summary() ?>
   <h2><?cs var:_("Your order") ?></h2>
   <p class="summary-title"><b><?cs call:visit_title(event) ?></b></p>
   <ul class="summary"><?cs each:l = lines ?>
    <li><span><?cs var:l.quantity ?> × <?cs var:l.name ?></span> <b><?cs if:l.price_money.free ?><?cs var:_("Free") ?><?cs else ?><?cs var:l.price_money ?><?cs /if ?></b></li><?cs /each ?>
    <li class="summary-total"><span><?cs var:_("Total") ?></span> <b><?cs if:order.total_money.free ?><?cs var:_("Free") ?><?cs else ?><?cs var:order.total_money ?><?cs /if ?></b></li>
   </ul>
   <?cs call:visit_facts(event) ?>
   <?cs call:form_open(order.path + "/start-over") ?><button type="submit" class="plain"><?cs call:icon("arrow-left") ?><span><?cs var:_("Start over") ?></span></button></form><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout">
 <ol class="steps">
  <li><?cs call:icon("circle-check") ?><?cs var:_("Tickets") ?></li>
  <li aria-current="step"><?cs var:_("Details") ?></li>
  <li><?cs var:_("Registered") ?></li>
 </ol>
 <h1><?cs var:_("Your details") ?></h1>
 <p class="order-lead"><?cs call:visit_title(event) ?> · <?cs call:when_line(event.starts_at) ?></p>
 <?cs call:details_clock() ?>
 <?cs call:form_errors() ?>
 <div class="checkout-columns">
  <div class="checkout-main">
  <?cs call:form_open(order.path) ?>
   <?cs call:form_hidden("key") ?>
   <div class="section section-first">
   <?cs call:form_field_help("name", _("Your name"), "text", "", "name") ?>
   <?cs call:form_field_help("email", _("E-mail"), "email", _("Your tickets go there, within seconds."), "email") ?><?cs
each:q = order_questions ?>
   <?cs call:ask(q) ?><?cs /each ?>
   </div><?cs
if:order.each ?><?cs call:details_who() ?><?cs /if ?><?cs
if:len(ticket_questions) ?>
   <div class="section who-all"><h2><?cs if:order.many ?><?cs var:_("For all tickets") ?><?cs else ?><?cs var:_("About the ticket") ?><?cs /if ?></h2><?cs
 each:q = ticket_questions ?>
   <?cs call:ask(q) ?><?cs /each ?>
   </div><?cs /if ?><?cs
if:order.each ?>
   <div class="who-one-by-one"><?cs each:s = seats ?><?cs call:details_seat(s) ?><?cs /each ?></div><?cs /if ?>
   <div class="acts"><button type="submit" class="button" data-once><?cs var:_("Register") ?></button>
    <p class="note"><?cs var:_("The organizer sees your name, your address and your answers.") ?></p></div>
  </form>
  </div>
  <aside class="checkout-side" aria-label="<?cs var:_("Your order") ?>">
   <?cs call:details_summary() ?>
  </aside>
 </div>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
