#!/usr/bin/python3
# paper.py: mail about orders, tickets and events: what is in it, who gets it and who does not, as others read it.
# Needs a world (./dev check).  Prints TAP.

import os
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import icalendar

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import *  # noqa: E402,F403

CODE = "K7TQ29XDM4"


class Order:
    """A paid order of a free event, and its tickets, as the procedure order_register makes them."""

    def __init__(self, event, email, holders=("Ada Lovelace",), language="en", emails=None):
        self.event, self.email = event, email
        self.id = new_id(event.id >> 51)
        first = new_id(event.id >> 51) & ~0xFFF
        self.tickets = [first + n for n in range(len(holders))]
        sql(event.server, """
            INSERT INTO orders (id, event_id, occurrence_id, organizer_id, state, email, name, language, currency, tickets,
                                key_number, expires_at, placed_at)
            VALUES (%d, %d, %d, %d, 'paid', '%s', 'Ada Lovelace', '%s', 'EUR', %d, 1, NOW(3), NOW(3));
            INSERT INTO order_line (order_id, line, organizer_id, ticket_type_id, quantity, price)
            VALUES (%d, 1, %d, %d, %d, 0)""" % (self.id, event.id, event.date, event.organizer, email, language, len(holders),
                                               self.id, event.organizer, event.type, len(holders)))
        for position, (ticket, holder) in enumerate(zip(self.tickets, holders), 1):
            sql(event.server, """
                INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, ticket_type_id, position, code,
                                    key_number, name, email, language)
                VALUES (%d, %d, %d, %d, %d, %d, %d, '%s', 1, '%s', '%s', '%s')""" %
                (ticket, self.id, event.id, event.date, event.organizer, event.type, position,
                 letters(ticket).upper()[3:], holder, (emails or {}).get(position, email), language))

    def codes(self):
        return [letters(ticket).upper()[3:] for ticket in self.tickets]

    def forget(self):
        sql(self.event.server, """
            DELETE FROM job WHERE subject_id IN (%s);
            DELETE FROM ticket WHERE order_id = %d;
            DELETE FROM order_line WHERE order_id = %d;
            DELETE FROM orders WHERE id = %d;
            DELETE FROM bounce WHERE organizer_id = %d;
            DELETE FROM unsubscribe WHERE organizer_id = %d;
            """ % (", ".join(map(str, [self.id, self.event.date, self.event.id] + self.tickets)), self.id, self.id, self.id,
                   self.event.organizer, self.event.organizer))


def somebody():
    return "t%s@example.net" % letters(new_id())


def the_mail(address, n=1, seconds=15):
    wait_until(lambda: len(mail_to(address)) >= n, seconds, "a mail to " + address)
    return mail_to(address)


def part(mail, kind):
    return next(p for p in mail.walk() if p.get_content_type() == kind)


def files(mail):
    return {p.get_content_type(): p for p in mail.iter_attachments()}


