<?cs #
A visitor reports an event or an organizer.  Filled by handlers/checkout/report.c.
	subject			title, language, organizer, path, report_path; is_event = 1
	report			sent (1)
	reasons.N		.value .text
	form.*			reason, words, email
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:page_title() ?><?cs if:subject.is_event ?><?cs var:_("Report this event") ?><?cs else ?><?cs var:_("Report this organizer") ?><?cs /if ?><?cs /def ?><?cs

def:page_body() ?>
<div class="wrap checkout checkout-narrow">
 <p class="back"><a href="<?cs var:page.prefix ?><?cs var:subject.path ?>"><?cs call:icon("arrow-left") ?><?cs var:_("Back") ?></a></p>
 <h1><?cs if:report.sent ?><?cs var:_("Thank you") ?><?cs else ?><?cs call:page_title() ?><?cs /if ?></h1>
 <p><b<?cs call:in_language(subject.language) ?>><?cs var:subject.title ?></b></p><?cs
if:report.sent ?>
 <div class="notice notice-done"><?cs call:icon("circle-check") ?><p><?cs var:_("Somebody of this site looks at it and decides. Who put it up does not learn who reported it.") ?></p></div>
 <p class="acts"><a class="button" href="<?cs var:page.prefix ?>/discover"><?cs var:_("See what else is on") ?></a></p><?cs
else ?>
 <p><?cs var:_("If you are in danger or somebody else is, call the police first. This site's people read what you write here and decide.") ?></p>
 <?cs call:form_errors() ?>
 <?cs call:form_open(subject.report_path) ?>
  <fieldset class="field">
   <legend><?cs var:_("What is wrong with it?") ?></legend><?cs
  each:o = reasons ?>
   <label class="option"><input type="radio" name="reason" value="<?cs var:o.value ?>"<?cs if:name(o) == "0" ?> id="field-reason"<?cs /if ?><?cs if:o.value == form.reason.value ?> checked<?cs /if ?>> <span><?cs var:o.text ?></span></label><?cs /each ?>
   <?cs call:form_notes("reason", "") ?>
  </fieldset>
  <?cs call:form_area("words", _("Tell us more"), _("What should we look at? Links help."), "5") ?>
  <?cs call:form_field_help("email", _("Your e-mail address"), "email", _("Only if you want to be asked. The organizer does not see it."), "email") ?>
  <?cs call:form_submit(_("Send the report")) ?>
 </form><?cs
/if ?>
</div><?cs /def ?><?cs

include!"lib/desk.cs" ?>
