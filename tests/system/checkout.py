#!/usr/bin/python3
# checkout.py: what a visitor does and what a visitor tries: from the choice of tickets to the tickets, every state on
# the way there, and every form of it with what nobody typed into it.

import concurrent.futures
import html
import re
import secrets
import urllib.parse

from world import Event, WORLD, letters, mail_to, new_id, run, sql, wait_until
from desk import SITE, Browser, User


class Show(Event):
    """A published event with free tickets, of which so many are left."""

    every = []

    def __init__(self, cap=50, shard=100, **columns):
        super().__init__("An evening for visitors", shard)
        self.every.append(self)
        self.path = "/e/test-" + letters(self.id)
        self.n = "n_" + letters(self.type)
        sql(self.server, "UPDATE ticket_type SET kind = 'free', price = 0 WHERE id = %d; UPDATE quota SET capacity = %d "
            "WHERE id = %d; UPDATE stock_slot SET cap = %d WHERE quota_id = %d"
            % (self.type, cap, self.quota, cap, self.quota))
        for column, value in columns.items():
            self.set_type("%s = %s" % (column, value))

    def set_type(self, what):
        sql(self.server, "UPDATE ticket_type SET %s WHERE id = %d" % (what, self.type))

    def set_event(self, what):
        sql(self.server, "UPDATE event SET %s, version = version + 1 WHERE id = %d" % (what, self.id))

    def stock(self):
        return tuple(int(n) for n in sql(self.server, "SELECT SUM(held), SUM(sold) FROM stock_slot WHERE quota_id = %d" % self.quota)[0])

    def ask(self, kind, label="Tell us", required=0, asked="ticket", options="[]"):
        question = new_id(self.id >> 51)
        sql(self.server, "INSERT INTO question (id, event_id, organizer_id, position, label, kind, required, asked, options) VALUES "
            "(%d, %d, %d, %d, '%s', '%s', %d, '%s', '%s')" % (question, self.id, self.organizer, question & 0xffff, label, kind,
            required, asked, options))
        return letters(question)

    def orders(self):
        return sql(self.server, "SELECT id, state, email, name, tickets, total, account_id FROM orders WHERE event_id = %d" % self.id)

    def tickets(self):
        return sql(self.server, "SELECT name, email, state, position, revision FROM ticket WHERE event_id = %d ORDER BY order_id, position" % self.id)


def hold(show, n=1, b=None, **more):
    return (b or Browser()).post("/checkout/hold", {"event": letters(show.id), show.n: str(n), **more})


def held(show, n=1, b=None):
    """An order that is held: its path, and whose browser it is."""
    b = b or Browser()
    reply = hold(show, n, b)
    assert reply.status == 303 and reply.location.startswith("/checkout/"), (reply.status, reply.page.wrong)
    return reply.location, b


def details(b, path, **fields):
    page = b.get(path).page
    return b.post(path, {"csrf": page.fields["csrf"], "key": page.fields["key"], "name": "Ada Lovelace",
                         "email": "ada@example.org", **fields})


def registered(show, n=1, b=None, **fields):
    path, b = held(show, n, b)
    reply = details(b, path, **fields)
    assert reply.status == 303 and reply.location == path, (reply.status, reply.page.wrong)
    return path, b


def ticket_paths(b, path):
    """Addresses of the tickets that an order's page leads to, each once."""
    found = re.findall(r'href="(/checkout/ticket/[0-9a-z]{13}-[0-9a-z]{26})/transfer"', b.get(path).text)
    return list(dict.fromkeys(found))


def key():
    return secrets.token_urlsafe(16)


# --- the way there ---------------------------------------------------------------------------------------------

def from_the_choice_to_the_tickets():
    show = Show()
    page = Browser().get(show.path)
    assert page.status == 200 and page.page.fields[show.n] == "1", page.page.fields
    assert "csrf" not in page.page.fields and 'action="/checkout/hold"' in page.text
    path, b = held(show, 2)
    assert show.stock() == (2, 0)
    reply = b.get(path)
    assert reply.status == 200 and "held for you for another" in reply.text and "15 minutes" in reply.text
    assert "2 × Seat" in reply.text
    assert details(b, path).location == path
    assert show.stock() == (0, 2)
    reply = Browser().get(path)  # a guest's address is all it takes
    assert reply.status == 200 and "You are registered." in reply.text
    assert reply.text.count("data:image/svg+xml") == 2 and "Registered." in reply.text
    assert reply.text.index("data:image/svg+xml") < reply.text.index("What happened") < reply.text.index("Change something")
    assert [t[:3] for t in show.tickets()] == [("Ada Lovelace", "ada@example.org", "valid")] * 2
    for code in sql(show.server, "SELECT code FROM ticket WHERE event_id = %d" % show.id):
        assert "%s %s" % (code[0][:5], code[0][5:]) in reply.text
    assert "calendar.google.com" in reply.text and "outlook.live.com" in reply.text