def words_of(pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run(["pdftotext", file.name, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()


def codes_of(pdf):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/t.pdf", "wb") as file:
            file.write(pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-gray", folder + "/t.pdf", folder + "/p"], check=True)
        return [subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", folder + "/" + page], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL).stdout.decode().strip()
                for page in sorted(os.listdir(folder)) if page.endswith(".pgm")]


def well_made(mail):
    """What every one of ours has, once."""
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted"):
        assert len(mail.get_all(name, [])) == 1, (name, mail.get_all(name))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert not mail.defects, mail.defects
    for p in mail.walk():
        assert not p.defects, p.defects
    text, html = part(mail, "text/plain").get_content(), part(mail, "text/html").get_content()
    assert "&lt;" not in text and "&amp;" not in text and "<td" not in text, text
    assert "<?cs" not in html and "http://" not in html
    return text, html


# --- an order -----------------------------------------------------------------------------------

def an_order_is_confirmed_within_seconds():
    event = Event("Grachtenklank & <Friends>")
    order = Order(event, somebody(), ("Ada Lovelace", "王小明"))
    began = time.monotonic()
    promise("order_mail", order.id)
    mail = the_mail(order.email)[0]
    print("# the confirmation came after %.2f s" % (time.monotonic() - began))
    assert time.monotonic() - began < 5
    text, html = well_made(mail)
    assert mail["Subject"] == "Your tickets for “Grachtenklank & <Friends>”", mail["Subject"]
    assert mail["From"].addresses[0].display_name == "Tests via Marquee", mail["From"]
    assert mail["Message-ID"].startswith("<") and "@marquee.example>" in mail["Message-ID"]
    assert "List-Unsubscribe" not in mail, "a confirmation is not to be declined"
    for words in ("Grachtenklank & <Friends>", "10 Jan 2031", "Europe/Lisbon", "Hall of Tests", "王小明",
                  "/checkout/%s-" % letters(order.id), order.codes()[0][:5] + " " + order.codes()[0][5:]):
        assert words in text, (words, text)
    assert "Grachtenklank &amp; &lt;Friends&gt;" in html
    pdf, ics = files(mail)["application/pdf"], files(mail)["text/calendar"]
    assert (pdf.get_filename(), ics.get_filename()) == ("grachtenklank-friends.pdf", "grachtenklank-friends.ics")
    words = words_of(pdf.get_content())
    assert "Ada Lovelace" in words and "王小明" in words and "Ticket 2 of 2" in words, words
    codes = codes_of(pdf.get_content())
    assert [len(code) for code in codes] == [122, 122] and codes[0] != codes[1], codes
    parsed = icalendar.Calendar.from_ical(ics.get_payload(decode=True))
    assert str(parsed.walk("VEVENT")[0]["SUMMARY"]) == "Grachtenklank & <Friends>"
    order.forget()
    event.forget()


def it_speaks_the_buyers_language():
    event = Event("Abend im Garten")
    order = Order(event, somebody(), language="de")
    promise("order_mail", order.id)
    mail = the_mail(order.email)[0]
    text, _ = well_made(mail)
    assert mail["Subject"] == "Dein Ticket für „Abend im Garten“", mail["Subject"]
    assert mail["Content-Language"] == "de" and "Du bist angemeldet." in text and "/de/checkout/" in text, text
    assert "Ticket 1 von 1" in words_of(files(mail)["application/pdf"].get_content())
    order.forget()
    event.forget()


def what_was_passed_on_is_not_in_the_buyers_mail():
    event = Event("Passing on")
    order = Order(event, somebody(), ("Ada", "Grace"), emails={2: somebody()})
    sql(event.server, "UPDATE ticket SET revision = 2 WHERE id = %d" % order.tickets[1])
    promise("order_mail", order.id)
    mail = the_mail(order.email)[0]
    words = words_of(files(mail)["application/pdf"].get_content())
    assert "Ada" in words and "Grace" not in words and "Ticket 1 of 1" in words, words
    assert order.codes()[1][5:] not in part(mail, "text/plain").get_content()
    order.forget()
    event.forget()


def online_events_say_where_to_holders_only():
    event = Event("Webinar")
    event.change("attendance = 'online', online_url = 'https://join.example/x?y=1'")
    order = Order(event, somebody())
    promise("order_mail", order.id)
    mail = the_mail(order.email)[0]
    text, html = well_made(mail)
    assert "https://join.example/x?y=1" in text and "https://join.example/x?y=1" in html
    assert "https://join.example/x?y=1" in words_of(files(mail)["application/pdf"].get_content())
    assert b"https://join.example/x?y=1" in files(mail)["text/calendar"].get_payload(decode=True)
    promise("order_cancelled_mail", order.id)
    mail = the_mail(order.email, 2)[-1]
    assert "join.example" not in mail.as_string(), "who has no ticket any more is not told where it is"
    order.forget()
    event.forget()


def a_ticket_passed_on_tells_both():
    event = Event("From hand to hand")
    old, new = somebody(), somebody()
    order = Order(event, old, emails={1: new})
    sql(event.server, "UPDATE ticket SET revision = 2, name = 'Grace' WHERE id = %d" % order.tickets[0])
    promise("ticket_mail", order.tickets[0], '{"from_name":"Ada"}')
    promise("ticket_transferred_mail", order.tickets[0],
            '{"from_email":"%s","from_name":"Ada","from_language":"de","to":"Grace"}' % old)
    theirs, ours = the_mail(new)[0], the_mail(old)[0]
    text, _ = well_made(theirs)
    assert "Ada passed it on to you" in text and "/checkout/ticket/%s-" % letters(order.tickets[0]) in text, text
    assert len(codes_of(files(theirs)["application/pdf"].get_content())) == 1
    text, _ = well_made(ours)
    assert "Du hast es an Grace weitergegeben." in text and "/checkout/" not in text, text
    assert not files(ours)
    order.forget()
    event.forget()


# --- everybody who comes ----------------------------------------------------------------------------

def everybody_hears_once_of_a_change():
    event = Event("It moves")
    orders = [Order(event, somebody(), ("Ada", "Ada again")) for _ in range(3)]
    promise("event_changed_mail", event.id, '{"what":["time","place","nonsense"],"message":"Sorry!\\\\n\\\\nSee you <there>."}')
    for order in orders:
        mails = the_mail(order.email)
        text, html = well_made(mails[0])
        assert mails[0]["Subject"] == "Changed: “It moves”"
        assert "another time" in text and "another place" in text and "new title" not in text
        assert "> Sorry!" in text and "> See you <there>." in text and "See you &lt;there&gt;." in html, text
        assert "List-Unsubscribe" not in mails[0]
        assert b"METHOD:PUBLISH" in files(mails[0])["text/calendar"].get_payload(decode=True)
    sql(event.server, "UPDATE event SET state = 'cancelled', version = version + 1 WHERE id = %d" % event.id)
    promise("event_cancelled_mail", event.id, '{"what":[],"message":""}')
    for order in orders:
        mail = the_mail(order.email, 2)[-1]
        assert mail["Subject"] == "Cancelled: “It moves”"
        assert b"METHOD:CANCEL" in files(mail)["text/calendar"].get_payload(decode=True)
    time.sleep(1)
    assert [len(mail_to(order.email)) for order in orders] == [2, 2, 2]
    for order in orders:
        order.forget()
    event.forget()


def many_are_told_in_parts():
    event = Event("A crowd")
    crowd = Order(event, somebody(), ["Guest %d" % n for n in range(600)],
                  emails={n: "crowd%d-%s@example.net" % (n, letters(event.id)) for n in range(1, 601)})
    job = promise("event_postponed_mail", event.id, '{"what":[],"message":"later"}')
    wait_until(lambda: sql(event.server, "SELECT COUNT(*) FROM job WHERE kind = 'event_news' AND subject_id IN (%s)" %
                           ", ".join(map(str, crowd.tickets))) == [("600",)], 30, "a job for each")
    assert len(sql(event.server, "SELECT id FROM job WHERE kind = 'event_postponed_mail' AND subject_id = %d" % event.id)) == 3
    assert job_of(job)[0] == "done"
    crowd.forget()
    event.forget()


# --- reminders --------------------------------------------------------------------------------------------

def remind_now():
    for server in ("db0", "db1"):
        sql(server, "UPDATE heartbeat SET beat_at = '2024-01-01' WHERE name = 'remind'")


def begins_in(event, minutes):
    sql(event.server, "UPDATE occurrence SET starts_at = NOW() + INTERVAL %d MINUTE, ends_at = starts_at + INTERVAL 2 HOUR "
        "WHERE id = %d" % (minutes, event.date))


def reminders_of(order):
    return [m for m in mail_to(order.email) if "soon" in part(m, "text/plain").get_content()]


def who_comes_is_reminded_once_for_each_start():
    event = Event("A day before")
    order = Order(event, somebody(), ("Ada", "Ada again"))
    begins_in(event, 23 * 60)
    for _ in range(3):
        remind_now()
        time.sleep(0.5)
    mail = the_mail(order.email, seconds=30)[0]
    text, _ = well_made(mail)
    assert mail["Subject"].endswith("“A day before”") and "/checkout/ticket/" in text, text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<https://") and mail["List-Unsubscribe"].endswith(">")
    assert order.email not in mail["List-Unsubscribe"] and mail["List-Unsubscribe"][1:-1] in text
    remind_now()
    time.sleep(12)
    assert len(reminders_of(order)) == 1, "once, whoever looks"
    begins_in(event, 23 * 60 + 30)
    remind_now()
    wait_until(lambda: len(reminders_of(order)) == 2, 30, "another start is another reminder")
    order.forget()
    event.forget()


def who_does_not_want_it_is_not_reminded():
    event = Event("Nobody is told")
    declined, asked = Order(event, somebody()), Order(event, somebody())
    sql(event.server, "UPDATE ticket SET remind_day = 0 WHERE id = %d" % declined.tickets[0])
    sql(event.server, "UPDATE ticket SET remind_hours = 1 WHERE id = %d" % asked.tickets[0])
    begins_in(event, 23 * 60)
    remind_now()
    the_mail(asked.email, seconds=30)
    begins_in(event, 100)
    remind_now()
    mail = the_mail(asked.email, 2, seconds=30)[-1]
    assert mail["Subject"] == "Begins soon: “Nobody is told”", mail["Subject"]
    assert not mail_to(declined.email)
    declined.forget()
    asked.forget()
    event.forget()


# --- declining ------------------------------------------------------------------------------------------------

SITE = "https://localhost:%d" % (int(os.environ["DEV_PORT"]) + 1)


def ask(address, body=None, kind="application/x-www-form-urlencoded"):
    """Status and page, as somebody without cookies asks: a mail reader's server."""
    request = urllib.request.Request(address, body, {"Content-Type": kind} if body else {})
    try:
        with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=os.path.join(WORLD, "tls/ca.pem"))) as r:
            return r.status, r.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def unsubscribed(event):
    return sorted(sql(event.server, "SELECT email, kind FROM unsubscribe WHERE organizer_id = %d" % event.organizer))


def one_click_ends_reminders():
    event = Event("Enough of these")
    ada, bob = Order(event, somebody()), Order(event, somebody(), language="de")
    begins_in(event, 23 * 60)
    remind_now()
    link = the_mail(ada.email, seconds=30)[0]["List-Unsubscribe"][1:-1]
    others = the_mail(bob.email, seconds=30)[0]["List-Unsubscribe"][1:-1]
    assert link.startswith(SITE + "/unsubscribe/") and others.startswith(SITE + "/de/unsubscribe/"), (link, others)
    status, page = ask(link)
    assert status == 200 and ada.email in page and "<button" in page, page
    assert 'name="robots" content="noindex' in page, page
    assert not unsubscribed(event), "looking changes nothing"
    for body, kind in ((b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
                       (b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
                        "multipart/form-data; boundary=x")):
        status, page = ask(link, body, kind)
        assert status == 200 and "no longer remind you" in page, page
        assert unsubscribed(event) == [(ada.email, "reminder")], "hers alone"
    token = link.rsplit("/", 1)[1]
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), token[:-4], token + "A", "x", "AAAA" * 20,
                  letters(event.organizer)):
        assert ask(SITE + "/unsubscribe/" + wrong, b"List-Unsubscribe=One-Click")[0] == 404, wrong
        assert ask(SITE + "/unsubscribe/" + wrong)[0] == 404, wrong
    assert unsubscribed(event) == [(ada.email, "reminder")]
    begins_in(event, 23 * 60 + 20)
    remind_now()
    the_mail(bob.email, 2, seconds=30)
    wait_until(lambda: sql(event.server, "SELECT COUNT(*) FROM job WHERE kind = 'reminder' AND state = 'done' AND subject_id = %d"
                           % ada.tickets[0]) == [("2",)], 20, "hers was looked at")
    assert len(mail_to(ada.email)) == 1, "she is not reminded again"
    promise("event_changed_mail", event.id, '{"what":["time"],"message":""}')
    the_mail(ada.email, 2)
    ada.forget()
    bob.forget()
    event.forget()


# --- what comes back -----------------------------------------------------------------------------------------

REPORT = """From: MAILER-DAEMON@mx.example\r
To: {to}\r
Subject: Undelivered Mail Returned to Sender\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\r
\r
--b1\r
Content-Type: text/plain\r
\r
I am sorry.\r
--b1\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
\r
Final-Recipient: rfc822; {email}\r
Action: {action}\r
Status: {status}\r
Diagnostic-Code: smtp; 550 {status} no\r
   such user\r
\r
--b1--\r
"""


def comes_back(to, email, action="failed", status="5.1.1"):
    """What `marquee bounce` says to such a report."""
    done = subprocess.run([*AS, os.path.join(WORLD, "app/bin/marquee"), "bounce"], cwd="/", stdout=subprocess.PIPE,
                          env=dict(os.environ, MARQUEE_CONF=os.path.join(WORLD, "marquee.conf")), check=True,
                          input=REPORT.format(to=to, email=email, action=action, status=status).encode())
    return done.stdout.decode()


def bounces(event):
    return sorted(sql(event.server, "SELECT email, hard, times, status, reason FROM bounce WHERE organizer_id = %d" % event.organizer))


def what_comes_back_is_noted():
    event = Event("Returned to sender")
    order, other = Order(event, somebody()), Order(event, somebody())
    promise("order_mail", order.id)
    promise("order_mail", other.id)
    sender, others = the_mail(order.email)[0]["X-Sink-From"], the_mail(other.email)[0]["X-Sink-From"]
    assert sender.startswith("bounces+%s-" % letters(order.id)) and sender.endswith("@marquee.example"), sender
    assert "says nothing" in comes_back(sender, order.email, status="5.7.1")
    assert "not failed" in comes_back(sender, order.email, action="delayed", status="4.4.1")
    assert "not a word of ours" in comes_back(others, order.email), "nobody makes another's mail stop"
    assert "not a word of ours" in comes_back(sender, other.email)
    assert "not a word of ours" in comes_back("bounces@marquee.example", order.email)
    assert not bounces(event)
    for n in (1, 2, 3):
        assert "noted" in comes_back(sender, order.email.upper().replace("@EXAMPLE.NET", "@Example.Net"), status="5.2.2")
        assert [row[1:3] for row in bounces(event)] == [("1" if n == 3 else "0", str(n))], bounces(event)
    assert "noted" in comes_back(others.upper(), other.email)
    assert (other.email, "1", "1", "5.1.1", "smtp; 550 5.1.1 no   such user") in bounces(event), bounces(event)
    assert "no delivery status" in subprocess.run(
        [*AS, os.path.join(WORLD, "app/bin/marquee"), "bounce"], cwd="/", stdout=subprocess.PIPE, check=True,
        env=dict(os.environ, MARQUEE_CONF=os.path.join(WORLD, "marquee.conf")), input=b"hello").stdout.decode()
    promise("event_changed_mail", event.id, '{"what":["time"],"message":""}')
    wait_until(lambda: sql(event.server, "SELECT COUNT(*) FROM job WHERE kind = 'event_news' AND state = 'done' AND subject_id IN "
                           "(%d, %d)" % (order.tickets[0], other.tickets[0])) == [("2",)], 20, "both were looked at")
    assert len(mail_to(order.email)) == len(mail_to(other.email)) == 1, "what comes of itself does not go there any more"
    promise("order_mail", order.id)
    the_mail(order.email, 2)
    order.forget()
    other.forget()
    event.forget()


def a_refusal_is_noted_at_once():
    event = Event("No such mailbox")
    order = Order(event, "nobody-%s@gone.invalid" % letters(event.id))
    job = promise("order_mail", order.id)
    wait_until(lambda: (job_of(job) or ("",))[0] == "dead", 20, "a dead letter")
    assert bounces(event) == [(order.email, "1", "1", "5.1.1", "550 5.1.1 no such mailbox")], bounces(event)
    code, told = marquee("doctor")
    assert "mailboxes were not reached this week" in told, told
    order.forget()
    event.forget()


run([one_click_ends_reminders, what_comes_back_is_noted, a_refusal_is_noted_at_once, an_order_is_confirmed_within_seconds, it_speaks_the_buyers_language, what_was_passed_on_is_not_in_the_buyers_mail,
     online_events_say_where_to_holders_only, a_ticket_passed_on_tells_both, everybody_hears_once_of_a_change,
     many_are_told_in_parts, who_comes_is_reminded_once_for_each_start, who_does_not_want_it_is_not_reminded])
