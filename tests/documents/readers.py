#!/usr/bin/python3
"""Have others read what core/documents hands out.

Calendar files by python3-icalendar and ical.js, tickets by pdftotext and zbar; tests/paper makes them.
Prints TAP.
"""
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import zoneinfo

import icalendar

SOURCE = os.environ.get("srcdir", ".")
SEED = int(os.environ.get("SEED", "4217"))
rand = random.Random(SEED)
ALNUM = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def escaped(value):
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def paper(what, *pages):
    """What tests/paper makes of these fields."""
    given = "\n".join("".join("%s %s\n" % (name, escaped(str(value))) for name, value in page.items()) for page in pages)
    return subprocess.run(["tests/paper", what], input=given.encode(), stdout=subprocess.PIPE, check=True).stdout


# --- calendars ------------------------------------------------------------------------------

def concert(**more):
    event = {"occurrence": 4711, "sequence": 2, "changed_at": 1767344400, "starts_at": 1774031400, "ends_at": 1774040400,
             "time_zone": "Europe/Paris", "title": "Jazz, soul & more; doors 19:00", "about": "Two\nlines",
             "place": "Salle Pleyel, 252 rue du Faubourg Saint-Honoré, 75008 Paris", "url": "https://tix.example/e/8842",
             "organizer": 'Marquee: "Salle Pleyel"', "sender": "events@tix.example"}
    event.update(more)
    return event


def event_of(calendar):
    parsed = icalendar.Calendar.from_ical(calendar)
    events = parsed.walk("VEVENT")
    assert len(events) == 1, "%d events" % len(events)
    return parsed, events[0]


def utc(stamp):
    return datetime.datetime.fromtimestamp(stamp, datetime.timezone.utc)


HOSTILE = ["END:VEVENT\r\nBEGIN:VEVENT", "\\n\\,\\;", "a;b,c:d\"e\\f", "\r\nX-EVIL:1", " leading", "😀" * 60, "ä" * 200,
           "line one\nline two\n\nline four", "BEGIN:VALARM", "trailing \\", "ǅ́̈" * 40, "مهرجان " * 30]


def python_reads_calendars():
    for title in HOSTILE + ["Plain"]:
        made = paper("calendar", concert(title=title, about=title, place=title, organizer=title))
        for line in made.split(b"\r\n"):
            assert len(line) <= 75, line
            assert b"\n" not in line and b"\r" not in line, line
            line.decode("utf-8")
        parsed, event = event_of(made)
        plain = title.replace("\r", "")
        if "\\" in title:
            continue    # icalendar 4 reads \\\\n as a line feed; ical.js, below, as it should
        assert str(event["SUMMARY"]) == plain, (str(event["SUMMARY"]), plain)
        assert str(event["LOCATION"]) == plain
        assert str(event["DESCRIPTION"]).startswith(plain)
        assert "X-EVIL" not in event and "X-EVIL" not in parsed
        assert event["DTSTART"].dt == utc(1774031400), event["DTSTART"].dt


def every_zone_is_right_by_its_own_rules():
    """Read by the file's own VTIMEZONE (icalendar 4 does), and compared with tzdata."""
    zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo",
             "Africa/Casablanca", "Pacific/Apia", "Asia/Tehran", "Europe/Dublin", "America/St_Johns", "UTC"]
    for zone in zones:
        for _ in range(6):
            starts = rand.randint(1767225600, 2082758400)
            parsed, event = event_of(paper("calendar", concert(time_zone=zone, starts_at=starts, ends_at=starts + 7200)))
            for vtimezone in parsed.walk("VTIMEZONE"):
                tz = vtimezone.to_tz()
                wall = event["DTSTART"].dt.replace(tzinfo=None)
                ours = tz.localize(wall).astimezone(datetime.timezone.utc)
                theirs = utc(starts).astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None)
                assert wall == theirs, (zone, starts, wall, theirs)
                # Twice an hour happens in autumn; either is right then.
                assert abs(ours - utc(starts)) in (datetime.timedelta(0), datetime.timedelta(hours=1),
                                                   datetime.timedelta(minutes=30)), (zone, starts, ours, utc(starts))
                if ours != utc(starts):
                    again = tz.localize(wall, is_dst=True).astimezone(datetime.timezone.utc)
                    assert utc(starts) in (ours, again), (zone, starts)
            assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(hours=2) or zone != "UTC"


def a_cancelled_one_says_so():
    for state, method, status in ((0, "PUBLISH", "CONFIRMED"), (1, "PUBLISH", "TENTATIVE"), (2, "CANCEL", "CANCELLED")):
        parsed, event = event_of(paper("calendar", concert(state=state)))
        assert (str(parsed["METHOD"]), str(event["STATUS"])) == (method, status)
        assert str(event["ORGANIZER"]) == "mailto:events@tix.example"


JS = """
import ICAL from '%s';
import fs from 'node:fs';
const out = [];
for (const text of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  const all = new ICAL.Component(ICAL.parse(text));
  const zone = all.getFirstSubcomponent('vtimezone');
  if (zone) ICAL.TimezoneService.register(zone);
  const event = new ICAL.Event(all.getFirstSubcomponent('vevent'));
  out.push([all.getAllSubcomponents('vevent').length, event.summary, event.startDate.toJSDate().toISOString(),
    event.endDate.toJSDate().toISOString(), event.uid, event.sequence, all.getFirstPropertyValue('method')]);
  ICAL.TimezoneService.reset();
}
console.log(JSON.stringify(out));
"""