def what_is_handed_out_opens_with_the_same_secret():
    show = Show()
    path, b = registered(show)
    ticket = ticket_paths(b, path)[0]
    for address, kind, start in ((path + "/tickets.pdf", "application/pdf", b"%PDF-"),
                                 (path + "/calendar.ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR"),
                                 (ticket + "/ticket.pdf", "application/pdf", b"%PDF-"),
                                 (ticket + "/calendar.ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR")):
        reply = Browser().get(address)
        assert reply.status == 200 and reply.header("Content-Type") == [kind] and reply.body.startswith(start), address
        assert reply.header("Cache-Control") == ["no-store"] and "attachment" in reply.header("Content-Disposition")[0]
        wrong = re.sub(r"-[0-9a-z]{26}", "-" + "0" * 26, address)
        assert Browser().get(wrong).status == 404, wrong


def its_pages_are_kept_nowhere_and_tell_no_other_site():
    show = Show()
    path, b = registered(show)
    for address in (path, ticket_paths(b, path)[0]):
        reply = b.get(address)
        assert reply.header("Cache-Control") == ["no-store"]
        assert reply.header("Referrer-Policy") == ["same-origin"]
        assert '<meta name="robots" content="noindex">' in reply.text
        assert 'rel="noopener noreferrer"' in reply.text


def no_secret_is_in_the_log():
    show = Show()
    path, b = registered(show)
    ticket = ticket_paths(b, path)[0]
    b.get("/de" + ticket)
    b.get(path + "/calendar.ics")

    def log():
        with open(WORLD + "/log/nginx.access.log") as f:
            return f.read()
    wait_until(lambda: letters_of(ticket) in log(), 10, "the log has the ticket's page")
    for secret in (path.rsplit("-", 1)[1], ticket.rsplit("-", 1)[1]):
        assert secret not in log()


def letters_of(path):
    return path.rsplit("/", 1)[1].split("-")[0]


def in_german():
    show = Show()
    b = Browser()
    reply = b.post("/de/checkout/hold", {"event": letters(show.id), show.n: "1"})
    assert reply.location.startswith("/de/checkout/")
    assert "für dich zurückgelegt" in b.get(reply.location).text
    assert details(b, reply.location).location == reply.location
    assert "Du bist angemeldet." in b.get(reply.location).text
    assert sql(show.server, "SELECT language FROM orders WHERE event_id = %d" % show.id) == [("de",)]


def who_is_signed_in_need_not_type_it():
    show, user = Show(), User()
    b = user.browser()
    path, b = held(show, 1, b)
    fields = b.get(path).page.fields
    assert fields["name"] == "Una Test" and fields["email"] == user.email
    assert details(b, path, name="Una Test", email=user.email).status == 303
    assert show.orders()[0][6] == str(user.id)


def what_is_mailed_opens_what_it_says():
    show, email = Show(cap=1), "mail%s@example.org" % letters(new_id())
    path, b = registered(show, email=email)
    first = wait_until(lambda: mail_to(email), 40, "the tickets are mailed")[0]
    assert path in first.get_body(("plain",)).get_content().replace("=\n", "") and path in first.get_body(("html",)).get_content()
    assert "application/pdf" in [part.get_content_type() for part in first.walk()]
    waiting = "wait%s@example.org" % letters(new_id())
    ask = {"event": letters(show.id), "ticket_type": letters(show.type), "quantity": "1", "name": "Ada", "email": waiting}
    assert Browser().post("/checkout/waitlist", ask).status == 200
    words = wait_until(lambda: mail_to(waiting), 40, "the entry's address is mailed")[0].get_body(("plain",)).get_content()
    entry = re.search(r"/checkout/waitlist/[0-9a-z]{13}-[0-9a-z]{26}", words).group()
    page = b.get(entry)
    assert page.status == 200 and "You are on the waitlist" in page.text
    assert b.post(entry + "/leave", {"csrf": page.page.fields["csrf"]}).location == entry
    assert "You have left the waitlist" in b.get(entry).text and entries(show)[0][3] == "left"


def the_story_tells_what_became_of_the_event():
    show = Show()
    path, b = registered(show)
    for deed_, words in (("event_postpone", "The event was postponed."), ("event_cancel", "The event was cancelled.")):
        sql(show.server, "INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id) VALUES (%d, 0, %d, '%s', %d)"
            % (new_id(show.id >> 51), show.organizer, deed_, show.id))
        assert words in b.get(path).text


