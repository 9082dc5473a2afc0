<?cs def:title() ?>Shows<?cs /def ?><?cs def:body() ?>
at=<?cs var:show.starts_at ?>;short=<?cs var:show.starts_at.short ?>;iso=<?cs var:show.starts_at.iso ?>;wall=<?cs var:show.starts_at.wall ?>;date=<?cs var:show.starts_at.date ?>;
weekday=<?cs var:show.starts_at.weekday ?>;day=<?cs var:show.starts_at.day ?>;month=<?cs var:show.starts_at.month ?>;time=<?cs var:show.starts_at.time ?>;
on=<?cs var:show.born_on ?>;on.iso=<?cs var:show.born_on.iso ?>;money=<?cs var:show.price_money ?>;decimal=<?cs var:show.price_money.decimal ?>;
free=<?cs var:show.nothing_money.free ?>;id=<?cs var:show.thing_id ?>;hostile=<?cs var:show.hostile ?>;raw=<?cs uvar:show.about_html ?>;
yes=<?cs var:show.yes ?>;no=<?cs var:show.no ?>;<?cs each:l = list ?>[<?cs var:l.name ?>]<?cs /each ?><?cs /def ?><?cs
include!"lib/frame.cs" ?><?cs call:frame() ?>
