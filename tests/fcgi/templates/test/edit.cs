<?cs def:title() ?>Edit<?cs /def ?><?cs def:body() ?><ul><?cs each:e = form.errors ?>
<li>wrong <?cs var:e.field ?>: <?cs var:e ?></li><?cs /each ?></ul>
<p>title=<?cs var:form.title.value ?>; optional=<?cs var:form.title.optional ?>; max=<?cs var:form.title.max ?>;</p>
<p>about=<?cs var:form.about.value ?>; optional=<?cs var:form.about.optional ?>;</p>
<p>password=<?cs var:form.password.value ?>;</p>
<p>blank name max=<?cs var:form.blank.parts.name.max ?>; optional=<?cs var:form.blank.parts.quantity.optional ?>;</p><?cs
each:row = form.parts ?>
<p><?cs var:row ?>: name=<?cs var:row.name.value ?>; max=<?cs var:row.name.max ?>; quantity=<?cs var:row.quantity.value ?>; wrong=<?cs var:row.quantity.error ?>;</p><?cs /each ?>
<p>title error=<?cs var:form.title.error ?>;</p><?cs /def ?><?cs include!"lib/frame.cs" ?><?cs call:frame() ?>