# --- sending it twice --------------------------------------------------------------------------------------------

def thirty_clicks_are_one_order():
    show = Show()
    path, b = held(show, 2)
    page = b.get(path).page
    fields = {"csrf": page.fields["csrf"], "key": page.fields["key"], "name": "Ada", "email": "ada@example.org"}
    with concurrent.futures.ThreadPoolExecutor(30) as pool:
        replies = list(pool.map(lambda _: b.post(path, fields), range(30)))
    assert {(r.status, r.location) for r in replies} == {(303, path)}, {r.status for r in replies}
    assert [o[1] for o in show.orders()] == ["paid"] and len(show.tickets()) == 2
    assert sql(show.server, "SELECT COUNT(*) FROM audit WHERE organizer_id = %d AND deed = 'order_register'" % show.organizer) == [("1",)]
    assert show.stock() == (0, 2)


def two_tabs_are_one_order():
    show = Show()
    path, b = held(show)
    first, second = b.get(path).page.fields, b.get(path).page.fields
    assert first["key"] != second["key"]
    for page, name in ((first, "First"), (second, "Second")):
        reply = b.post(path, {"csrf": page["csrf"], "key": page["key"], "name": name, "email": "ada@example.org"})
        assert (reply.status, reply.location) == (303, path)
    assert [t[0] for t in show.tickets()] == ["First"]


def thirty_at_once_for_the_last_one():
    show = Show(cap=1)
    with concurrent.futures.ThreadPoolExecutor(30) as pool:
        replies = list(pool.map(lambda _: hold(show), range(30)))
    assert sorted(r.status for r in replies) == [303] + [422] * 29, sorted(r.status for r in replies)
    assert show.stock() == (1, 0)


def one_person_gets_what_one_person_may():
    show = Show(max_per_person=4, max_per_order=4)
    paths = [held(show, 2) for _ in range(6)]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda p: details(p[1], p[0]), paths))
    assert sorted(r.status for r in replies) == [303] * 2 + [422] * 4, [r.status for r in replies]
    assert len(show.tickets()) == 4
    wrong = [r for r in replies if r.status == 422][0].page
    assert "more of “Seat” than one person may have" in wrong.wrong["email"], wrong.wrong


# --- bad input -----------------------------------------------------------------------------------------------------

def quantities_nobody_can_want():
    show = Show()
    for n in ("-1", "0", "", "101", "11", "2147483648", "9223372036854775808", "1e3", " 1", "１", "0x1", "1.0", "1\n", "+1", "one"):
        reply = hold(show, n)
        assert reply.status == 422, (n, reply.status)
        assert reply.page.summary, n
    assert show.orders() == [] and show.stock() == (0, 0)
    assert Browser().post("/checkout/hold", [("event", letters(show.id)), (show.n, "1"), (show.n, "2")]).status == 422
    other = Show()
    assert hold(show, 0, **{other.n: "1"}).status == 422, "another event's ticket"
    assert show.orders() == [] and other.orders() == []


def events_nobody_can_want():
    for event in ("", "x", letters(new_id()), "zzzzzzzzzzzzz", "0" * 13, "../../etc"):
        reply = Browser().post("/checkout/hold", {"event": event, "n_" + letters(new_id()): "1"})
        assert reply.status == 404, (event, reply.status)


def forms_from_elsewhere_are_refused():
    show = Show()
    body = {"event": letters(show.id), show.n: "1"}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        for path in ("/checkout/hold", "/checkout/waitlist"):
            assert Browser().post(path, body, headers=headers).status == 403, headers
    path, b = held(show)
    page = b.get(path).page.fields
    good = {"key": page["key"], "name": "A", "email": "a@example.org"}
    for csrf in ("", "x", Browser().proof("/account/sign-in")):
        assert b.post(path, {**good, "csrf": csrf}).status == 403
    assert [o[1] for o in show.orders()] == ["held"]


def fields_that_are_not_on_the_form_do_nothing():
    show = Show()
    columns = [c[0] for c in sql(show.server, "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = "
                                 "'marquee_shard' AND table_name IN ('orders', 'ticket', 'hold', 'order_line')")]
    extra = {c: "7" for c in columns if c not in ("name", "email", "language")}
    extra.update(state="paid", total="-1", price="-5", is_admin="1", role="owner", expires_at="2099-01-01")
    b = Browser()
    reply = hold(show, 1, b, **{**extra, "event_id": "1"})
    assert reply.status == 303
    path = reply.location
    id, state, email, _, tickets, total, account = show.orders()[0]
    assert (state, email, tickets, total, account) == ("held", "", "1", "0", "NULL")
    assert details(b, path, **extra).status == 303
    id, state, email, name, tickets, total, account = show.orders()[0]
    assert (state, email, name, tickets, total, account) == ("paid", "ada@example.org", "Ada Lovelace", "1", "0", "NULL")
    assert [t[2:] for t in show.tickets()] == [("valid", "1", "1")]


