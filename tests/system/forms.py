#!/usr/bin/python3
# forms.py: what organizers type, good and bad.  A form that is wrong comes back with what was typed, the
# field to blame and a sentence that helps, and nothing is stored.  In the world of ./dev check.  Prints TAP.

import json
import os
import struct
import zlib

from world import WORLD, Event, letters, run, sql, wait_until
from desk import Browser, Desk, SITE, number

desk = None


# --- fields ----------------------------------------------------------------------------------------------

# What is wrong with the form, and the field that is blamed; one line a case (ASSURANCE 2C).
WRONG = (
    # I01: lines of text
    ({"title": ""}, "title"),
    ({"title": " \t "}, "title"),
    ({"title": "x" * 151}, "title"),
    ({"title": "a\0b"}, "title"),
    ({"title": "a\x1bb"}, "title"),
    ({"title": "a\x85b"}, "title"),
    ({"title": "a\u202eb"}, "title"),
    ({"title": "a\u2066b"}, "title"),
    ({"title": b"\xff\xfe"}, "title"),
    ({"title": b"\xc0\xaf"}, "title"),
    ({"title": b"\xed\xa0\x80"}, "title"),
    ({"title": b"\xf4\x90\x80\x80"}, "title"),
    ({"title": b"cut \xe2\x82"}, "title"),
    ({"summary": "x" * 301}, "summary"),
    ({"cover_alt": "x" * 301}, "cover_alt"),
    ({"tags": ",".join("abcdefghijk")}, "tags"),
    ({"tags": "x" * 41}, "tags"),
    ({"tags": "x\u202e"}, "tags"),
    ({"venue": "x" * 151}, "venue"),
    ({"street": "x" * 201}, "street"),
    ({"postcode": "x" * 17}, "postcode"),
    ({"city": "x" * 101}, "city"),
    # I02: the description
    ({"about": "x" * 20001}, "about"),
    ({"about": "\u6771" * 20000}, "about"),
    ({"about": "a\0b"}, "about"),
    ({"about": "a\u202eb"}, "about"),
    # choices
    ({"category": "nonsense"}, "category"),
    ({"mode": ""}, "mode"),
    ({"mode": "everywhere"}, "mode"),
    ({"country": "ZZ"}, "country"),
    ({"act": ""}, "act"),
    ({"act": "destroy"}, "act"),
    # I05: whole numbers
    ({"version": "-1"}, "version"),
    ({"version": "1e3"}, "version"),
    ({"version": " 1"}, "version"),
    ({"version": "\uff11"}, "version"),
    ({"version": "2147483648"}, "version"),
    ({"version": "9223372036854775808"}, "version"),
    ({"tickets.0.capacity": ""}, "tickets.0.capacity"),
    ({"tickets.0.capacity": "0"}, "tickets.0.capacity"),
    ({"tickets.0.capacity": "-1"}, "tickets.0.capacity"),
    ({"tickets.0.capacity": "1e3"}, "tickets.0.capacity"),
    ({"tickets.0.capacity": " 1"}, "tickets.0.capacity"),
    ({"tickets.0.capacity": "\uff11"}, "tickets.0.capacity"),
    ({"tickets.0.capacity": "1000001"}, "tickets.0.capacity"),
    ({"tickets.0.capacity": "9223372036854775808"}, "tickets.0.capacity"),
    ({"tickets.0.max_per_order": "101"}, "tickets.0.max_per_order"),
    ({"tickets.0.min_per_order": "11"}, "tickets.0.max_per_order"),
    ({"tickets.0.max_per_person": "0"}, "tickets.0.max_per_person"),
    ({"tickets.0.name": ""}, "tickets.0.name"),
    ({"tickets.0.name": "a\u202eb"}, "tickets.0.name"),
    ({"tickets.0.name": "x" * 101}, "tickets.0.name"),
    ({"tickets.0.about": "x" * 501}, "tickets.0.about"),
    ({"tickets.0.state": "free"}, "tickets.0.state"),
    ({"tickets.0.id": "x"}, "tickets.0.id"),
    # I16: questions
    ({"questions.0.label": "", "questions.0.kind": "text", "questions.0.asked": "order"}, "questions.0.label"),
    ({"questions.0.label": "x" * 201, "questions.0.kind": "text", "questions.0.asked": "order"}, "questions.0.label"),
    ({"questions.0.label": "a\u2066", "questions.0.kind": "text", "questions.0.asked": "order"}, "questions.0.label"),
    ({"questions.0.label": "x", "questions.0.kind": "date", "questions.0.asked": "order"}, "questions.0.kind"),
    ({"questions.0.label": "x", "questions.0.kind": "text", "questions.0.asked": "all"}, "questions.0.asked"),
    ({"questions.0.label": "x", "questions.0.kind": "choice", "questions.0.asked": "order",
      "questions.0.options": "only one"}, "questions.0.options"),
    ({"questions.0.label": "x", "questions.0.kind": "choices", "questions.0.asked": "order",
      "questions.0.options": "\n".join("x%d" % i for i in range(51))}, "questions.0.options"),
    # I06: dates
    ({"tickets.0.sale_starts": "soon"}, "tickets.0.sale_starts"),
    ({"tickets.0.sale_starts": "2031-03-30T01:30"}, "tickets.0.sale_starts"),  # does not happen in Lisbon
    ({"tickets.0.sale_starts": "2031-05-01T23:00"}, "tickets.0.sale_starts"),
    ({"tickets.0.sale_starts": "2031-04-02T09:00", "tickets.0.sale_ends": "2031-04-01T09:00"}, "tickets.0.sale_ends"),
    ({"tickets.0.sale_ends": "9999-01-01T00:00"}, "tickets.0.sale_ends"),
    ({"starts": ""}, "starts"),
    ({"starts": "tomorrow"}, "starts"),
    ({"starts": "2031-05-01"}, "starts"),
    ({"starts": "2031-02-29T20:00"}, "starts"),
    ({"starts": "2031-13-01T20:00"}, "starts"),
    ({"starts": "2031-05-01T24:00"}, "starts"),
    ({"starts": "2031-05-01T20:60"}, "starts"),
    ({"starts": "1969-12-31T20:00"}, "starts"),
    ({"starts": "0000-00-00T00:00"}, "starts"),
    ({"starts": "2031-03-30T01:30", "ends": "2031-03-30T04:00"}, "starts"),  # does not happen in Lisbon
    ({"ends": "2031-05-01T20:00"}, "ends"),
    ({"ends": "2031-05-01T19:59"}, "ends"),
    ({"ends": "2031-08-01T20:00"}, "ends"),
    ({"starts": "9999-12-31T22:00", "ends": "9999-12-31T23:00", "zone": "America/New_York"}, "starts"),
    ({"starts": "1970-01-01T00:30", "ends": "1970-01-01T01:00", "zone": "Asia/Tokyo"}, "starts"),
    ({"zone": ""}, "zone"),
    ({"zone": "Mars/Olympus"}, "zone"),
    ({"zone": "../../../etc/passwd"}, "zone"),
    ({"zone": "/etc/localtime"}, "zone"),
    ({"zone": "Europe"}, "zone"),
    ({"online_url": "http://meet.example/"}, "online_url"),
    ({"online_url": "javascript:alert(1)"}, "online_url"),
    ({"self_cancel": "1"}, "self_cancel"),
    # places
    ({"venue_id": "x"}, "venue_id"),
    ({"venue_id": "uuuuuuuuuuuuu"}, "venue_id"),
    ({"city": ""}, "city"),
    ({"country": ""}, "country"),
    ({"latitude": "90.1"}, "latitude"),
    ({"latitude": "nan"}, "latitude"),
    ({"latitude": "0x10"}, "latitude"),
    ({"latitude": "1e1"}, "latitude"),
    ({"latitude": ""}, "latitude"),
    ({"longitude": "-180.5"}, "longitude"),
    ({"longitude": ""}, "longitude"),
    # what only the public needs
    ({"act": "publish", "category": ""}, "category"),
    ({"act": "publish", "about": ""}, "about"),
    ({"act": "publish", "venue": ""}, "venue"),
)


