<?cs def:title() ?>Wrong<?cs /def ?><?cs def:body() ?><p>error <?cs var:page.status ?>, request <?cs var:page.request ?></p><?cs /def ?><?cs
include!"lib/frame.cs" ?><?cs call:frame() ?>
