<?cs def:title() ?>Said<?cs /def ?><?cs def:body() ?><p>said: <?cs var:said ?></p><?cs each:d = form.dropped ?>
<p>dropped <?cs var:d.field ?>: <?cs var:d ?></p><?cs /each ?><?cs /def ?><?cs include!"lib/frame.cs" ?><?cs call:frame() ?>