CHOSEN = ("category", "mode", "country", "zone", "venue_id", "state", "kind", "asked", "self_cancel", "id")


def can_be_shown(value):
    """Text as a page shows it again: what cannot be text is not."""
    return isinstance(value, str) and not set(value) & set("\0\x1b")


def comes_back(reply, sent, changes, field):
    page = reply.page
    what = "%r" % {k: v[:30] for k, v in changes.items()}
    assert reply.status == 422, "%s: %d" % (what, reply.status)
    assert field in page.summary, "%s: %r" % (what, page.summary)
    if field not in ("act", "version") and not field.endswith(".id"):  # these have no place of their own on the page
        assert len(page.wrong[field].strip()) > 5, "%s: %r" % (what, page.wrong)
    for name, value in sent.items():
        if name == "csrf" or name == "act" or name in changes and not can_be_shown(value):
            continue
        if name.rsplit(".")[-1] in CHOSEN and name in changes:
            continue  # a choice that is not among the choices cannot be chosen again
        got = page.fields.get(name, "").replace("\r\n", "\n")
        assert got.strip() == value.strip(), "%s: %s came back as %r" % (what, name, got[:60])


def wrong_forms(path, base):
    before = desk.digest()
    for changes, field in WRONG:
        sent = {**base, **changes}
        comes_back(desk.browser.post(path, sent, {}), sent, changes, field)
    assert desk.digest() == before, "something was stored"