def what_is_wrong_is_said_beside_it_and_nothing_is_lost():
    show = Show()
    path, b = held(show, 2)
    for fields, blamed in (({"name": ""}, "name"), ({"email": "ada"}, "email"), ({"name": "x" * 101}, "name"),
                           ({"email": "a@b.example\r\nBcc: c@d.example"}, "email"), ({"name": "a\u202eb"}, "name"),
                           ({"who": "each", "email_2": "nobody"}, "email_2"), ({"who": "nobody"}, "who")):
        reply = details(b, path, **fields)
        assert reply.status == 422 and blamed in reply.page.summary, (fields, reply.status, reply.page.summary)
    reply = details(b, path, email="ada", who="each", name_1="Eve", email_2="x@example.org")
    fields = reply.page.fields
    assert (fields["name"], fields["email"], fields["name_1"], fields["email_2"]) == ("Ada Lovelace", "ada", "Eve", "x@example.org")
    assert show.tickets() == []
    hostile = '"><script>alert(1)</script>'
    assert details(b, path, name=hostile, email="x").page.fields["name"] == hostile
    assert "<script>alert" not in details(b, path, name=hostile, email="x").text
    assert details(b, path, name=hostile).status == 303
    assert "<script>alert" not in b.get(path).text and html.escape(hostile, quote=False).replace(">", "&gt;") in b.get(path).text.replace("&#34;", '"').replace("&quot;", '"')


def questions_take_what_they_offer():
    show = Show()
    text = show.ask("text", "Allergies")
    one = show.ask("choice", "Size", 1, "ticket", '["S", "M"]')
    many = show.ask("choices", "Sessions", 0, "ticket", '["Morning", "Evening"]')
    flag = show.ask("flag", "Rules", 1, "order")
    lines = show.ask("lines", "Anything else", 0, "order")
    path, b = held(show, 2)
    reply = details(b, path)
    assert reply.status == 422 and set(reply.page.summary) == {"a_" + one, "a_" + flag}, reply.page.summary
    assert "Please answer “Size”." in reply.page.wrong["a_" + one] and "Please tick “Rules”." in reply.page.wrong["a_" + flag]
    good = {"a_" + one: "M", "a_" + flag: "1"}
    for wrong in ({"a_" + one: "XXL"}, {"a_" + flag: "2"}, {"a_%s_0" % many: "Evening"}, {"a_" + text: "x" * 301},
                  {"a_" + lines: "x" * 2001}, {"a_" + text: "a\x07b"}):
        reply = details(b, path, **{**good, **wrong})
        assert reply.status == 422 and [f for f in reply.page.summary if f.startswith(list(wrong)[0])], (wrong, reply.page.summary)
    assert details(b, path, **good, **{"a_%s_0" % many: "Morning", "a_%s_1" % many: "Evening", "a_" + lines: "One\r\nTwo",
                                       "a_%s_2" % many: "Night"}).status == 303
    answers = sql(show.server, "SELECT a.position, q.label, REPLACE(a.value, '\\n', '|') FROM answer a JOIN question q ON "
                  "q.id = a.question_id WHERE q.event_id = %d ORDER BY 1, 2" % show.id)
    assert answers == [("0", "Anything else", "One|Two"), ("0", "Rules", "1"), ("1", "Sessions", "Morning|Evening"), ("1", "Size", "M"),
                       ("2", "Sessions", "Morning|Evening"), ("2", "Size", "M")], answers
    assert "Your answers" in b.get(path).text


def each_ticket_may_have_its_own():
    show = Show()
    one = show.ask("choice", "Size", 1, "ticket", '["S", "M"]')
    path, b = held(show, 2)
    fields = {"who": "each", "name_2": "Bo", "email_2": "Bo@Example.org", "t1_" + one: "S", "a_" + one: ""}
    reply = details(b, path, **fields)
    assert reply.status == 422 and reply.page.summary == ["t2_" + one], reply.page.summary
    assert details(b, path, **fields, **{"t2_" + one: "M"}).status == 303
    assert [t[:2] for t in show.tickets()] == [("Ada Lovelace", "ada@example.org"), ("Bo", "bo@example.org")]


def many_tickets_are_asked_at_once():
    show = Show(cap=500, max_per_order=100)
    show.ask("text", "Name of your dog", 1)
    path, b = held(show, 100)
    page = b.get(path)
    assert "name_1" not in page.page.fields and len(page.page.fields) < 30
    field = [f for f in page.page.fields if f.startswith("a_")][0]
    assert details(b, path, **{field: "Rex"}).status == 303
    assert len(show.tickets()) == 100 and show.stock() == (0, 100)


