"""desk.py: a browser without a screen, and an organizer's desk to try it on.  After world.py, which it needs."""

import html.parser
import http.client
import os
import ssl
import time
import urllib.parse

from world import WORLD, directory, letters, listing, marquee, new_id, promise, server_of, sql, wait_until

PORT = int(os.environ["DEV_PORT"]) + 1
SITE = "https://localhost:%d" % PORT
TLS = ssl.create_default_context(cafile=os.path.join(WORLD, "tls/ca.pem"))


# --- what a page says --------------------------------------------------------------------------------

class Reader(html.parser.HTMLParser):
    """A page's elements in order, its fields as a browser would send them, and what is said to be wrong."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements = []  # (element, attributes)
        self.fields = {}
        self.wrong = {}  # field: sentence
        self.summary = []  # fields that the summary of what is wrong leads to
        self.texts = []  # of elements that were not closed yet: [element, attributes, text]
        self.scripts = []  # (attributes, text)
        self.words = ""
        self.select = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.elements.append((tag, a))
        if tag == "a" and a.get("href", "").startswith("#field-"):
            self.summary.append(a["href"][7:])
        if tag == "select":
            self.select = a["name"]
            self.fields.setdefault(self.select, "")
        if tag == "option" and "selected" in a:
            self.fields[self.select] = a["value"]
        if tag == "input" and a.get("type") != "file":
            self.fields.setdefault(a["name"], a.get("value", ""))
        if tag in ("textarea", "script") or "wrong" in a.get("class", "").split():
            self.texts.append([tag, a, ""])

    def handle_endtag(self, tag):
        if not self.texts or self.texts[-1][0] != tag:
            return
        _, a, text = self.texts.pop()
        if tag == "textarea":
            self.fields[a["name"]] = text.removeprefix("\n")
        elif tag == "script":
            self.scripts.append((a, text))
        else:
            self.wrong[a.get("id", "").removeprefix("wrong-")] = text

    def handle_data(self, data):
        self.words += data
        if self.texts:
            self.texts[-1][2] += data

    def skeleton(self):
        """What of a page no text that somebody typed may change: its elements and their attributes' names."""
        return [(tag, sorted(a)) for tag, a in self.elements]


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def page(self):
        return Reader(self.text)

    def header(self, name):
        """All values of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def location(self):
        return "".join(self.header("Location")).removeprefix(SITE)


# --- asking --------------------------------------------------------------------------------------------

def multipart(fields, files):
    """A body and its type; files are name: (file name, bytes)."""
    edge = b"-----------------------------314159265358979"
    parts = []
    for name, value in fields:
        value = value if isinstance(value, bytes) else value.encode()
        parts.append(b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), value))
    for name, (file_name, content) in files.items():
        parts.append(b'Content-Disposition: form-data; name="%s"; filename="%s"\r\n'
                     b"Content-Type: application/octet-stream\r\n\r\n%s"
                     % (name.encode(), file_name.encode(), content))
    body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
    return body, "multipart/form-data; boundary=" + edge.decode()


class Browser:
    """Keeps cookies, sends what browsers send, and waits when it is told that it asks too often."""

    def __init__(self):
        self.cookies = {}
        self.kept = []  # every Set-Cookie it was sent
        self.connection = None

    def ask(self, method, path, body=None, headers=None, patient=True):
        headers = dict(headers or {})
        if self.cookies:
            headers["Cookie"] = "; ".join("%s=%s" % c for c in self.cookies.items())
        while True:
            reply = self.ask_once(method, path, body, headers)
            if reply.status != 429 or not patient:
                return reply
            time.sleep(1)

    def ask_once(self, method, path, body, headers):
        connection = http.client.HTTPSConnection("localhost", PORT, timeout=60, context=TLS)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()
        for line in reply.header("Set-Cookie"):
            self.kept.append(line)
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
            if not value or "max-age=0" in line.lower():
                del self.cookies[name]
        return reply

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, fields, files=None, headers=None, patient=True):
        """Fields as a dictionary or as pairs; the proof is among them or it is not."""
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        if files is not None:
            body, kind = multipart(pairs, files)
        else:
            body, kind = urllib.parse.urlencode(pairs).encode(), "application/x-www-form-urlencoded"
        return self.ask("POST", path, body, {"Content-Type": kind, "Origin": SITE, **(headers or {})}, patient)

    def proof(self, path="/account/sign-in"):
        return self.get(path).page.fields["csrf"]

    def sign_in(self, email, password, path="", proof=None):
        return self.post("/account/sign-in", {"email": email, "password": password, "next": path,
                                              "csrf": proof or self.proof()})


# --- who asks ---------------------------------------------------------------------------------------------

class User:
    """Somebody who can sign in."""

    def __init__(self):
        self.email = "u%s@example.net" % letters(new_id())
        status, said = marquee("user", "add", self.email, "Una Test")
        assert status == 0, said
        self.password = said.split("\t")[1].strip()
        self.id = int(directory("SELECT account_id FROM email_claim WHERE email = '%s'" % self.email)[0][0])

    def browser(self):
        """Theirs, signed in."""
        b = Browser()
        reply = b.sign_in(self.email, self.password)
        assert reply.status == 303, (reply.status, reply.text)
        return b


class Desk:
    """An organizer without events, and their owner, signed in."""

    def __init__(self, shard=100):
        self.organizer, self.server = new_id(shard), server_of(shard << 51)
        self.handle = "desk-" + letters(self.organizer)
        directory("INSERT INTO handle_claim (handle, organizer_id) VALUES ('%s', %d)" % (self.handle, self.organizer))
        sql(self.server, "INSERT INTO organizer (id, handle, name, currency, time_zone, country) VALUES "
            "(%d, '%s', 'Desk of Tests', 'EUR', 'Europe/Lisbon', 'PT')" % (self.organizer, self.handle))
        directory("DELETE FROM rate")  # all tests sign in from one address, and it may only so often
        self.owner = User()
        self.join(self.owner, "owner")
        self.browser = self.owner.browser()

    def join(self, user, role):
        sql(self.server, "INSERT INTO team (organizer_id, account_id, role, name, email) VALUES "
            "(%d, %d, '%s', 'Una Test', '%s')" % (self.organizer, user.id, role, user.email))
        promise("membership_copy", self.organizer)
        wait_until(lambda: sql(server_of(user.id), "SELECT 1 FROM membership WHERE account_id = %d" % user.id),
                   20, "the person knows of their team")

    def fields(self, **changes):
        """A form for a new event, filled in."""
        form = self.browser.get("/organize/new").page.fields
        return {**form, "title": "An evening of tests", "summary": "To see what happens.", "about": "Come **early**.",
                "category": "music", "mode": "in_person", "starts": "2031-05-01T20:00", "ends": "2031-05-01T23:00",
                "zone": "Europe/Lisbon", "venue_id": "", "venue": "Hall of Desks", "street": "Rua 1",
                "postcode": "1000-001", "city": "Lisbon", "country": "PT", "latitude": "38.7", "longitude": "-9.1",
                "cover_alt": "", "act": "save", **changes}

    def make(self, files=None, **changes):
        """Make an event as its organizer would; its id in letters."""
        reply = self.browser.post("/organize/new", self.fields(**changes), files or {})
        assert reply.status == 303 and reply.location.startswith("/organize/e/"), (reply.status, reply.page.wrong)
        return reply.location.rsplit("/", 1)[1]

    def change(self, event, files=None, **changes):
        form = self.browser.get("/organize/e/%s/edit" % event).page.fields
        return self.browser.post("/organize/e/%s/edit" % event, {**form, "act": "save", **changes}, files or {})

    def act(self, event, act, **more):
        return self.browser.post("/organize/e/%s/state" % event,
                                 {"csrf": self.browser.proof("/organize/e/" + event), "act": act, **more})

    def event(self, event, columns):
        return sql(self.server, "SELECT %s FROM event WHERE id = %d" % (columns, number(event)))[0]

    def set(self, event, what):
        sql(self.server, "UPDATE event SET %s, version = version + 1 WHERE id = %d" % (what, number(event)))
        promise("listing_feed", number(event))

    def digest(self):
        """How many rows there are on all shards of what people's forms make, and what is in those of this organizer."""
        wait_until(self.settled, 60, "its pictures are made")
        counts = [sql(s, "".join("SELECT COUNT(*) FROM %s;" % t for t in COUNTED)) for s in ("db0", "db1")]
        rows = sql(self.server, "".join("SELECT '%s'; SELECT * FROM %s WHERE %s = %d;"
                                        % (t, t, "id" if t == "organizer" else "organizer_id", self.organizer)
                                        for t in ("event", "occurrence", "organizer", "team", "venue", "audit")))
        return counts, rows

    def settled(self):
        """Its pictures, which go before everybody's, are made."""
        sql(self.server, "UPDATE job SET run_at = '2020-01-01' WHERE kind = 'image' AND state = 'waiting' AND "
            "subject_id IN (SELECT id FROM image WHERE organizer_id = %d)" % self.organizer)
        return not sql(self.server, "SELECT 1 FROM image WHERE state = 'stored' AND organizer_id = %d" % self.organizer)

    def forget(self):
        """Nothing of it is found any more."""
        sql(self.server, "UPDATE event SET state = 'removed', category = IF(category = '', 'music', category), "
            "version = version + 1 WHERE organizer_id = %d"
            % self.organizer)
        for row in sql(self.server, "SELECT id FROM event WHERE organizer_id = %d" % self.organizer):
            promise("listing_feed", int(row[0]))
        wait_until(lambda: not listing("SELECT 1 FROM listing WHERE organizer_id = %d LIMIT 1" % self.organizer),
                   30, "its events are not listed any more")


def number(event):
    """An id of its letters."""
    value = 0
    for letter in event:
        value = value * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    return value


# --- what is stored -----------------------------------------------------------------------------------------

COUNTED = ("account", "audit", "event", "image", "membership", "occurrence", "organizer", "quota", "request_key",
           "stock_slot", "team", "ticket_type", "ticket_type_quota", "venue")