def a_wrong_form_for_a_new_event_comes_back_and_nothing_is_stored():
    wrong_forms("/organize/new", desk.fields())


def a_wrong_form_for_a_known_event_comes_back_and_nothing_is_stored():
    event = desk.make()
    path = "/organize/e/%s/edit" % event
    base = {**desk.browser.get(path).page.fields, "venue_id": ""}
    wrong_forms(path, {**desk.fields(), "version": base["version"]})


def another_organizers_place_is_not_among_mine():
    other = Event()
    sent = desk.fields(venue_id=letters(other.venue))
    before = desk.digest()
    reply = desk.browser.post("/organize/new", sent, {})
    assert reply.status == 422 and "venue_id" in reply.page.wrong, (reply.status, reply.page.wrong)
    assert desk.digest() == before
    other.forget()


def the_same_sentence_comes_in_german():
    reply = desk.browser.post("/de/organize/new", desk.fields(title=""), {})
    assert reply.status == 422 and "lang=\"de\"" in reply.text and reply.page.wrong["title"].strip() != "Fill this in."


def a_good_form_is_stored_as_it_was_typed():
    event = desk.make(title="  Cafe\u0301 \u2013 <b>loud</b> & \u6771\u4eac \U0001f389 ", starts="2032-02-29 20:00",
                      ends="2032-02-29T23:00:00")
    title, state = desk.event(event, "title, state")
    assert title == "Caf\u00e9 \u2013 <b>loud</b> & \u6771\u4eac \U0001f389" and state == "draft", (title, state)
    at = sql(desk.server, "SELECT starts_at, ends_at FROM occurrence WHERE event_id = %d" % number(event))
    assert at == [("2032-02-29 20:00:00", "2032-02-29 23:00:00")], at


def the_longest_values_are_stored_whole():
    most = {"title": "\U0001f389" * 150, "summary": "\u00e9" * 300, "about": "x" * 20000}
    event = desk.make(**most)
    lengths = desk.event(event, "CHAR_LENGTH(title), CHAR_LENGTH(summary), CHAR_LENGTH(about)")
    assert lengths == ("150", "300", "20000"), lengths


def an_hour_that_happens_twice_is_taken_once():
    event = desk.make(starts="2031-10-26T01:30", ends="2031-10-26T04:00")  # Lisbon, the clock goes back
    assert desk.event(event, "state") == ("draft",)


# --- how fields come ----------------------------------------------------------------------------------------

def columns_that_are_no_fields_change_nothing():
    columns = {r[0] for r in sql(desk.server, "SELECT column_name FROM information_schema.columns "
                                 "WHERE table_schema = 'marquee_shard' AND table_name IN ('event', 'occurrence')")}
    sent = desk.fields(title="Only what is asked")
    extra = {c: "1" for c in columns - set(sent)} | {"state": "published", "organizer_id": "7", "path": "/e/x"}
    reply = desk.browser.post("/organize/new", {**sent, **extra}, {})
    assert reply.status == 303, reply.status
    event = reply.location.rsplit("/", 1)[1]
    got = desk.event(event, "state, organizer_id, version, path, about_html")
    assert got[:3] == ("draft", str(desk.organizer), "1") and got[3].endswith(event) and got[4].startswith("<p>"), got