# --- what is not to be had -----------------------------------------------------------------------------------------

def every_state_says_so():
    """On the event's page as on ours, and nothing is held."""
    for kind, what, words in (
            ("type", "sale_starts_at = '2031-01-05 10:00'", "On sale from"),
            ("type", "sale_ends_at = '2020-01-01'", "No longer on sale"),
            ("type", "state = 'paused'", "Paused by the organizer"),
            ("type", "kind = 'fixed', price = 1200", "Not on sale yet"),
            ("event", "state = 'cancelled'", "This event is cancelled."),
            ("event", "state = 'postponed'", "This event is postponed.")):
        show = Show()
        (show.set_type if kind == "type" else show.set_event)(what)
        public, ours = Browser().get(show.path), Browser().get("/checkout/hold?event=" + letters(show.id))
        for page in (public, ours):
            assert page.status == 200 and words in page.text, (what, page.status)
            assert show.n not in page.page.fields, what
        reply = hold(show)
        assert reply.status == 422, (what, reply.status)
        assert show.orders() == [] and show.stock() == (0, 0)
    show = Show()
    sql(show.server, "UPDATE occurrence SET starts_at = '2020-01-01', ends_at = '2020-01-02', starts_wall = '2020-01-01', "
        "ends_wall = '2020-01-02' WHERE event_id = %d" % show.id)
    assert "This event is over." in Browser().get(show.path).text
    assert hold(show).status == 422 and show.orders() == []
    for state, status in (("draft", 404), ("hidden", 404), ("removed", 410)):
        show = Show()
        show.set_event("state = '%s'" % state)
        assert hold(show).status == status, state
        assert Browser().get("/checkout/hold?event=" + letters(show.id)).status == status


def what_opens_when_is_said_in_the_zone_of_the_event():
    show = Show()
    show.set_event("time_zone = 'Asia/Tokyo'")
    show.set_type("sale_starts_at = '2031-01-05 10:00'")
    assert "Sun 5 Jan 2031, 19:00 · Asia/Tokyo" in Browser().get(show.path).text


def what_is_gone_leads_on():
    show = Show(cap=3)
    reply = hold(show, 4)
    assert reply.status == 422 and "You chose 4 of “Seat”, and 3 are left." in reply.page.wrong[show.n], reply.page.wrong
    registered(show, 3)
    reply = hold(show)
    assert reply.status == 422 and "has just been taken" in reply.page.wrong[show.n]
    assert "Join the waitlist" in reply.text and 'action="/checkout/waitlist"' in reply.text
    page = Browser().get(show.path).text
    assert "Sold out" in page and "Join the waitlist" in page and show.n not in page


def the_rules_of_the_ticket_are_said():
    show = Show(min_per_order=2, max_per_order=4)
    for n, words in ((1, "at least 2"), (5, "at most 4")):
        reply = hold(show, n)
        assert reply.status == 422 and words in reply.page.wrong[show.n], reply.page.wrong
    assert Browser().get(show.path).page.fields[show.n] == "2"


# --- time runs out -------------------------------------------------------------------------------------------------------

def lapse(show):
    sql(show.server, "UPDATE orders SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE event_id = {0} AND state = 'held'; UPDATE hold SET "
        "expires_at = NOW(3) - INTERVAL 1 SECOND WHERE order_id IN (SELECT id FROM orders WHERE event_id = {0})".format(show.id))


def who_is_late_gets_it_if_nobody_took_it():
    show = Show(cap=1)
    path, b = held(show)
    fields = b.get(path).page.fields
    lapse(show)
    assert "Your time is up" in b.get(path).text
    reply = b.post(path, {"csrf": fields["csrf"], "key": fields["key"], "name": "Ada", "email": "ada@example.org"})
    assert (reply.status, reply.location) == (303, path)
    assert show.stock() == (0, 1) and "You are registered." in b.get(path).text


def who_is_too_late_hears_so():
    show = Show(cap=1)
    path, b = held(show)
    fields = b.get(path).page.fields
    lapse(show)
    registered(show, email="fast@example.org")
    reply = b.post(path, {"csrf": fields["csrf"], "key": fields["key"], "name": "Ada", "email": "ada@example.org"})
    assert reply.status == 422 and "Your time is up" in reply.text and "others have taken" in reply.text, reply.status
    assert show.stock() == (0, 1) and [t[1] for t in show.tickets()] == ["fast@example.org"]


