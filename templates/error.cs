<?cs #
What went wrong.  Filled by fcgi/reply.c, and at build time for nginx, which must
be able to show it while everything else is down.
	page.status	400, 403, 404, 405, 410, 413, 414, 422, 429, 500, 502, 503, 504
	page.request	the id to quote; or nothing
	error.reason	a sentence that knows more; or nothing
?><?cs
include!"lib/parts.cs" ?><?cs
include!"lib/form.cs" ?><?cs

def:error_title() ?><?cs
if:page.status == "403" ?><?cs var:_("This is not yours to open") ?><?cs
elif:page.status == "404" ?><?cs var:_("There is nothing at this address") ?><?cs
elif:page.status == "405" ?><?cs var:_("That does not work here") ?><?cs
elif:page.status == "410" ?><?cs var:_("This has been taken down") ?><?cs
elif:page.status == "413" ?><?cs var:_("That was too large") ?><?cs
elif:page.status == "414" ?><?cs var:_("That address is too long") ?><?cs
elif:page.status == "400" ?><?cs var:_("That could not be read") ?><?cs
elif:page.status == "422" ?><?cs var:_("That could not be read") ?><?cs
elif:page.status == "429" ?><?cs var:_("A little slower, please") ?><?cs
elif:page.status == "500" ?><?cs var:_("Something broke on our side") ?><?cs
elif:page.status == "502" ?><?cs var:_("Something broke on our side") ?><?cs
else ?><?cs var:_("We will be right back") ?><?cs
/if ?><?cs /def ?><?cs

def:error_help() ?><?cs
if:page.status == "403" ?><?cs var:_("You may have been signed out, or the page was open for too long. Go back, load it again and try once more.") ?><?cs
elif:page.status == "404" ?><?cs var:_("The address may be mistyped, or the event was moved. Search for it below.") ?><?cs
elif:page.status == "405" ?><?cs var:_("This address cannot be used that way. Go back and follow the links on the page.") ?><?cs
elif:page.status == "410" ?><?cs var:_("It was here once and will not come back. Search for something else below.") ?><?cs
elif:page.status == "413" ?><?cs var:_("Files may have up to 5 MB. Go back, choose a smaller one and try again.") ?><?cs
elif:page.status == "400" ?><?cs var:_("Go back, load the page again and try once more.") ?><?cs
elif:page.status == "414" ?><?cs var:_("Go back and ask for fewer things at once.") ?><?cs
elif:page.status == "422" ?><?cs var:_("Go back, load the page again and try once more.") ?><?cs
elif:page.status == "429" ?><?cs var:_("Too many requests came from your connection. Wait a minute and try again.") ?><?cs
elif:page.status == "500" ?><?cs var:_("It has been noted. Nothing you sent was half done; try again in a moment.") ?><?cs
elif:page.status == "502" ?><?cs var:_("It has been noted. Nothing you sent was half done; try again in a moment.") ?><?cs
elif:page.status == "504" ?><?cs var:_("The answer took too long. Try again in a moment.") ?><?cs
else ?><?cs var:_("A part of the house is down and comes back by itself. Try again in a moment.") ?><?cs
/if ?><?cs /def ?><?cs

def:error_search() ?>
  <?cs call:form_find("/discover") ?>
   <div class="search">
    <label class="hidden" for="field-q"><?cs var:_("Search events and places") ?></label>
    <?cs call:icon("search") ?>
    <input id="field-q" name="q" type="search" maxlength="100" autocomplete="off">
    <button type="submit" class="button"><?cs var:_("Search") ?></button>
   </div>
  </form><?cs /def ?><?cs

def:page_title() ?><?cs call:error_title() ?><?cs /def ?><?cs
def:page_description() ?><?cs call:error_help() ?><?cs /def ?><?cs
def:page_head() ?><?cs /def ?><?cs

def:page_body() ?>
<section class="sign sign-error night" aria-labelledby="sign-title">
 <div class="wrap">
  <div class="sign-frame">
   <div class="sign-board">
    <p class="sign-note"><?cs var:page.status ?></p>
    <h1 class="sign-title" id="sign-title"><?cs call:error_title() ?></h1>
   </div>
  </div>
  <p class="sign-help"><?cs if:error.reason ?><?cs var:error.reason ?><?cs else ?><?cs call:error_help() ?><?cs /if ?></p><?cs
if:page.status == "404" ?><?cs call:error_search() ?><?cs elif:page.status == "410" ?><?cs call:error_search() ?><?cs
else ?>
  <p><a class="button" href="<?cs if:page.prefix ?><?cs var:page.prefix ?><?cs else ?>/<?cs /if ?>"><?cs var:_("To the first page") ?></a></p><?cs /if ?><?cs
if:page.request ?>
  <p class="note"><?cs var:_("If you write to us about it, quote this:") ?> <code><?cs var:page.request ?></code></p><?cs /if ?>
 </div>
</section><?cs /def ?><?cs

include!"lib/layout.cs" ?>
