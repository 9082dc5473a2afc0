<?cs #
form.cs: forms.  After lib/parts.cs.  There is no other way to open one.
	form_open(action)			POST, urlencoded, with the CSRF proof where there is one
	form_open_files(action, draft)		POST, multipart; what is typed is kept in the browser under `draft`
	form_find(action)			GET, updated in place while script runs
	form_filter(action)			GET: which rows of a list are shown
	form_errors()				the summary on top, linked to the fields
	form_field(name, label, type)		one line
	form_field_help(name, label, type, help, autocomplete)
	form_count(name, label, help)		a whole number
	form_check(name, label)			a checkbox, sends 1
	form_area(name, label, help, rows)	many lines
	form_select(name, label, help, list)	list.N.value and .text
	form_flag(name, label, help)		a box to tick
	form_file(name, label, help, accept)
	form_hidden(name)			carries form.<name>.value along
	form_submit(label)			the one button that matters
	form_act(value, label)			a second button: sends act=<value>
	form_button_only(action, label, icon)	a form that is nothing but its button
Close with </form>.  form.c fills
	form.<name>.value	what was typed
	form.<name>.error	what is wrong with it
	form.<name>.optional	1 if it may stay empty: said beside the label
	form.<name>.label	what it is called: set by the template before form_errors()
	form.<name>.late	1 if it may be empty in a draft only: set by the template
	form.<name>.max		how many characters fit; or not set
	form.errors.N		the sentence again, and .field, the name it belongs to
`action` is a path without language.
?><?cs

def:form_proof() ?><?cs if:csrf ?><input type="hidden" name="csrf" value="<?cs var:csrf ?>"><?cs /if ?><?cs /def ?><?cs

def:form_open(action) ?><form class="form" method="post" action="<?cs var:page.prefix ?><?cs var:action ?>" novalidate><?cs call:form_proof() ?><?cs /def ?><?cs

def:form_open_files(action, draft) ?><form class="form" method="post" enctype="multipart/form-data" action="<?cs var:page.prefix ?><?cs var:action ?>" data-draft="<?cs var:draft ?>" novalidate><?cs call:form_proof() ?><?cs /def ?><?cs

def:form_find(action) ?><form class="find" role="search" method="get" action="<?cs var:page.prefix ?><?cs var:action ?>" data-find><?cs /def ?><?cs

def:form_filter(action) ?><form class="filters" method="get" action="<?cs var:page.prefix ?><?cs var:action ?>"><?cs /def ?><?cs

def:form_button_only(action, label, image) ?><form class="form-button" method="post" action="<?cs var:page.prefix ?><?cs var:action ?>"><?cs call:form_proof() ?><button type="submit" class="plain"><?cs call:icon(image) ?><span><?cs var:label ?></span></button></form><?cs /def ?><?cs

def:form_errors() ?><?cs if:len(form.errors) ?><div class="errors" role="alert" tabindex="-1" data-focus>
 <h2><?cs call:icon("triangle-alert") ?> <?cs var:_("Please look at this again") ?></h2>
 <ul><?cs each:e = form.errors ?>
  <li><?cs if:e.field ?><a href="#field-<?cs var:e.field ?>"><?cs if:form[e.field].label ?><b><?cs var:form[e.field].label ?>:</b> <?cs /if ?><?cs var:e ?></a><?cs else ?><?cs var:e ?><?cs /if ?></li><?cs /each ?>
 </ul>
</div><?cs /if ?><?cs /def ?><?cs

def:form_label(name, label) ?><label for="field-<?cs var:name ?>"><?cs var:label ?><?cs
if:form[name].late ?> <span class="optional"><?cs var:_("needed to publish") ?></span><?cs
elif:form[name].optional ?> <span class="optional"><?cs var:_("optional") ?></span><?cs /if ?></label><?cs /def ?><?cs

def:form_notes(name, help) ?><?cs if:help ?>
 <p class="help" id="help-<?cs var:name ?>"><?cs var:help ?></p><?cs /if ?><?cs if:form[name].error ?>
 <p class="wrong" id="wrong-<?cs var:name ?>"><?cs call:icon("circle-alert") ?><?cs var:form[name].error ?></p><?cs /if ?><?cs /def ?><?cs

def:form_aria(name, help) ?><?cs
if:form[name].error ?> aria-invalid="true" aria-describedby="wrong-<?cs var:name ?><?cs if:help ?> help-<?cs var:name ?><?cs /if ?>"<?cs
elif:help ?> aria-describedby="help-<?cs var:name ?>"<?cs /if ?><?cs
if:form[name].max ?> maxlength="<?cs var:form[name].max ?>"<?cs /if ?><?cs /def ?><?cs