def columns_that_are_no_fields_of_a_row_change_nothing():
    columns = {r[0] for r in sql(desk.server, "SELECT column_name FROM information_schema.columns "
                                 "WHERE table_schema = 'marquee_shard' AND table_name IN ('ticket_type', 'quota', 'stock_slot')")}
    sent = desk.fields(title="Only what is asked of tickets")
    extra = {"tickets.0." + c: "1" for c in columns} | {"tickets_n": "9", "tickets.0.price": "1", "tickets.0.sold": "7"}
    reply = desk.browser.post("/organize/new", {**extra, **sent}, {})
    assert reply.status == 303, (reply.status, reply.page.wrong)
    event = number(reply.location.rsplit("/", 1)[1])
    got = sql(desk.server, "SELECT t.price, t.kind, t.needs_approval, q.capacity, s.cap, s.held, s.sold FROM ticket_type t JOIN "
              "ticket_type_quota d ON d.ticket_type_id = t.id JOIN quota q ON q.id = d.quota_id JOIN stock_slot s ON "
              "s.quota_id = q.id WHERE t.event_id = %d" % event)
    assert got == [("0", "free", "0", "50", "50", "0", "0")], got


def fields_cannot_be_more_than_the_form_has():
    sent = list(desk.fields().items()) + [("x%d" % i, "") for i in range(600)]
    assert desk.browser.post("/organize/new", sent, {}).status == 400


def a_field_that_comes_twice_is_refused():
    before = desk.digest()
    sent = list(desk.fields().items())
    for more in ([("title", "Another")], [("tickets.0.name", "Another")], [("x%d" % i, "") for i in range(600)]):
        status = desk.browser.post("/organize/new", sent + more, {}).status
        assert status == 400, (more[0], status)
    assert desk.digest() == before


def a_form_without_its_key_is_refused():
    before = desk.digest()
    for key in ("", "x", "!" * 22, "A" * 21):
        assert desk.browser.post("/organize/new", desk.fields(key=key), {}).status in (400, 422), key
    assert desk.digest() == before


def a_body_too_large_is_refused():
    before = desk.digest()
    b = desk.browser
    proof = b.proof("/organize/new")
    big = [("csrf", proof), ("about", "x" * 70000)]
    assert b.post("/organize/preview", big).status == 413
    assert b.post("/organize/new", desk.fields(), {"cover": ("c.png", bytes(7 << 20))}).status == 413
    assert b.post("/account/sign-in", [("email", "x" * 70000)]).status == 413
    assert desk.digest() == before


def what_is_no_form_is_refused():
    before = desk.digest()
    b = desk.browser
    for kind in ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary="):
        reply = b.ask("POST", "/organize/new", b"{}", {"Content-Type": kind, "Origin": SITE})
        assert reply.status in (400, 403), (kind, reply.status)
    assert desk.digest() == before


# --- pictures ------------------------------------------------------------------------------------------------

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows=None, extra=b""):
    """One colour; with fewer rows than it says, or more chunks, if asked."""
    row = b"\0" + b"\xc4" * (3 * min(width, 4096))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + extra
            + chunk(b"IDAT", zlib.compress(row * (min(height, 4096) if rows is None else rows))) + chunk(b"IEND", b""))


