<?cs #
frame.cs: what the two layouts have in common.  Included by them, never by a page.
?><?cs

def:frame_begin() ?><!DOCTYPE html>
<html lang="<?cs var:page.language ?>" dir="<?cs if:page.dir ?><?cs var:page.dir ?><?cs else ?>ltr<?cs /if ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#16141c">
<link rel="preload" href="<?cs var:site.static ?>/fonts/inter-latin.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="<?cs var:site.static ?>/css/marquee.css">
<link rel="icon" href="<?cs var:site.static ?>/img/favicon.ico" sizes="32x32">
<link rel="icon" href="<?cs var:site.static ?>/img/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="<?cs var:site.static ?>/img/icon-180.png">
<script type="module" src="<?cs var:site.static ?>/js/marquee.js"></script><?cs
/def ?><?cs

def:frame_skip() ?><a class="skip" href="#main"><?cs var:_("Skip to the content") ?></a><?cs /def ?><?cs

def:frame_logo() ?><a class="logo" href="<?cs if:page.prefix ?><?cs var:page.prefix ?><?cs else ?>/<?cs /if ?>"><svg class="logo-mark" aria-hidden="true" width="34" height="34"><use href="<?cs var:site.static ?>/img/icons.svg#logo"></use></svg><span class="logo-word"><?cs var:site.name ?></span></a><?cs /def ?><?cs

def:frame_foot() ?><footer class="site-foot">
 <div class="wrap">
  <p class="site-foot-line"><b><?cs var:site.name ?></b> <?cs var:_("What is on, and where, in plain letters.") ?><?cs
if:site.operator ?><br><?cs var:_("Run by") ?> <?cs var:site.operator ?><?cs if:site.contact ?> · <a href="mailto:<?cs var:site.contact ?>"><?cs var:site.contact ?></a><?cs /if ?><?cs /if ?></p>
  <nav class="site-foot-nav" aria-label="<?cs var:_("More") ?>">
   <a href="<?cs var:page.prefix ?>/discover"><?cs var:_("Discover") ?></a>
   <a href="<?cs var:page.prefix ?>/organize"><?cs var:_("Host an event") ?></a>
   <a href="<?cs var:page.prefix ?>/account"><?cs var:_("Account") ?></a>
  </nav><?cs
if:len(page.alternates) ?>
  <nav class="languages" id="languages" aria-label="<?cs var:_("Language") ?>">
   <?cs call:icon("globe") ?><?cs
 each:a = page.alternates ?>
   <a href="<?cs var:a.url ?>" lang="<?cs var:a.language ?>" hreflang="<?cs var:a.language ?>"<?cs if:a.current ?> aria-current="true"<?cs /if ?>><?cs var:a.name ?></a><?cs
 /each ?>
  </nav><?cs
/if ?>
 </div>
</footer><?cs /def ?>
