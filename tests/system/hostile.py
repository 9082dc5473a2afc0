#!/usr/bin/python3
# hostile.py: text that wants to be more than text.  Every line of tests/data/xss.txt goes through every field
# that a page shows, and a page's skeleton stays what a harmless value gives it (ASSURANCE 2D).
# In the world of ./dev check.  Prints TAP.

import json
import os
import re
import urllib.parse

from world import Event, directory, letters, listing, new_id, run, sql, wait_until
from desk import Browser, Desk, SITE

DATA = os.path.join(os.environ.get("MARQUEE_SRCDIR") or os.path.join(os.path.dirname(__file__), "../.."), "tests/data")
desk = None
visitor = Browser()


def corpus():
    with open(os.path.join(DATA, "xss.txt"), encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f]
    return [line for line in lines if line and not line.startswith("# ")]


def batches(fields):
    """The corpus, a few values at a time, one for each field that is long enough; every value visits two fields."""
    values = corpus()
    for start in range(0, len(values), len(fields)):
        some = values[start:start + len(fields)]
        some += ["x"] * (len(fields) - len(some))
        yield dict(zip(fields, some))
        yield dict(zip(fields, some[1:] + some[:1]))


def safe(page, what):
    """Nothing on the page runs, loads or leads to what somebody typed."""
    for tag, a in page.elements:
        assert not [n for n in a if n.startswith("on") or n in ("style", "srcdoc", "formaction")], (what, tag, a)
        for name in ("href", "src", "action", "poster", "data", "srcset"):
            scheme = re.match(r"[\s\x00-\x1f]*([a-z][a-z0-9+.-]*)[\s\x00-\x1f]*:", a.get(name) or "", re.I)
            assert not scheme or scheme[1].lower() in ("http", "https", "mailto"), (what, tag, a)
        if tag == "script":
            assert a.get("src", "").startswith("/static/") or a.get("type") == "application/ld+json", (what, a)
    for a, text in page.scripts:
        if a.get("type") == "application/ld+json":
            assert "<" not in text and json.loads(text)["@context"] == "https://schema.org", what


# --- fields of an event ---------------------------------------------------------------------------------

FIELDS = {"title": 140, "summary": 300, "venue": 150, "street": 200, "city": 100, "cover_alt": 300}


def fits(values):
    return {f: v[:FIELDS[f]] for f, v in values.items()}


def what_is_typed_about_an_event_stays_text():
    event = desk.make(act="publish", title="benign 0", summary="benign", venue="benign", street="benign", city="benign")
    pages = ("/organize/e/%s" % event, "/organize/e/%s/edit" % event)
    plain = [desk.browser.get(p).page.skeleton() for p in pages] + [visitor.get(path_of(event)).page.skeleton()]
    for n, values in enumerate(batches(list(FIELDS))):
        values = fits(values)
        title = "%d %s" % (n, values["title"])
        reply = desk.change(event, **{**values, "title": title, "venue_id": ""})
        if reply.status == 422:  # it has a letter that no line may have
            safe(reply.page, values)
            assert reply.page.wrong or reply.page.summary, values
            continue
        assert reply.status == 303, (values, reply.status)
        shown = [desk.browser.get(p).page for p in pages] + [visitor.get(path_of(event)).page]
        for before, page in zip(plain, shown):
            safe(page, values)
            # Places once used are offered again: the editor grows by an option.
            now = [e for e in page.skeleton() if e[0] != "option"]
            then = [e for e in before if e[0] != "option"]
            if now != then:
                raise AssertionError("%r: %r" % (values, [x for x in zip(now, then) if x[0] != x[1]][:2]))
        data = [json.loads(t) for a, t in shown[2].scripts if a.get("type") == "application/ld+json"][0]
        assert data["@graph"][0]["name"] == title.strip(), (title, data["@graph"][0]["name"])


def path_of(event):
    return desk.event(event, "path")[0]


ALLOWED = {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "h2", "del"}