def gif(frames):
    return (b"GIF89a" + struct.pack("<HHBBB", 400, 400, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
            + frames * (b"\x21\xf9\x04\0\x0a\0\0\0\x2c" + struct.pack("<HHHHB", 0, 0, 400, 400, 0) + b"\2\2D\1\0")
            + b";")


NO_PICTURES = {
    "words": b"hello, I am a picture",
    "empty": b"",
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="400" height="400"/>',
    "gif that is a script": b"GIF89a=1;alert(1)//" + bytes(500),
    "gif": gif(1),
    "gif that moves": gif(3),
    "pdf": b"%PDF-1.7\n" + bytes(500),
    "bmp": b"BM" + bytes(500),
    "png of nothing but a beginning": b"\x89PNG\r\n\x1a\n",
    "png without pixels": png(0, 400),
    "png that would be 7.5 GB": png(50000, 50000),
    "png wider than any column": png(70000, 200),
    "png too small": png(199, 400),
    "png of too many bytes": png(400, 400) + bytes(5 << 20),
    "jpeg of nothing but a beginning": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "jpeg that would be 12 GB": b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x11\0\2\x11\0\3\x11\0" + bytes(99),
    "webp of nothing but a beginning": b"RIFF\x10\0\0\0WEBPVP8X",
}


def what_is_no_picture_for_us_is_refused():
    before = desk.digest()
    for name, content in NO_PICTURES.items():
        sent = desk.fields()
        reply = desk.browser.post("/organize/new", sent, {"cover": ("cover.png", content)})
        assert reply.status == 422, "%s: %d" % (name, reply.status)
        assert len(reply.page.wrong.get("cover", "")) > 5, "%s: %r" % (name, reply.page.wrong)
        assert reply.page.fields["title"] == sent["title"], name
    assert desk.digest() == before, "something was stored"


def image_of(event):
    return sql(desk.server, "SELECT i.id, i.state, i.reason FROM event e JOIN image i ON i.id = e.cover_id "
               "WHERE e.id = %d" % number(event))[0]


def done(event):
    wait_until(desk.settled, 40, lambda: image_of(event))
    return image_of(event)


def a_picture_that_is_something_else_too_is_made_anew():
    evil = b"</script><script>alert(1)</script><?php echo 1 ?>PK\3\4"
    place = chunk(b"tEXt", b"Comment\0" + evil) + chunk(b"eXIf", b"MM\0*\0\0\0\x08" + b"GPS 38.7 -9.1" + bytes(20))
    event = desk.make({"cover": ("../../x.php;.png", png(800, 450, extra=place) + evil)})
    image, state, reason = done(event)
    assert state == "ready", reason
    names = [n for n in os.listdir(os.path.join(WORLD, "media")) if n.startswith(letters(int(image)))]
    assert len(names) >= 2, names
    for name in names:
        with open(os.path.join(WORLD, "media", name), "rb") as f:
            content = f.read()
        assert b"alert" not in content and b"GPS" not in content and b"<?php" not in content, name
        reply = Browser().get("/media/" + name)
        assert reply.status == 200 and reply.header("X-Content-Type-Options") == ["nosniff"], reply.headers
        assert reply.header("Content-Type")[0] in ("image/webp", "image/jpeg"), reply.headers


def a_broken_picture_is_stored_and_then_said_to_be():
    event = desk.make({"cover": ("cover.png", png(800, 450)[:33] + bytes(200))})
    _, state, reason = done(event)
    assert state == "refused" and reason, (state, reason)
    assert reason in desk.browser.get("/organize/e/" + event).page.words


# --- while one types ----------------------------------------------------------------------------------------

def draft(path, fields):
    reply = desk.browser.post(path, {**fields, "act": "save"}, {}, headers={"Accept": "application/json"})
    return reply, json.loads(reply.text)


def a_draft_is_kept_while_one_types_and_once():
    sent = desk.fields(title="Half a")
    first, said = draft("/organize/draft", sent)
    again, _ = draft("/organize/draft", {**sent, "title": "Half a title"})
    assert first.status == again.status == 200, (first.text, again.text)
    event = said["edit"].split("/")[3]
    assert desk.event(event, "title, state") == ("Half a title", "draft")
    assert sql(desk.server, "SELECT COUNT(*) FROM event WHERE title LIKE 'Half a%%' AND organizer_id = %d"
               % desk.organizer) == [("1",)]
    form = desk.browser.get(said["edit"]).page.fields
    reply, said = draft(said["draft"], {**form, "title": "A whole title"})
    assert reply.status == 200 and said["tickets"] == [form["tickets.0.id"]], reply.text
    stale, said = draft("/organize/e/%s/draft" % event, {**form, "title": "Of another tab"})
    assert stale.status == 409 and said["stale"], stale.text
    assert desk.event(event, "title") == ("A whole title",)


def what_is_wrong_with_a_draft_is_said_and_not_kept():
    event = desk.make()
    form = desk.browser.get("/organize/e/%s/edit" % event).page.fields
    before = desk.digest()
    reply, said = draft("/organize/e/%s/draft" % event, {**form, "ends": form["starts"]})
    assert reply.status == 422 and said["field"] == "ends" and said["error"], reply.text
    assert desk.digest() == before


# --- twice, and at once -----------------------------------------------------------------------------------

def a_form_sent_twice_makes_one_event():
    sent = desk.fields(title="Once is enough")
    first, second = (desk.browser.post("/organize/new", sent, {"cover": ("c.png", png(800, 450))}) for _ in range(2))
    assert first.status == second.status == 303 and first.location == second.location, (first.location, second.location)
    assert sql(desk.server, "SELECT COUNT(*) FROM event WHERE title = 'Once is enough' "
               "AND organizer_id = %d" % desk.organizer) == [("1",)]
    assert sql(desk.server, "SELECT COUNT(*) FROM image WHERE id NOT IN (SELECT cover_id FROM event WHERE "
               "cover_id IS NOT NULL) AND organizer_id = %d" % desk.organizer) == [("0",)], "a picture without event"


def who_changes_what_has_changed_meanwhile_hears_so():
    event = desk.make()
    path = "/organize/e/%s/edit" % event
    form = desk.browser.get(path).page.fields
    assert desk.browser.post(path, {**form, "act": "save", "title": "The first"}, {}).status == 303
    before = desk.digest()
    sent = {**form, "act": "save", "title": "The second"}
    reply = desk.browser.post(path, sent, {"cover": ("c.png", png(800, 450))})
    assert reply.status == 422 and "Somebody else has changed this event" in reply.page.words, reply.status
    assert reply.page.fields["title"] == "The second"
    assert desk.digest() == before, "something was stored"
    assert desk.event(event, "title") == ("The first",)
    assert desk.browser.post(path, {**reply.page.fields, "act": "save"}, {}).status == 303, "they have been told"
    assert desk.event(event, "title") == ("The second",)


# --- states ---------------------------------------------------------------------------------------------------

STATES = ("draft", "published", "cancelled", "postponed", "ended", "hidden", "removed")
MOVES = {
    ("draft", "publish"): "published", ("postponed", "publish"): "published",
    ("published", "withdraw"): "draft",
    ("published", "postpone"): "postponed",
    ("published", "cancel"): "cancelled", ("postponed", "cancel"): "cancelled",
    ("draft", "remove"): "removed", ("published", "remove"): "removed", ("postponed", "remove"): "removed",
    ("cancelled", "remove"): "removed", ("ended", "remove"): "removed",
}


def every_state_allows_what_it_should_and_nothing_else():
    event = desk.make(title="A thing of many states")
    proof = desk.browser.proof("/organize/new")
    for state in STATES:
        for act in ("publish", "withdraw", "postpone", "cancel", "remove"):
            desk.set(event, "state = '%s'" % state)
            before = desk.digest()
            reply = desk.browser.post("/organize/e/%s/state" % event,
                                      {"csrf": proof, "act": act, "confirm": "A thing of many states"})
            to = MOVES.get((state, act))
            what = "%s %s: %d" % (act, state, reply.status)
            assert desk.event(event, "state") == (to or state,), what
            if to:
                assert reply.status == 303 and desk.digest() != before, what
            else:
                assert reply.status in (410,) if state == "removed" else reply.status == 422, what
                assert desk.digest() == before, what


def what_cannot_be_undone_is_confirmed_by_its_title():
    event = desk.make(title="Not by accident", act="publish")
    for act in ("cancel", "remove"):
        for confirm in ("", "not by accident", "Not by accident."):
            reply = desk.act(event, act, confirm=confirm)
            assert reply.status == 422 and "confirm" in reply.page.wrong, (act, confirm, reply.status)
    assert desk.event(event, "state") == ("published",)


def what_is_not_whole_is_not_published():
    event = desk.make(category="", about="", venue="", city="", country="", latitude="", longitude="")
    before = desk.digest()
    reply = desk.act(event, "publish")
    assert reply.status == 422, reply.status
    for sentence in ("what kind of event", "Describe it", "where it is"):
        assert sentence in reply.page.words, sentence
    assert desk.digest() == before


# --- looking for something ------------------------------------------------------------------------------------

def whatever_is_looked_for_gets_an_answer():
    b = Browser()
    for q in ("%", "_", "\\", "%25%25", "'", '"', "\\'", "a" * 100, "a" * 101, "a" * 1000, "+x -y *z", "@title x", "x|y",
              "(((", ")))", "^x$", "x/2", "<<", "~x", "NEAR/3", "MAYBE", "x NOTNEAR/2 y", "=", "&&", "!!", "-", "\u6771\u4eac",
              "\U0001f389", " "):
        status = b.get("/discover?q=" + "".join("%%%02X" % c for c in q.encode())).status
        assert status == 200, (q, status)
    for query in ("q=%00", "q=%ff", "q=%c0%af", "q=a%e2%80%aeb", "where=nowhere-at-all", "when=never", "category=none", "from=x", "to=2031-02-30",
                  "from=2031-05-02&to=2031-05-01", "page=0", "page=-1", "page=41", "page=1e3", "from=9999-12-31", "from=1970-01-01&to=9999-12-31", "from=0000-00-00", "free=maybe", "x=y"):
        status = b.get("/discover?" + query).status
        assert status == 200, (query, status)
    assert b.get("/discover?q=a&q=b").status in (200, 400)


if __name__ == "__main__":
    desk = Desk()
    desk.make()  # so that there is a place to choose again
    tests = [t for n, t in list(globals().items()) if callable(t) and getattr(t, "__module__", "") == "__main__"
             and t.__code__.co_argcount == 0 and n not in ("done",)]
    try:
        run(tests)
    finally:
        desk.forget()
