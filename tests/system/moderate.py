#!/usr/bin/python3
# moderate.py: a visitor reports an event, an operator hides it with `marquee moderate`, its owner is told, and it
# comes back as it was.  In the world of ./dev check.  Prints TAP.

from world import letters, mail_to, marquee, new_id, run, sql, wait_until
from desk import Browser, Desk, SITE

desk = None


def visible(path):
    return Browser().get(path).status


def report(b, subject, **fields):
    where = "/checkout/report/" + subject
    form = b.get(where).page.fields
    return b.post(where, {"csrf": form["csrf"], "words": "", "email": "", **fields})


def a_report_needs_a_reason_and_is_taken_once():
    event = desk.make(title="A fraud", act="publish")
    b, subject = Browser(), "event-" + event
    reply = report(b, subject)
    assert reply.status == 422 and "reason" in reply.page.wrong, reply.status
    assert report(b, subject, reason="nonsense").status == 422
    assert report(b, subject, reason="fraud", words="x" * 2001).status == 422
    for _ in range(2):
        reply = report(b, subject, reason="fraud", words="It is not there.\r\n<script>", email="eve@example.org")
        assert reply.status == 200 and "Thank you" in reply.text, reply.status
    rows = sql(desk.server, "SELECT email FROM report WHERE organizer_id = %d AND event_id > 0" % desk.organizer)
    assert [tuple(r) for r in rows] == [("eve@example.org",)], rows
    status, said = marquee("moderate")
    assert status == 0 and "A fraud" in said, said
    status, said = marquee("moderate", "show", "%s/de%s?x=1" % (SITE, desk.event(event, "path")[0]))
    assert status == 0 and "It is not there." in said, said


def what_nobody_sees_cannot_be_reported():
    draft = desk.make(title="A draft")
    for subject in ("event-" + draft, "event-" + letters(new_id()), "organizer-" + letters(new_id()), "nothing", "event-x"):
        assert Browser().get("/checkout/report/" + subject).status == 404, subject


def hidden_is_gone_and_its_owner_hears_why():
    event = desk.make(title="Hide and seek", act="publish")
    path = desk.event(event, "path")[0]
    wait_until(lambda: visible(path) == 200, 20, "the event is there")
    status, said = marquee("moderate", "hide", SITE + path, "It sells what is not there.")
    assert status == 0, said
    wait_until(lambda: visible(path) == 404, 20, "the event is gone")
    page = desk.browser.get("/organize/e/" + event)
    assert page.status == 200 and "It sells what is not there." in page.text
    wait_until(lambda: any("It sells what is not there." in m.get_body(("plain",)).get_content() for m in mail_to(desk.owner.email)), 30, "mail says why")
    assert marquee("moderate", "hide", SITE + path, "Again.")[0] == 1
    assert marquee("moderate", "unhide", SITE + path)[0] == 0
    wait_until(lambda: visible(path) == 200, 20, "the event is back")


def a_suspended_organizer_is_gone_with_all_it_has():
    event = desk.make(title="With it", act="publish")
    path, page = desk.event(event, "path")[0], "/o/" + desk.handle
    wait_until(lambda: visible(path) == 200 and visible(page) == 200, 20, "both are there")
    assert marquee("moderate", "hide", "organizer-" + letters(desk.organizer), "Nobody is behind it.")[0] == 0
    wait_until(lambda: visible(path) == 404 and visible(page) == 410, 20, "both are gone")
    assert "Nobody is behind it." in desk.browser.get("/organize").text
    assert marquee("moderate", "unhide", SITE + page)[0] == 0
    wait_until(lambda: visible(path) == 200 and visible(page) == 200, 20, "both are back")


def wrong_calls_say_so():
    for call in (("hide",), ("hide", "x"), ("nonsense",), ("show", "a", "b")):
        assert marquee("moderate", *call)[0] == 2, call
    assert marquee("moderate", "show", "/e/nothing-" + letters(new_id()))[0] == 1
    assert marquee("moderate", "hide", "organizer-" + letters(desk.organizer), "  ")[0] == 1


def main():
    global desk
    desk = Desk()
    try:
        run([a_report_needs_a_reason_and_is_taken_once, what_nobody_sees_cannot_be_reported,
             hidden_is_gone_and_its_owner_hears_why, a_suspended_organizer_is_gone_with_all_it_has, wrong_calls_say_so])
    finally:
        desk.forget()


main()
