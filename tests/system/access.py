#!/usr/bin/python3
# access.py: who may ask what, and how.  Every row of every routes.def is asked by nobody, by a stranger with
# an account, by members of the team and by its owner; signing in tells nothing and can be undone
# (ASSURANCE 2A, 2B).  In the world of ./dev check.  Prints TAP.

import html
import json
import os
import re
import urllib.parse

from world import Event, directory, letters, new_id, run, server_of, sql
from desk import Browser, Desk, SITE, User

TOP = os.environ.get("MARQUEE_SRCDIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
desk = stranger = None
CANARY = "Canary of the desk"


# --- the tables ----------------------------------------------------------------------------------------------

def routes(program):
    """word, path, who of every row."""
    with open(os.path.join(TOP, "handlers", program, "routes.def"), encoding="utf-8") as f:
        rows = re.findall(r"^(GET|FIND|POST|HOOK|RETURN)\(\s*(.*?)\s*\)$", f.read(), re.M)
    assert rows, program
    return [(word, row.split(",")[0].strip('"'), row.split(",")[-1].strip()) for word, row in rows]


def filled(path, event, session="0000000000001"):
    return path.replace("{event}", event).replace("{session}", session).replace("{handle}", desk.handle) \
        .replace("{part}", "pages.xml").replace("{organizer}", letters(desk.organizer)) \
        .replace("{account}", letters(desk.owner.id)).replace("{invitation}", letters(desk.organizer)) \
        .replace("{ticket}", letters(desk.organizer))


POLICIES = {"ANYONE", "SIGNED_IN", "signed_in_10min", "signed_in_12h", "can_create", "can_see", "can_edit", "can_run",
            "can_own", "can_choose", "can_admit", "can_export", "can_unsubscribe"}


def every_row_has_a_policy():
    for program in ("public", "account", "organizer", "health"):
        for word, path, who in routes(program):
            assert who in POLICIES, (program, path, who)
            assert program != "public" or word in ("GET", "FIND"), path
            assert program != "organizer" or who != "ANYONE", path


# --- who ----------------------------------------------------------------------------------------------------

def asked(b, word, path, event):
    """An answer to a row, asked as well as can be: with a proof, where there is one to be had."""
    where = filled(path, event)
    if word != "POST":
        return b.get(where)
    return b.post(where, {"csrf": b.proof(PROOFS[b]), "act": "publish", "about": "x", "title": CANARY})


PROOFS = {}


def nobody_gets_in():
    event, b = desk.make(title=CANARY), Browser()
    PROOFS[b] = "/account/sign-in"
    before = desk.digest()
    for word, path, who in routes("organizer") + [r for r in routes("account") if r[2] not in ("ANYONE", "can_unsubscribe")]:
        reply = asked(b, word, path, event)
        assert reply.status == 303 and reply.location.startswith("/account/sign-in"), (word, path, reply.status)
        assert CANARY not in reply.text, path
        if word == "GET":
            assert reply.location == "/account/sign-in?next=" + urllib.parse.quote(filled(path, event), safe=""), reply.location
    assert desk.digest() == before


def a_stranger_sees_nothing_of_it():
    event, b = desk.make(title=CANARY), stranger
    PROOFS[b] = "/account"
    before = desk.digest()
    # what is for everybody who is signed in; else it is not there for them, or (can_create) not for them
    expected = {"GET /organize": 200, "POST /organize/preview": 200, "GET /organize/profile/new": 200,
                "POST /organize/profile/new": 422}
    for word, path, who in routes("organizer"):
        reply = asked(b, word, path, event)
        otherwise = 403 if who == "can_create" else 404
        assert reply.status == expected.get("%s %s" % (word, path), otherwise), (word, path, reply.status)
        assert CANARY not in reply.text, path
        if "{event}" in path:  # and what does not exist looks the same
            other = asked(b, word, path, letters(new_id()))
            assert other.status == reply.status, path
            assert bare(other) == bare(reply), path
    assert desk.digest() == before


def bare(reply):
    """A page without what differs each time: its address, the request's id, the proof."""
    text = re.sub(r'name="csrf" value="[^"]*"', "", reply.text)
    return re.sub(r"[0-9a-f]{32}|[0-9a-hjkmnp-tv-z]{13}", "", text)


def the_owner_may_everything():
    event = desk.make(title=CANARY)
    for word, path, who in routes("organizer"):
        if word == "GET" and "{invitation}" not in path:  # that is for who was invited
            reply = desk.browser.get(filled(path, event))
            assert reply.status == 200, (path, reply.status)


def roles_may_what_they_should_and_from_the_next_request_on():
    event, user = desk.make(title=CANARY), User()
    desk.join(user, "viewer")
    b = user.browser()
    may = {"viewer": (200, 403), "finance": (200, 403), "manager": (200, 200), "owner": (200, 200), "scanner": (403, 403),
           "box_office": (403, 403)}
    known = sql(desk.server, "SELECT column_type FROM information_schema.columns WHERE table_schema = 'marquee_shard' "
                "AND table_name = 'team' AND column_name = 'role'")[0][0]
    for role, (see, edit) in may.items():
        if "'%s'" % role not in known:
            continue
        sql(desk.server, "UPDATE team SET role = '%s' WHERE account_id = %d" % (role, user.id))
        assert b.get("/organize/e/" + event).status == see, role
        assert b.get("/organize/e/%s/edit" % event).status == edit, role
        reply = b.post("/organize/e/%s/state" % event, {"csrf": b.proof("/account"), "act": "withdraw"})
        assert reply.status == (422 if edit == 200 else 403), (role, reply.status)
    sql(desk.server, "DELETE FROM team WHERE account_id = %d" % user.id)
    sql(server_of(user.id), "DELETE FROM membership WHERE account_id = %d" % user.id)
    assert b.get("/organize/e/" + event).status == 404


def one_team_does_not_touch_anothers_events():
    event, other = desk.make(title=CANARY), Desk(shard=2500)
    before = desk.digest()
    for path in ("/organize/e/%s", "/organize/e/%s/edit"):
        reply = other.browser.get(path % event)
        assert reply.status == 404 and CANARY not in reply.text, path
    for path, fields in (("/organize/e/%s/edit", other.fields(version="1")), ("/organize/e/%s/state", {"act": "remove", "confirm": CANARY})):
        fields = {**fields, "csrf": other.browser.proof("/organize/new")}
        assert other.browser.post(path % event, fields).status == 404, path
    assert desk.digest() == before
    other.forget()


# --- proof ----------------------------------------------------------------------------------------------------

def without_proof_nothing_is_done():
    event = desk.make(title=CANARY)
    b, before = desk.browser, desk.digest()
    good, foreign = b.proof("/organize/new"), stranger.proof("/account")
    nonce, _, mac = good.partition(".")
    for word, path, who in routes("organizer") + routes("account"):
        if word != "POST":
            continue
        where = filled(path, event)
        fields = {**desk.fields(), "act": "remove", "confirm": CANARY, "email": "a@b.example", "password": "x"}
        for proof in ("", "x", foreign, mac + "." + nonce, nonce + "." + mac[:-2], Browser().proof()):
            reply = b.post(where, {**fields, "csrf": proof})
            assert reply.status == 403, (path, proof, reply.status)
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": SITE + ".evil.example"},
                        {"Origin": "http" + SITE[5:]}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            reply = b.post(where, {**fields, "csrf": good}, headers=headers)
            assert reply.status == 403, (path, headers, reply.status)
    assert desk.digest() == before
    assert b.get("/organize").status == 200, "still signed in"


def asking_changes_nothing():
    event = desk.make(title=CANARY, act="publish")
    before = desk.digest()
    for program in ("public", "account", "organizer"):
        for word, path, who in routes(program):
            if word != "POST":
                desk.browser.get(filled(path, event) + "?act=remove&confirm=" + urllib.parse.quote(CANARY))
    assert desk.digest() == before


# --- how ------------------------------------------------------------------------------------------------------

def other_methods_are_refused_and_told_which():
    event = desk.make()
    words = {}
    for program in ("public", "account", "organizer"):
        for word, path, who in routes(program):
            words.setdefault((program, path), set()).add("POST" if word in ("POST", "HOOK") else "GET")
    for (program, path), known in words.items():
        where, b = filled(path, event), desk.browser if program != "public" else Browser()
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
            if method in known:
                continue
            reply = b.ask(method, where, b"" if method != "GET" else None, {"Origin": SITE})
            assert reply.status == 405, (method, where, reply.status)
            allow = set(", ".join(reply.header("Allow")).replace(" ", "").split(","))
            assert known <= allow and method not in allow, (method, where, allow)
            assert ("HEAD" in allow) == ("GET" in known), (where, allow)


def head_is_get_without_its_body():
    event = desk.make(act="publish")
    path = desk.event(event, "path")[0]
    desk.browser.get("/organize")  # says once what was done, and forgets it
    for where in ("/", path, "/discover?q=x", "/o/" + desk.handle, "/nothing", "/sitemap.xml", "/robots.txt", "/organize",
                  "/organize/new", "/account", "/organize/e/" + event, "/account/sign-in", "/de/discover"):
        got, head = desk.browser.get(where), desk.browser.ask("HEAD", where)
        assert head.status == got.status and head.body == b"", (where, head.status, got.status)
        assert head.header("Content-Type") == got.header("Content-Type"), where
        assert {k.lower() for k, _ in got.headers} - {k.lower() for k, _ in head.headers} <= {"transfer-encoding", "content-length", "age"}, where


def addresses_that_are_none_are_not_found():
    for path in ("/nothing", "/e", "/e/", "/e/x", "/e/0000000000000", "/e/" + "z" * 13, "/e/uuuuuuuuuuuuu", "/e/x/y", "/o/", "/o/nobody-of-this-name",
                 "/o/x/y", "/discover/x", "/sitemap/x", "/sitemap/2031-13.xml", "/sitemap/9999999999-99.xml", "/sitemap/2031-05-1.xml",
                 "/xx/discover", "/de/nothing", "/de/de/discover", "/organize/nothing", "/organize/e", "/account/nothing",
                 "/.git/config", "/..%2f..%2fetc/passwd", "/static/../marquee.conf", "/media/../marquee.conf", "/media/x.jpg"):
        b = desk.browser
        reply = b.get(path)
        assert reply.status in (404, 400), (path, reply.status)


def wrong_words_lead_to_the_right_ones():
    event = desk.make(title="The right words", act="publish")
    path, b = desk.event(event, "path")[0], Browser()
    for wrong in ("/e/" + event, "/e/wrong-words-" + event, "/e/THE-RIGHT-WORDS-" + event, path + "/", "/en" + path):
        reply = b.get(wrong)
        assert reply.status == 301 and reply.location == path, (wrong, reply.status, reply.location)
    assert b.get("/de/e/wrong-" + event).location == "/de" + path
    assert b.get(path).status == 200
    desk.change(event, title="Other words")
    reply = b.get("/e/some-" + event)
    assert reply.status == 301 and "other-words" in reply.location, reply.location


def what_is_not_public_is_not_found_and_what_is_gone_is_gone():
    event = desk.make(title="Comes and goes", act="publish")
    path = desk.event(event, "path")[0]
    for state, status in (("draft", 404), ("hidden", 404), ("removed", 410), ("cancelled", 200), ("postponed", 200), ("ended", 200)):
        desk.set(event, "state = '%s'" % state)
        where = "/e/%s-%s" % (state, event)  # nginx has no answer for these words
        reply = Browser().get(where)
        assert reply.status == (301 if status == 200 else status), (state, reply.status)
        assert status == 200 or "Comes and goes" not in reply.text, state


# --- what search engines are told -------------------------------------------------------------------------------

STATUS = {"published": "EventScheduled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}


def data_of(path):
    reply = Browser().get(path)
    assert reply.status == 200, (path, reply.status)
    scripts = [t for a, t in reply.page.scripts if a.get("type") == "application/ld+json"]
    assert len(scripts) == 1, len(scripts)
    return json.loads(scripts[0])["@graph"][0]


def structured_data_is_whole():
    for state, status in STATUS.items():
        event = Event(title="Whole " + state, state=state)
        path = sql(event.server, "SELECT path FROM event WHERE id = %d" % event.id)[0][0]
        d = data_of(path)
        assert d["@type"] == "MusicEvent" and d["name"] == "Whole " + state and d["url"] == SITE + path, d
        assert d["startDate"] == "2031-01-10T20:00:00+00:00" and d["endDate"] == "2031-01-10T22:00:00+00:00", d
        assert d["eventStatus"] == "https://schema.org/" + status, d
        assert d["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode", d
        assert d["location"]["@type"] == "Place" and d["location"]["name"] == "Hall of Tests", d
        assert d["location"]["address"]["addressLocality"] == "Lisbon" and d["location"]["address"]["addressCountry"] == "PT", d
        assert abs(d["location"]["geo"]["latitude"] - 38.7) < 1e-6 and abs(d["location"]["geo"]["longitude"] + 9.1) < 1e-6, d
        assert d["organizer"]["name"] == "Tests" and d["organizer"]["url"] == SITE + "/o/" + event.handle, d
        offer = d["offers"][0]
        assert offer["price"] == "12.00" and offer["priceCurrency"] == "EUR" and offer["url"].startswith(SITE), offer
        assert offer["availability"].startswith("https://schema.org/"), offer
        image = Browser().get(d["image"][0].removeprefix(SITE))
        assert image.status == 200 and image.header("Content-Type")[0].startswith("image/"), (d["image"], image.status)
        event.forget()


def structured_data_says_where_when_it_is_online():
    for mode in ("online", "hybrid"):
        event = desk.make(title="A screen", mode=mode, act="publish", zone="America/New_York", starts="2031-07-01T20:00",
                          ends="2031-07-01T21:00")
        path = desk.event(event, "path")[0]
        d = data_of(path)
        places = d["location"] if isinstance(d["location"], list) else [d["location"]]
        assert [p["@type"] for p in places] == (["VirtualLocation"] if mode == "online" else ["Place", "VirtualLocation"]), d
        assert places[-1]["url"] == SITE + path, d
        assert d["startDate"] == "2031-07-01T20:00:00-04:00" and d["endDate"] == "2031-07-01T21:00:00-04:00", d


# --- signing in ----------------------------------------------------------------------------------------------------

def signing_in_does_not_tell_who_is_here():
    known, unknown = User(), "u%s@example.net" % letters(new_id())
    locked = User()
    sql("db0", "UPDATE account SET state = 'locked' WHERE id = %d" % locked.id)
    sql("db1", "UPDATE account SET state = 'locked' WHERE id = %d" % locked.id)
    said = set()
    for email, password in ((known.email, "not this one"), (unknown, "not this one"), (locked.email, locked.password)):
        b = Browser()
        reply = b.sign_in(email, password)
        assert reply.status == 422, (email, reply.status)
        said.add(bare(reply).replace(html.escape(email), "").replace(email, ""))
    assert len(said) == 1, "answers differ"


def what_is_no_address_is_said_to_be_none():
    b = Browser()
    for email in ("", "x", "@", "a@", "@b", "a b@c.example", "a@b.example, c@d.example", "<a@b.example>", "a@b.example\r\nBcc: c@d.example",
                  "a@b.example\0", "a" * 65 + "@b.example", "a@" + "b" * 250 + ".example", "a@b..example", "a@-b.example"):
        reply = b.sign_in(email, "x")
        assert reply.status == 422 and "email" in reply.page.wrong, (email, reply.status, reply.page.wrong)


def passwords_are_taken_to_the_last_letter():
    user = User()
    for wrong in (user.password + " ", " " + user.password, user.password[:-1], user.password.upper(), user.password + "\0x"):
        assert Browser().sign_in(user.email, wrong).status == 422, wrong
    assert Browser().sign_in(user.email.upper(), user.password).status == 303, "addresses have no case here"


def who_tries_too_often_waits():
    directory("DELETE FROM rate")  # what the address has tried before
    for email in (User().email, "u%s@example.net" % letters(new_id())):
        b, answers = Browser(), []
        proof = b.proof()
        for _ in range(11):
            reply = b.post("/account/sign-in", {"email": email, "password": "wrong", "next": "", "csrf": proof}, patient=False)
            answers.append(reply.status)
        assert answers == [422] * 10 + [429], (email, answers)
        assert int(reply.header("Retry-After")[0]) > 0


def cookies_are_only_for_us():
    user = User()
    b = Browser()
    b.sign_in("nobody@example.net", "x")
    b.sign_in(user.email, user.password)
    b.post("/account/sign-out", {"csrf": b.proof("/account")})
    assert b.kept
    for line in b.kept + desk.browser.kept:
        parts = [p.strip() for p in line.split(";")]
        assert parts[0].startswith("__Host-"), line
        if parts[0] not in ("__Host-signed-in=1", "__Host-signed-in="):  # for scripts, and no secret
            assert "HttpOnly" in parts[1:], line
        assert {"Path=/", "Secure", "SameSite=Lax"} <= set(parts[1:]), line
        assert not any(p.lower().startswith("domain") for p in parts), line
    secrets = [line.split(";")[0].split("=", 1)[1] for line in b.kept if line.startswith("__Host-session=")]
    assert any(len(s) >= 13 + 1 + 43 for s in secrets), secrets


def session_cookie(b):
    return dict(b.cookies)


def is_in(cookies):
    b = Browser()
    b.cookies = dict(cookies)
    return b.get("/account").status == 200


def old_sessions_are_dead():
    user = User()
    b = Browser()
    b.get("/account/sign-in")
    visitor = session_cookie(b)
    assert b.sign_in(user.email, user.password).status == 303
    first = session_cookie(b)
    assert is_in(first) and not is_in(visitor)
    assert b.sign_in(user.email, user.password, proof=b.proof("/account")).status == 303
    second = session_cookie(b)
    assert first["__Host-session"] != second["__Host-session"] and is_in(second) and not is_in(first)
    reply = b.post("/account/confirm", {"csrf": b.proof("/account"), "password": user.password, "next": ""})
    third = session_cookie(b)
    assert reply.status == 303 and is_in(third) and not is_in(second)
    assert b.post("/account/sign-out", {"csrf": b.proof("/account")}).status == 303
    assert not is_in(third) and "__Host-session" not in b.cookies
    assert not is_in({"__Host-session": third["__Host-session"][:-1] + "A"})


def other_devices_are_signed_out():
    user = User()
    here, there, elsewhere = user.browser(), user.browser(), user.browser()
    ids = re.findall(r"/account/sessions/([0-9a-z]{13})/end", here.get("/account").text)
    assert len(ids) >= 2, ids
    other = [i for i in ids if there.cookies["__Host-session"].startswith(i)][0]
    proof = stranger.proof("/account")
    stranger.post("/account/sessions/%s/end" % other, {"csrf": proof})
    assert there.get("/account").status == 200, "a stranger ended it"
    assert here.post("/account/sessions/%s/end" % other, {"csrf": here.proof("/account")}).status == 303
    assert there.get("/account").status == 303 and elsewhere.get("/account").status == 200
    assert here.post("/account/sessions/end-others", {"csrf": here.proof("/account")}).status == 303
    assert elsewhere.get("/account").status == 303 and here.get("/account").status == 200


def a_form_of_before_signing_in_is_worth_nothing_after():
    user = User()
    b = Browser()
    before = b.proof()
    b.sign_in(user.email, user.password)
    assert b.post("/account/sign-out", {"csrf": before}).status == 403
    assert b.get("/account").status == 200


if __name__ == "__main__":
    desk = Desk()
    stranger = User().browser()
    tests = [every_row_has_a_policy, nobody_gets_in, a_stranger_sees_nothing_of_it, the_owner_may_everything,
             roles_may_what_they_should_and_from_the_next_request_on, one_team_does_not_touch_anothers_events,
             without_proof_nothing_is_done, asking_changes_nothing, other_methods_are_refused_and_told_which,
             head_is_get_without_its_body, addresses_that_are_none_are_not_found, wrong_words_lead_to_the_right_ones,
             what_is_not_public_is_not_found_and_what_is_gone_is_gone, structured_data_is_whole,
             structured_data_says_where_when_it_is_online, signing_in_does_not_tell_who_is_here,
             what_is_no_address_is_said_to_be_none, passwords_are_taken_to_the_last_letter, who_tries_too_often_waits,
             cookies_are_only_for_us, old_sessions_are_dead, other_devices_are_signed_out,
             a_form_of_before_signing_in_is_worth_nothing_after]
    try:
        run(tests)
    finally:
        desk.forget()