def what_ran_out_can_be_tried_again():
    show = Show(cap=2)
    path, b = held(show, 2)
    lapse(show)
    page = b.get(path)
    reply = b.post(path + "/again", {"csrf": page.page.fields["csrf"]})
    assert reply.status == 303 and reply.location.startswith("/checkout/") and reply.location != path
    assert details(b, reply.location).status == 303
    assert show.stock() == (0, 2)


def starting_over_gives_it_back():
    show = Show(cap=1)
    path, b = held(show)
    assert hold(show).status == 422
    reply = b.post(path + "/start-over", {"csrf": b.get(path).page.fields["csrf"]})
    assert reply.status == 303 and reply.location == show.path
    assert show.stock() == (0, 0)
    assert hold(show).status == 303


# --- who may see it -----------------------------------------------------------------------------------------------------

def an_id_is_not_enough():
    show = Show()
    path, b = registered(show)
    other, _ = registered(show, email="bo@example.org")
    ticket = ticket_paths(b, path)[0]
    order, secret = path.split("/")[-1].split("-")
    ids = [order, ticket.split("/")[-1].split("-")[0]]
    tries = ["", secret[:-1], secret + "0", secret.upper(), "0" * 26, other.split("-")[1], ticket.split("-")[1]]
    tries += ["".join(secrets.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(26)) for _ in range(20)]
    for start, id in (("/checkout/", ids[0]), ("/checkout/ticket/", ids[1]), ("/checkout/waitlist/", ids[0])):
        for guess in tries:
            if start == "/checkout/ticket/" and guess == ticket.split("-")[1]:
                continue
            for end in ("", "/calendar.ics", "/cancel"):
                assert Browser().get("%s%s-%s%s" % (start, id, guess, end)).status in (404, 405), (start, guess, end)
        assert Browser().get(start + id).status == 404
    assert Browser().get("/checkout/" + other.split("/")[-1].split("-")[0] + "-" + secret).status == 404, "a stranger's order"
    proof = b.get(path).page.fields["csrf"]
    for end in ("", "/cancel", "/resend", "/start-over", "/again"):
        foreign = "/checkout/%s-%s" % (order, other.split("-")[1])
        assert b.post(foreign + end, {"csrf": proof, "key": key(), "name": "x", "email": "x@example.org"}).status == 404, end


def the_way_in_online_is_for_holders():
    show = Show()
    link = "https://meet.example.org/" + secrets.token_hex(8)
    show.set_event("attendance = 'online', online_url = '%s'" % link)
    path, b = held(show)
    for page in (Browser().get(show.path), b.get(path), Browser().get("/checkout/hold?event=" + letters(show.id))):
        assert page.status == 200 and link not in page.text
    details(b, path)
    ticket = ticket_paths(b, path)[0]
    assert link in b.get(path).text and link in b.get(ticket).text and link.encode() in b.get(path + "/calendar.ics").body.replace(b"\r\n ", b"")
    give_back(b, ticket)
    assert link not in b.get(path).text and link not in b.get(ticket).text
    assert b.get(path + "/calendar.ics").status == 404 and b.get(ticket + "/calendar.ics").status == 404


def the_public_page_is_the_same_for_everybody():
    show, user = Show(), User()
    first = Browser().get(show.path).text
    assert user.browser().get(show.path).text == first
    assert user.email not in first and "csrf" not in first


# --- changes -------------------------------------------------------------------------------------------------------------

def deed(b, path, what, page=None, **fields):
    shown = (page or b.get(path)).page.fields
    return b.post(path + what, {"csrf": shown["csrf"], "key": shown["key"], **fields})


def give_back(b, ticket):
    page = b.get(ticket + "/cancel")
    assert page.status == 200 and "Give back" in page.text, page.status
    return deed(b, ticket, "/cancel", page)


def a_ticket_gets_another_name():
    show = Show()
    path, b = registered(show, 2)
    ticket = ticket_paths(b, path)[1]
    page = b.get(ticket)
    reply = deed(b, ticket, "/rename", page, name="Grace Hopper", next=path)
    assert (reply.status, reply.location) == (303, path)
    assert [t[0] for t in show.tickets()] == ["Ada Lovelace", "Grace Hopper"]
    assert "Ticket 2 got another name." in b.get(path).text
    deed(b, ticket, "/rename", page, name="Grace Hopper", next="")
    assert b.get(path).text.count("Ticket 2 got another name.") == 1, "twice is once"
    deed(b, ticket, "/rename", page, name="Joan Clarke", next="")
    assert show.tickets()[1][0] == "Joan Clarke", "after going back it is another deed"
    reply = deed(b, ticket, "/rename", name="", next="")
    assert reply.status == 422 and "name" in reply.page.summary