def a_description_is_only_what_markdown_may_say():
    values = [re.sub("[\x00-\x08]", "", v) for v in corpus()]
    for start in range(0, len(values), 8):
        about = "\n\npara\n\n".join(values[start:start + 8])
        reply = desk.browser.post("/organize/preview", {"csrf": PROOF, "about": about})
        assert reply.status == 200, (about, reply.status)
        page = reply.page
        safe(page, about)
        for tag, a in page.elements:
            assert tag in ALLOWED, (about, tag)
            assert set(a) <= {"href", "rel", "start"}, (about, tag, a)
    whole = "\n\n".join(corpus())
    event = desk.make(about=whole[:20000])
    assert desk.act(event, "publish").status == 303
    safe(visitor.get(path_of(event)).page, "all of it")


def names_of_organizers_stay_text():
    values = ["benign"] + [v for v in corpus() if len(v) <= 100]
    ids = [new_id(100) for _ in values]
    directory("INSERT INTO handle_claim (handle, organizer_id) VALUES "
              + ", ".join("('h-%s', %d)" % (letters(i), i) for i in ids))
    sql("db0", "INSERT INTO organizer (id, handle, name, summary, about, website) VALUES "
        + ", ".join("(%d, 'h-%s', '%s', '%s', '%s', 'https://good.example/')"
                    % (i, letters(i), quoted(v), quoted(v), quoted(v)) for i, v in zip(ids, values)))
    before = None
    for i, value in zip(ids, values):
        page = visitor.get("/o/h-" + letters(i)).page
        safe(page, value)
        before = before or page.skeleton()
        assert page.skeleton() == before, value
        assert " ".join(value.split()) in " ".join(page.words.split()), value
    sql("db0", "DELETE FROM organizer WHERE handle LIKE 'h-%'")
    directory("DELETE FROM handle_claim WHERE handle LIKE 'h-%'")


def quoted(value):
    return value.replace("\\", "\\\\").replace("'", "\\'")


def cards_of_events_stay_text():
    other = Desk(shard=3000)
    titles = [v for v in corpus() if len(v) <= 100 and "\t" not in v][::20]
    for title in titles:
        other.make(act="publish", title=title, venue=title, city=title, street=title)
    wait_until(lambda: listing("SELECT COUNT(*) FROM listing WHERE organizer_id = %d" % other.organizer)[0][0]
               == str(len(titles)), 30, "they are listed")
    for path in ("/o/" + other.handle, "/de/o/" + other.handle, "/organize", "/discover?category=music&from=2031-05-01&to=2031-05-01"):
        page = other.browser.get(path).page
        safe(page, path)
        for title in titles:
            assert " ".join(title.split()) in " ".join(page.words.split()), (path, title)
    other.forget()


# --- what is looked for -------------------------------------------------------------------------------------

def what_is_looked_for_stays_text():
    def skeleton(page):
        """Without what was found, which differs."""
        return {(tag, tuple(a)) for tag, a in page.skeleton()}

    known = skeleton(visitor.get("/discover?q=zzzzqqq").page) | skeleton(visitor.get("/discover?q=a&where=zzzqq").page) \
        | skeleton(visitor.get("/discover").page) | skeleton(visitor.get("/discover?q=the&category=music").page)
    for value in corpus():
        for field in ("q", "where"):
            reply = visitor.get("/discover?%s=%s" % (field, urllib.parse.quote(value[:100])))
            assert reply.status == 200, (value, reply.status)
            page = reply.page
            safe(page, value)
            assert skeleton(page) <= known, (field, value, skeleton(page) - known)


def what_is_typed_to_sign_in_stays_text():
    proof = visitor.proof()
    before = None
    for value in ["benign"] + corpus()[::3]:
        reply = visitor.post("/account/sign-in", {"email": value, "password": value, "next": value[:300], "csrf": proof})
        assert reply.status == 422, (value, reply.status)
        safe(reply.page, value)
        shape = {(tag, tuple(a)) for tag, a in reply.page.skeleton()}
        before = before or shape
        assert shape == before, (value, shape ^ before)
        assert not reply.page.fields["password"], value


