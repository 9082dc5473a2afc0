<?cs #
tickets.cs: the choice of tickets, on the event's page and on checkout's.  After lib/parts.cs and lib/form.cs.
	tickets_choice(e, list)		the form: each ticket type, how many, one button
	tickets_list(list)		the same without anything to choose
	tickets_waitlist(e, list)	who would come if there were room: a form that opens
e is the event: event_id, category; open (1 when something can be had), waits (1 when something is sold out), paid.
A row of the list is one of ticket_types_shown: ticket_type_id, name, about, price_money, state (open, soon, paused,
closed, sold_out), sale_starts_at, min_per_order, most; and left_text, chosen where the handler says so.
?><?cs

def:tickets_state(t) ?><?cs
if:t.state == "sold_out" ?> <span class="ticket-state"><?cs var:_("Sold out") ?></span><?cs
elif:t.state == "closed" ?> <span class="ticket-state"><?cs var:_("No longer on sale") ?></span><?cs
elif:t.state == "paused" ?> <span class="ticket-state"><?cs var:_("Paused by the organizer. Look in again later.") ?></span><?cs
elif:t.state == "soon" ?> <span class="ticket-state"><?cs if:t.sale_starts_at ?><?cs var:_("On sale from") ?> <?cs var:t.sale_starts_at ?><?cs else ?><?cs var:_("Not on sale yet") ?><?cs /if ?></span><?cs
elif:t.left_text ?> <span class="ticket-state"><?cs var:t.left_text ?></span><?cs /if ?><?cs /def ?><?cs

def:tickets_price(t) ?><?cs if:t.price_money.free ?><?cs var:_("Free") ?><?cs else ?><?cs var:t.price_money ?><?cs /if ?><?cs /def ?><?cs

def:tickets_number(t, field, chosen) ?>
  <div class="ticket-number"><label class="hidden" for="field-<?cs var:field ?>"><?cs var:_("How many") ?>: <?cs var:t.name ?></label><select id="field-<?cs var:field ?>" name="<?cs var:field ?>"<?cs call:form_aria(field, "") ?>>
   <option value="0">0</option><?cs
  loop:n = #t.min_per_order, #t.most, #1 ?>
   <option value="<?cs var:n ?>"<?cs if:#n == #chosen ?> selected<?cs /if ?>><?cs var:n ?></option><?cs /loop ?>
  </select></div><?cs /def ?><?cs

def:tickets_row(t, choose) ?><?cs set:field = "n_" + t.ticket_type_id ?><?cs
if:form[field].value ?><?cs set:chosen = form[field].value ?><?cs else ?><?cs set:chosen = t.chosen ?><?cs /if ?><li class="ticket ticket-<?cs var:t.state ?>">
  <div class="ticket-words"><b><?cs var:t.name ?></b><?cs
if:t.about ?> <span><?cs var:t.about ?></span><?cs /if ?><?cs call:tickets_state(t) ?></div>
  <div class="ticket-price"><?cs call:tickets_price(t) ?></div><?cs
if:choose ?><?cs if:t.state == "open" ?><?cs call:tickets_number(t, field, chosen) ?><?cs /if ?><?cs /if ?><?cs
if:form[field].error ?>
  <p class="wrong" id="wrong-<?cs var:field ?>"><?cs call:icon("circle-alert") ?><?cs var:form[field].error ?></p><?cs /if ?>
 </li><?cs /def ?><?cs

def:tickets_list(list) ?>
 <ul class="tickets"><?cs each:t = list ?>
 <?cs call:tickets_row(t, "") ?><?cs /each ?>
 </ul><?cs /def ?><?cs

def:tickets_choice(e, list) ?>
<?cs call:form_open("/checkout/hold") ?>
 <input type="hidden" name="event" value="<?cs var:e.event_id ?>">
 <ul class="tickets"><?cs each:t = list ?>
 <?cs call:tickets_row(t, "1") ?><?cs /each ?>
 </ul>
 <button type="submit" class="button" data-once><?cs if:e.paid ?><?cs var:_("Get tickets") ?><?cs else ?><?cs var:_("Register") ?><?cs /if ?></button>
 <p class="note"><?cs var:_("Held for you for 15 minutes while you fill in the rest.") ?><?cs if:e.paid ?> <?cs var:_("Prices are what you pay, fees and tax included.") ?><?cs /if ?></p>
</form><?cs /def ?><?cs

def:tickets_waitlist(e, list) ?>
<details class="waitlist"<?cs if:e.sold_out ?> open<?cs elif:form.ticket_type.error ?> open<?cs /if ?>>
 <summary><?cs var:_("Join the waitlist") ?></summary>
 <p class="note"><?cs var:_("Places come back when others cancel. Leave your address, and the organizer knows whom to ask. You can leave the list at any time.") ?></p>
 <?cs call:form_open("/checkout/waitlist") ?>
  <input type="hidden" name="event" value="<?cs var:e.event_id ?>">
  <div class="pair pair-narrow">
  <div class="field"><label for="field-ticket_type"><?cs var:_("Ticket") ?></label><select id="field-ticket_type" name="ticket_type"<?cs call:form_aria("ticket_type", "") ?>><?cs
  each:t = list ?><?cs if:t.state == "sold_out" ?>
   <option value="<?cs var:t.ticket_type_id ?>"<?cs if:t.ticket_type_id == form.ticket_type.value ?> selected<?cs /if ?>><?cs var:t.name ?></option><?cs /if ?><?cs /each ?>
  </select><?cs call:form_notes("ticket_type", "") ?></div>
  <div class="field"><label for="field-quantity"><?cs var:_("How many") ?></label><select id="field-quantity" name="quantity"<?cs call:form_aria("quantity", "") ?>><?cs
  loop:n = #1, #10, #1 ?>
   <option value="<?cs var:n ?>"<?cs if:#n == #form.quantity.value ?> selected<?cs /if ?>><?cs var:n ?></option><?cs /loop ?>
  </select><?cs call:form_notes("quantity", "") ?></div>
  </div>
  <?cs call:form_field_help("name", _("Your name"), "text", "", "name") ?>
  <?cs call:form_field_help("email", _("E-mail"), "email", "", "email") ?>
  <button type="submit" class="button button-second" data-once><?cs var:_("Join the waitlist") ?></button>
 </form>
</details><?cs /def ?>