def nobody_is_sent_elsewhere():
    show = Show()
    path, b = registered(show)
    ticket = ticket_paths(b, path)[0]
    for i, evil in enumerate(("//evil.example", "/\\evil.example", "https://evil.example", "https:evil.example", "/%09/evil.example",
                              "/%2f/evil.example", "javascript:alert(1)", "/..//evil.example", "\\\\evil.example")):
        reply = deed(b, ticket, "/rename", name="Name %d" % i, next=evil)
        assert reply.status in (303, 422) and reply.location in ("", ticket), (evil, reply.location)


def a_ticket_is_passed_on():
    show = Show()
    path, b = registered(show, 2)
    first, ticket = ticket_paths(b, path)
    old = sql(show.server, "SELECT code FROM ticket WHERE event_id = %d AND position = 2" % show.id)[0][0]
    reply = deed(b, ticket, "/transfer", b.get(ticket + "/transfer"), name="Bo", email="bo")
    assert reply.status == 422 and "email" in reply.page.summary
    reply = deed(b, ticket, "/transfer", b.get(ticket + "/transfer"), name="Bo", email="Bo@Example.org")
    assert reply.status == 200 and "Pass it on to Bo?" in reply.text and "bo@example.org" in reply.text.lower()
    assert show.tickets()[1][4] == "1", "asked, and nothing done yet"
    fields = reply.page.fields
    sure = b.post(ticket + "/transfer", {k: fields[k] for k in ("csrf", "key", "name", "email", "sure")})
    assert sure.status == 303
    gone = b.get(ticket)
    assert gone.status == 200 and "This ticket was passed on" in gone.text and "Bo" not in gone.text.replace("Bootstrap", "")
    for end in ("/ticket.pdf", "/calendar.ics", "/transfer", "/cancel"):
        assert b.get(ticket + end).status == 404, end
    assert show.tickets()[1][:2] == ("Bo", "bo@example.org") and show.tickets()[1][4] == "2"
    code = sql(show.server, "SELECT code FROM ticket WHERE event_id = %d AND position = 2" % show.id)[0][0]
    page = b.get(path).text
    assert old != code and code[5:] not in page and old[5:] not in page
    assert "Passed on to somebody else" in page and page.count("data:image/svg+xml") == 1
    assert ticket_paths(b, path) == [first]
    assert "Give everything back" not in page and b.get(path + "/cancel").status == 303
    assert deed(b, path, "/cancel").status == 303 and [t[2] for t in show.tickets()] == ["valid", "valid"]


def tickets_are_given_back():
    show = Show()
    path, b = registered(show, 3)
    one, two, three = ticket_paths(b, path)
    page = b.get(one + "/cancel")
    assert deed(b, one, "/cancel", page).status == 303
    assert deed(b, one, "/cancel", page).status == 303, "twice is once"
    assert [t[2] for t in show.tickets()] == ["cancelled", "valid", "valid"] and show.stock() == (0, 2)
    assert "Cancelled" in b.get(one).text and "data:image" not in b.get(one).text
    assert "Ticket 1 was cancelled." in b.get(path).text
    page = b.get(path + "/cancel")
    assert "2 tickets" in page.text
    assert deed(b, path, "/cancel", page).status == 303
    assert show.stock() == (0, 0) and show.orders()[0][1] == "cancelled"
    page = b.get(path)
    assert "This order is cancelled." in page.text and "data:image" not in page.text and ticket_paths(b, path) == []
    assert b.get(path + "/tickets.pdf").status == 404


def only_as_the_organizer_allows():
    for hours, start, may in (("NULL", "2031-01-10 20:00", False), ("0", "2031-01-10 20:00", True),
                              ("24", "2031-01-10 20:00", True), ("0", "2020-01-01", False)):
        show = Show()
        path, b = registered(show)
        ticket = ticket_paths(b, path)[0]
        page = b.get(path)
        show.set_event("self_cancel_hours = " + hours)
        sql(show.server, "UPDATE occurrence SET starts_at = '%s' WHERE event_id = %d" % (start, show.id))
        text = b.get(path).text
        assert ("Give it back" in text) == may and ("Give everything back" in text) == may, (hours, start)
        if not may:
            assert b.get(ticket + "/cancel").status == 303 and b.get(path + "/cancel").status == 303
            deed(b, ticket, "/cancel", page)
            deed(b, path, "/cancel", page)
            assert [t[2] for t in show.tickets()] == ["valid"]
    show = Show()
    path, b = registered(show)
    ticket, page = ticket_paths(b, path)[0], b.get(path)
    sql(show.server, "UPDATE ticket SET admitted_at = NOW(3) WHERE event_id = %d" % show.id)
    assert "Let in" in b.get(path).text and "was let in." in b.get(path).text and ticket_paths(b, path) == []
    deed(b, ticket, "/cancel", page)
    deed(b, path, "/cancel", page)
    assert [t[2] for t in show.tickets()] == ["valid"]