def:form_field_help(name, label, type, help, autocomplete) ?><div class="field field-<?cs var:type ?>">
 <?cs call:form_label(name, label) ?>
 <?cs if:type == "password" ?><div class="secret"><?cs /if ?><input id="field-<?cs var:name ?>" name="<?cs var:name ?>" type="<?cs var:type ?>"<?cs
 if:type == "password" ?><?cs else ?> value="<?cs var:form[name].value ?>"<?cs /if ?><?cs
 if:type == "number" ?> step="any"<?cs /if ?><?cs
 if:autocomplete ?> autocomplete="<?cs var:autocomplete ?>"<?cs /if ?><?cs call:form_aria(name, help) ?>><?cs
 if:type == "password" ?><button type="button" class="plain" data-show="field-<?cs var:name ?>" aria-pressed="false" hidden><?cs var:_("Show") ?><span class="hidden"> <?cs var:label ?></span></button></div><?cs /if ?><?cs
 call:form_notes(name, help) ?>
</div><?cs /def ?><?cs

def:form_field(name, label, type) ?><?cs call:form_field_help(name, label, type, "", "") ?><?cs /def ?><?cs

def:form_count(name, label, help) ?><div class="field field-count">
 <label for="field-<?cs var:name ?>"><?cs var:label ?></label>
 <input id="field-<?cs var:name ?>" name="<?cs var:name ?>" type="text" inputmode="numeric" value="<?cs var:form[name].value ?>" autocomplete="off"<?cs call:form_aria(name, help) ?>><?cs
 call:form_notes(name, help) ?>
</div><?cs /def ?><?cs

def:form_check(name, label) ?><div class="field field-check">
 <input id="field-<?cs var:name ?>" name="<?cs var:name ?>" type="checkbox" value="1"<?cs if:form[name].value == "1" ?> checked<?cs elif:form[name].value == "on" ?> checked<?cs /if ?><?cs call:form_aria(name, "") ?>>
 <label for="field-<?cs var:name ?>"><?cs var:label ?></label><?cs
 call:form_notes(name, "") ?>
</div><?cs /def ?><?cs

def:form_area(name, label, help, rows) ?><div class="field field-area">
 <?cs call:form_label(name, label) ?>
 <textarea id="field-<?cs var:name ?>" name="<?cs var:name ?>" rows="<?cs var:rows ?>"<?cs call:form_aria(name, help) ?>>
<?cs var:form[name].value ?></textarea><?cs
 call:form_notes(name, help) ?>
</div><?cs /def ?><?cs

def:form_options(name, list) ?><?cs each:o = list ?>
  <option value="<?cs var:o.value ?>"<?cs if:o.value == form[name].value ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?><?cs /def ?><?cs

def:form_select(name, label, help, list) ?><div class="field field-select">
 <?cs call:form_label(name, label) ?>
 <select id="field-<?cs var:name ?>" name="<?cs var:name ?>"<?cs call:form_aria(name, help) ?>><?cs
 call:form_options(name, list) ?>
 </select><?cs
 call:form_notes(name, help) ?>
</div><?cs /def ?><?cs

def:form_flag(name, label, help) ?><div class="field field-flag">
 <label for="field-<?cs var:name ?>"><input id="field-<?cs var:name ?>" name="<?cs var:name ?>" type="checkbox" value="1"<?cs if:form[name].value ?> checked<?cs /if ?><?cs call:form_aria(name, help) ?>> <?cs var:label ?></label><?cs
 call:form_notes(name, help) ?>
</div><?cs /def ?><?cs

def:form_file(name, label, help, accept) ?><div class="field field-file">
 <?cs call:form_label(name, label) ?>
 <input id="field-<?cs var:name ?>" name="<?cs var:name ?>" type="file" accept="<?cs var:accept ?>"<?cs call:form_aria(name, help) ?>><?cs
 call:form_notes(name, help) ?>
</div><?cs /def ?><?cs

def:form_hidden(name) ?><input type="hidden" name="<?cs var:name ?>" value="<?cs var:form[name].value ?>"><?cs /def ?><?cs

def:form_submit(label) ?><button type="submit" class="button"><?cs var:label ?></button><?cs /def ?><?cs

def:form_act(value, label) ?><button type="submit" class="button button-second" name="act" value="<?cs var:value ?>"><?cs var:label ?></button><?cs /def ?>