# --- addresses and headers ------------------------------------------------------------------------------------

ELSEWHERE = ("//evil.example", "/\\evil.example", "/%09/evil.example", "https:evil.example", "https://evil.example/", "\\\\evil.example",
             "/%2f/evil.example", "/%5cevil.example", "///evil.example", "/\t/evil.example", "/../..//evil.example",
             "javascript:alert(1)", "http:/evil.example", "evil.example", "/%0d%0aSet-Cookie:x=y", "/x\r\nSet-Cookie: x=y",
             "/e/x\r\n\r\n<script>", "@evil.example", "/@evil.example:80//", "?next=//evil.example", "#//evil.example", "/.//evil.example")


def nobody_is_sent_elsewhere():
    for to in ELSEWHERE:
        b = Browser()
        reply = b.sign_in(desk.owner.email, desk.owner.password, to)
        assert reply.status in (303, 422), (to, reply.status)
        where = urllib.parse.urljoin(SITE + "/account/sign-in", "".join(reply.header("Location")))
        assert where == SITE or where.startswith(SITE + "/"), (to, where)
        assert not reply.header("x") and all("x=y" not in c for c in reply.header("Set-Cookie")), to
        page = b.get("/account/sign-in?next=" + urllib.parse.quote(to))
        assert page.status == 200, (to, page.status)
        safe(page.page, to)


def no_address_makes_a_header():
    event = Event(title="Where it is")
    for tail in ("%0d%0aX-Evil:%20yes", "%0aX-Evil:yes", "%0d", "%00", "%e5%98%8a%e5%98%8dX-Evil:yes", "\u560a\u560d"):
        for path in ("/e/%s-%s" % (tail, letters(event.id)), "/o/" + tail, "/discover?q=" + tail, "/organize/e/" + tail,
                     "/en/e/%s-%s" % (tail, letters(event.id)), "/organize?x=" + tail, "/" + tail):
            reply = visitor.get(urllib.parse.quote(path, safe="/?=%:"))
            assert reply.status < 500, (path, reply.status)
            assert not reply.header("X-Evil"), path
            assert all("\r" not in v and "\n" not in v for _, v in reply.headers), path
    event.forget()


def error_pages_tell_nothing():
    telling = re.compile(r"/work|/var/|/usr/|/home|SELECT |marquee_|[Mm]aria|[Mm]y[Ss][Qq][Ll]|nginx/|\.c:\d|\.cs\b|fcgi|searchd|0x[0-9a-f]{6}")
    b = desk.browser
    for reply in (visitor.get("/nothing"), visitor.get("/e/0000000000000"), visitor.ask("PUT", "/"), visitor.get("/%ff"),
                  visitor.get("/o/%00"), b.post("/organize/new", {"csrf": "x"}), b.get("/organize/e/zzzzzzzzzzzzz"),
                  b.post("/organize/new", desk.fields(key="x"), {}),
                  b.post("/account/sign-in", [("email", "x" * 70000)]), visitor.get("/" + "x" * 9000)):
        assert reply.status >= 400, reply.status
        found = telling.search(re.sub(r"<(link|script|meta)[^>]*>|https?://\S+", "", reply.text))
        assert not found, (reply.status, found)
        assert all(not re.search(r"\d+\.\d+", v) for v in reply.header("Server")) and not reply.header("X-Powered-By")


if __name__ == "__main__":
    desk = Desk()
    PROOF = desk.browser.proof("/organize/new")
    try:
        run([what_is_typed_about_an_event_stays_text, a_description_is_only_what_markdown_may_say,
             names_of_organizers_stay_text, cards_of_events_stay_text, what_is_looked_for_stays_text, what_is_typed_to_sign_in_stays_text,
             nobody_is_sent_elsewhere, no_address_makes_a_header, error_pages_tell_nothing])
    finally:
        desk.forget()