def reminders_are_as_wished():
    show = Show()
    path, b = registered(show)
    ticket = ticket_paths(b, path)[0]
    wish = lambda: sql(show.server, "SELECT remind_day, remind_hours FROM ticket WHERE event_id = %d" % show.id)[0]
    assert wish() == ("1", "0")
    csrf = b.get(ticket).page.fields["csrf"]
    assert b.post(ticket + "/remind", {"csrf": csrf, "hours": "1", "next": path}).location == path
    assert wish() == ("0", "1")
    assert b.post(ticket + "/remind", {"csrf": csrf, "hours": "many"}).status == 422


def the_mail_is_sent_again_but_not_for_ever():
    show = Show()
    path, b = registered(show)
    jobs = lambda: int(sql(show.server, "SELECT COUNT(*) FROM audit WHERE organizer_id = %d AND deed = 'order_resend'" % show.organizer)[0][0])
    for _ in range(8):
        assert deed(b, path, "/resend").status == 303
    assert 1 <= jobs() <= 6, jobs()
    assert "sent several times today" in b.get(path).text


def an_event_that_is_off_says_so_to_holders():
    show = Show()
    path, b = registered(show)
    for state, words in (("postponed", "Your ticket stays good"), ("cancelled", "It does not take place"), ("hidden", "not public at the moment")):
        show.set_event("state = '%s'" % state)
        for address in (path, ticket_paths(b, path)[0]):
            reply = b.get(address)
            assert reply.status == 200 and words in reply.text, state
        assert "Give it back" not in b.get(path).text


def a_held_order_of_an_event_that_is_off_cannot_be_finished():
    show = Show()
    path, b = held(show)
    fields = b.get(path).page.fields
    show.set_event("state = 'cancelled'")
    assert "Registration is closed." in b.get(path).text
    reply = b.post(path, {"csrf": fields["csrf"], "key": fields["key"], "name": "Ada", "email": "ada@example.org"})
    assert reply.status in (303, 422) and show.tickets() == []


# --- the waitlist ------------------------------------------------------------------------------------------------------------

def entries(show):
    return sql(show.server, "SELECT email, name, quantity, state FROM waitlist WHERE event_id = %d ORDER BY email" % show.id)


def nobody_learns_who_waits():
    show = Show(cap=1)
    registered(show)
    ask = {"event": letters(show.id), "ticket_type": letters(show.type), "quantity": "2", "name": "Ada", "email": "ada%s@example.org" % letters(show.id)}
    first, second = Browser().post("/checkout/waitlist", ask), Browser().post("/checkout/waitlist", ask)
    assert first.status == second.status == 200 and "Look into your mailbox" in first.text
    strip = lambda t: re.sub(r'name="csrf" value="[^"]*"|[0-9a-f]{32}', "", t)
    assert strip(first.text) == strip(second.text)
    assert entries(show) == [(ask["email"], "Ada", "2", "waiting")]
    assert not re.findall(r"/checkout/waitlist/[0-9a-z]", first.text), "the address goes to the mailbox alone"
    for field, value in (("email", "x"), ("name", ""), ("quantity", "0"), ("quantity", "11"), ("ticket_type", letters(new_id()))):
        reply = Browser().post("/checkout/waitlist", {**ask, field: value})
        assert reply.status == 422 and field in reply.page.summary, (field, reply.status, reply.page.summary)
    assert Browser().post("/checkout/waitlist", {**ask, "event": letters(new_id())}).status == 404
    show.set_event("state = 'cancelled'")
    assert Browser().post("/checkout/waitlist", {**ask, "email": "late@example.org"}).status == 422
    assert len(entries(show)) == 1


def the_waitlist_is_capped_for_one_mailbox():
    show = Show(cap=1)
    registered(show)
    ask = {"event": letters(show.id), "ticket_type": letters(show.type), "quantity": "1", "name": "Ada", "email": "cap%s@example.org" % letters(show.id)}
    answers = [Browser().post("/checkout/waitlist", ask, patient=False).status for _ in range(14)]
    assert answers.count(200) <= 11, answers


try:
    run([value for name, value in list(globals().items()) if callable(value) and getattr(value, "__module__", "") == "__main__"
         and name not in ("Show", "hold", "held", "details", "registered", "ticket_paths", "key", "letters_of", "lapse", "deed",
                          "give_back", "entries")])
finally:
    for show in Show.every:
        show.erase()
    for show in Show.every:
        show.forget()