def javascript_reads_calendars():
    module = os.path.join(SOURCE, "tests/browser/node_modules/ical.js/dist/ical.js")
    if not os.path.exists(module):
        return "# SKIP ical.js is not there; ./dev check fetches it"
    cases = [concert(title=title) for title in HOSTILE]
    for zone in ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"):
        for _ in range(4):
            starts = rand.randint(1767225600, 1900000000)
            cases.append(concert(time_zone=zone, starts_at=starts, ends_at=starts + 7200, state=rand.randint(0, 2)))
    made = [paper("calendar", case).decode() for case in cases]
    with tempfile.NamedTemporaryFile("w", suffix=".mjs") as script:
        script.write(JS % os.path.abspath(module))
        script.flush()
        done = subprocess.run(["node", script.name], input=json.dumps(made).encode(), stdout=subprocess.PIPE,
                              check=True, env={**os.environ, "TZ": "UTC"})
    for case, (events, summary, starts, ends, uid, sequence, method) in zip(cases, json.loads(done.stdout)):
        assert events == 1
        assert summary == case["title"].replace("\r", ""), (summary, case["title"])
        wanted = utc(case["starts_at"]).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        local = utc(case["starts_at"]).astimezone(zoneinfo.ZoneInfo(case["time_zone"]))
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        assert starts == wanted or twice, (case["time_zone"], starts, wanted)
        assert (sequence, method) == (2, "CANCEL" if case.get("state") == 2 else "PUBLISH")


# --- tickets -----------------------------------------------------------------------------------

def ticket(**more):
    sheet = {"title": "Grachtenklank: Übergrößen", "when": "Fri 20 Mar 2026, 19:30", "until": "until 22:00",
             "place": "Muziekgebouw aan 't IJ", "address": "Piet Heinkade 1, Amsterdam", "organizer": "Grachtenklank",
             "holder": "Ada Lovelace", "type": "Standing", "price": "Free", "code": code(), "short_code": "K7TQ29XDM4",
             "order": "00pz2v6d8k4fa", "buyer": "Charles Babbage", "ordered": "Tue 3 Mar 2026"}
    sheet.update(more)
    return sheet


def code():
    return "".join(rand.choice(ALNUM) for _ in range(122))


def words_of(pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        made = subprocess.run(["pdftotext", "-enc", "UTF-8", file.name, "-"], stdout=subprocess.PIPE, check=True)
    return made.stdout.decode()


def codes_of(pdf, resolution):
    """What zbar sees on each page, printed at so many dots an inch."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/t.pdf", "wb") as file:
            file.write(pdf)
        subprocess.run(["pdftoppm", "-r", str(resolution), "-gray", folder + "/t.pdf", folder + "/p"], check=True)
        for page in sorted(name for name in os.listdir(folder) if name.endswith(".pgm")):
            seen = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", folder + "/" + page], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL)
            found.append(seen.stdout.decode().strip())
    return found


def pdftotext_finds_the_words():
    sheet = ticket(join_url="https://meet.example/a?b=c'd(e)\\f")
    words = words_of(paper("pdf", sheet))
    for name, value in sheet.items():
        if name not in ("code", "short_code"):
            assert value in words.replace("\n", " "), (name, value, words)
    assert "K7TQ2 9XDM4" in words
    assert "Ticket 1 of 1" in words


def any_script_is_there():
    """Written, and found again; and no font is missing a letter, which would draw a box and write no word."""
    for name in ("مهرجان الموسيقى", "東京の夜", "서울 재즈", "กรุงเทพ", "दिल्ली", "Хрещатик", "ΑΘΗΝΑ", "עברית", "Việt Nam ở đây",
                 "தமிழ்", "ქართული", "Հայերեն"):
        words = words_of(paper("pdf", ticket(holder=name)))
        kept = "".join(c for c in words if c.isprintable() and c not in "\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2069")
        for word in name.split():
            assert word in kept, (word, words)


def zbar_reads_the_code():
    sheets = [ticket() for _ in range(5)]
    pdf = paper("pdf", *sheets)
    for resolution in (100, 150, 300):
        assert codes_of(pdf, resolution) == [sheet["code"] for sheet in sheets], resolution


def what_is_cancelled_has_no_code():
    pdf = paper("pdf", ticket(code="", state="Cancelled"))
    assert codes_of(pdf, 150) == [""]
    assert "Cancelled" in words_of(pdf)


def nothing_typed_is_more_than_text():
    """What PDF would take for its own stays words, and nothing runs."""
    for evil in ("(unbalanced", "\\) Tj ET", "endstream endobj", "<< /JS (app.alert(1)) >>", "%PDF", "'\"><script>"):
        pdf = paper("pdf", ticket(title=evil, holder=evil, organizer=evil, join_url="https://x.example/" + evil))
        assert evil in words_of(pdf).replace("\n", " "), evil
        for word in (b"/JavaScript", b"/OpenAction", b"/Launch"):
            assert word not in pdf, word


TESTS = [python_reads_calendars, every_zone_is_right_by_its_own_rules, a_cancelled_one_says_so, javascript_reads_calendars,
         pdftotext_finds_the_words, any_script_is_there, zbar_reads_the_code, what_is_cancelled_has_no_code,
         nothing_typed_is_more_than_text]


def main():
    failed = False
    print("1..%d" % len(TESTS))
    for number, test in enumerate(TESTS, 1):
        try:
            note = test() or ""
            print("ok %d - %s %s" % (number, test.__name__, note))
        except Exception as error:  # noqa: BLE001: whatever it is, it is said
            failed = True
            print("not ok %d - %s" % (number, test.__name__))
            for line in ("%s: %s" % (type(error).__name__, error)).split("\n"):
                print("# " + line)
    sys.exit(failed)


main()
