"""world.py: what the tests of a running world share.  A world is made by ./dev check."""

import email
import email.policy
import json
import os
import pwd
import re
import secrets
import signal
import subprocess
import sys
import time

WORLD = os.environ.get("MARQUEE_WORLD")
if not WORLD:
    print("1..0 # SKIP no world: run ./dev check")
    sys.exit(77)
RUN = os.path.realpath(os.path.join(WORLD, "run"))
ME = pwd.getpwuid(os.geteuid()).pw_name
AS = ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups"] if os.geteuid() == 0 else []


# --- programs ------------------------------------------------------------------------------------

def marquee(*args, timeout=60):
    """`marquee ...` as the user whose files these are: its exit status and what it printed."""
    env = dict(os.environ, MARQUEE_CONF=os.path.join(WORLD, "marquee.conf"))
    done = subprocess.run([*AS, os.path.join(WORLD, "app/bin/marquee"), *args], env=env, cwd="/",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)
    return done.returncode, done.stdout


def pid_of(name):
    with open(os.path.join(WORLD, "pids", name)) as f:
        return int(f.read().split()[0])


def workers_of(name):
    """Pids of a pool's workers."""
    with open("/proc/%d/task/%d/children" % (pid_of(name), pid_of(name))) as f:
        return [int(p) for p in f.read().split()]


class Stopped:
    """A part of the world, and its children, that hang for a while."""

    def __init__(self, name, children=False):
        self.pids = [pid_of(name)] + (workers_of(name) if children else [])

    def __enter__(self):
        for pid in self.pids:
            os.kill(pid, signal.SIGSTOP)

    def __exit__(self, *_):
        for pid in self.pids:
            os.kill(pid, signal.SIGCONT)


def wait_until(true, seconds, what):
    """Wait for something to be true, and answer what it was."""
    end = time.monotonic() + seconds
    while not (answer := true()):
        if time.monotonic() > end:
            raise AssertionError("not in %d s: %s" % (seconds, what() if callable(what) else what))
        time.sleep(0.1)
    return answer


def log_of(program):
    """Lines of a program's log, parsed."""
    with open(os.path.join(WORLD, "log", program + ".log")) as f:
        return [json.loads(line) for line in f if line.startswith("{")]


# --- databases --------------------------------------------------------------------------------------

def sql(server, text, database="marquee_shard"):
    """Rows of a statement, as an administrator; each a tuple of strings."""
    done = subprocess.run(["mariadb", "--no-defaults", "--socket=%s/%s.sock" % (RUN, server), "--user=" + ME,
                           "--default-character-set=utf8mb4", "--batch", "--skip-column-names", database],
                          input="SET time_zone = '+00:00';\n" + text, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


def listing(text):
    return sql("db0", text, "marquee_listing")


def directory(text):
    return sql("db0", text, "marquee_directory")


def search(text):
    done = subprocess.run(["mariadb", "--no-defaults", "--socket=%s/search.sock" % RUN, "--batch",
                           "--skip-column-names", "-e", text], stdout=subprocess.PIPE, text=True, timeout=10)
    return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(shard=100):
    seconds = (int(time.time()) - 1704067200) & 0x7fffffff
    return shard << 51 | seconds << 20 | secrets.randbits(20)


def letters(number):
    return "".join(LETTERS[number >> 5 * i & 31] for i in range(12, -1, -1))


def server_of(number):
    return "db0" if number >> 51 < 2048 else "db1"


# --- things to test with ------------------------------------------------------------------------------

class Event:
    """A published event with one date, made by hand as the organizer's pages would make it."""

    def __init__(self, title="A test of everything", shard=100, state="published"):
        self.title, self.server = title, server_of(shard << 51)
        self.organizer, self.id, self.date, self.venue = (new_id(shard) for _ in range(4))
        self.type, self.quota = new_id(shard), new_id(shard)
        self.handle = "test-" + letters(self.organizer)
        path = "/e/test-" + letters(self.id)
        directory("INSERT INTO handle_claim (handle, organizer_id) VALUES ('%s', %d)" % (self.handle, self.organizer))
        sql(self.server, """
            INSERT INTO organizer (id, handle, name) VALUES ({o}, '{handle}', 'Tests');
            INSERT INTO venue (id, organizer_id, name, city, city_slug, country, latitude, longitude, time_zone, path)
            VALUES ({v}, {o}, 'Hall of Tests', 'Lisbon', 'lisbon', 'PT', 38.7, -9.1, 'Europe/Lisbon', '/v/hall-{vl}');
            INSERT INTO event (id, organizer_id, path, title, about, about_html, category, time_zone, state,
                               published_at, created_by)
            VALUES ({e}, {o}, '{path}', '{title}', 'words', '<p>words</p>', 'music', 'Europe/Lisbon', '{state}',
                    IF('{state}' = 'draft', NULL, NOW(3)), 0);
            INSERT INTO occurrence (id, event_id, organizer_id, venue_id, starts_at, ends_at, starts_wall, ends_wall,
                                    time_zone)
            VALUES ({d}, {e}, {o}, {v}, '2031-01-10 20:00', '2031-01-10 22:00', '2031-01-10 20:00',
                    '2031-01-10 22:00', 'Europe/Lisbon');
            INSERT INTO ticket_type (id, event_id, organizer_id, name, kind, price, currency)
            VALUES ({t}, {e}, {o}, 'Seat', 'fixed', 1200, 'EUR');
            INSERT INTO quota (id, event_id, organizer_id, name, capacity) VALUES ({q}, {e}, {o}, 'Seats', 50);
            INSERT INTO stock_slot (quota_id, slot, cap) VALUES ({q}, 0, 50);
            INSERT INTO ticket_type_quota (ticket_type_id, quota_id, organizer_id) VALUES ({t}, {q}, {o});
            INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id)
            VALUES ({a}, 0, {o}, 'event_publish', {e});
            """.format(o=self.organizer, e=self.id, d=self.date, v=self.venue, vl=letters(self.venue), t=self.type,
                       q=self.quota, handle=self.handle, path=path, title=title.replace("'", "''"), state=state, a=new_id(shard)))

    def change(self, what):
        sql(self.server, "UPDATE event SET %s, version = version + 1 WHERE id = %d" % (what, self.id))
        self.feed()

    def feed(self):
        return promise("listing_feed", self.id)

    def listed(self):
        return listing("SELECT title, version, state FROM listing WHERE event_id = %d" % self.id)

    def found(self):
        """True when the index that answers knows it."""
        active = listing("SELECT active FROM search_index")[0][0]
        return search("SELECT id FROM %s WHERE event = %d" % (active, self.id))

    def erase(self):
        """Take its rows away, and those of what was taken of it."""
        sql(self.server, """
            SET foreign_key_checks = 0;
            DELETE FROM job WHERE subject_id IN (SELECT id FROM orders WHERE event_id = {e} UNION
                                                 SELECT id FROM ticket WHERE event_id = {e} UNION
                                                 SELECT id FROM waitlist WHERE event_id = {e});
            DELETE FROM order_line WHERE organizer_id = {o};
            DELETE FROM answer WHERE organizer_id = {o};
            DELETE FROM hold WHERE order_id IN (SELECT id FROM orders WHERE event_id = {e});
            DELETE FROM ticket_stock WHERE ticket_id IN (SELECT id FROM ticket WHERE event_id = {e});
            DELETE FROM ticket_copy WHERE ticket_id IN (SELECT id FROM ticket WHERE event_id = {e});
            DELETE FROM person_stock WHERE ticket_type_id = {t};
            DELETE FROM stock_move WHERE quota_id = {q};
            DELETE FROM request_key WHERE owner_id = {e} OR owner_id IN (SELECT id FROM orders WHERE event_id = {e} UNION
                                                                         SELECT id FROM ticket WHERE event_id = {e});
            DELETE FROM ticket WHERE event_id = {e};
            DELETE FROM orders WHERE event_id = {e};
            DELETE FROM waitlist WHERE event_id = {e};
            DELETE FROM question WHERE event_id = {e};
            DELETE FROM stock_slot WHERE quota_id = {q};
            DELETE FROM ticket_type_quota WHERE organizer_id = {o};
            DELETE FROM quota WHERE organizer_id = {o};
            DELETE FROM ticket_type WHERE organizer_id = {o};
            DELETE FROM occurrence WHERE organizer_id = {o};
            DELETE FROM event WHERE organizer_id = {o};
            DELETE FROM image WHERE organizer_id = {o};
            DELETE FROM venue WHERE organizer_id = {o};
            DELETE FROM team WHERE organizer_id = {o};
            DELETE FROM organizer WHERE id = {o};
            DELETE FROM job WHERE subject_id IN ({e}, {o});
            """.format(q=self.quota, o=self.organizer, e=self.id, t=self.type))
        directory("DELETE FROM handle_claim WHERE organizer_id = %d" % self.organizer)
        for server in ("db0", "db1"):
            sql(server, "DELETE FROM my_ticket WHERE event_id = %d" % self.id)
        self.feed()

    def forget(self):
        """The same, and wait until nothing is found of it."""
        self.erase()
        wait_until(lambda: not self.listed() and not self.found(), 20, "what was made for the test is gone again")


class Person:
    """Somebody mail can be sent to."""

    def __init__(self, address=None, shard=200, language="en"):
        self.id = new_id(shard)
        self.email = address or "t%s@example.net" % letters(self.id)
        self.server = server_of(self.id)
        directory("INSERT INTO email_claim (email, account_id) VALUES ('%s', %d)" % (self.email, self.id))
        sql(self.server, "INSERT INTO account (id, email, name, language, state, verified_at) VALUES "
            "(%d, '%s', 'Ada Test', '%s', 'active', NOW(3))" % (self.id, self.email, language))

    def joins(self, event, role="owner"):
        sql(event.server, "INSERT INTO team (organizer_id, account_id, role, name, email) VALUES "
            "(%d, %d, '%s', 'Ada Test', '%s')" % (event.organizer, self.id, role, self.email))
        promise("membership_copy", event.organizer)

    def mail(self):
        """What the sink has for this address, as it came."""
        return mail_to(self.email)

    def forget(self):
        sql(self.server, "DELETE FROM membership WHERE account_id = %d; DELETE FROM account WHERE id = %d" % (self.id, self.id))
        directory("DELETE FROM email_claim WHERE account_id = %d" % self.id)


def mail_to(address):
    """Mails the sink keeps for an address, parsed."""
    found = []
    for name in sorted(os.listdir(os.path.join(WORLD, "mail"))):
        with open(os.path.join(WORLD, "mail", name), "rb") as f:
            one = email.message_from_binary_file(f, policy=email.policy.default)
        if one["X-Sink-To"] == address:
            found.append(one)
    return found


def promise(kind, subject, payload="{}"):
    """A job's id."""
    job = new_id(subject >> 51)
    sql(server_of(subject), "INSERT INTO job (id, kind, subject_id, payload) VALUES (%d, '%s', %d, '%s')"
        % (job, kind, subject, payload))
    return job


def job_of(job):
    """state, attempts, reason"""
    rows = sql(server_of(job), "SELECT state, attempts, reason FROM job WHERE id = %d" % job)
    return (rows[0][0], int(rows[0][1]), rows[0][2]) if rows else None


def hurry(server="db0"):
    """What waits for its next try may try now."""
    sql(server, "UPDATE job SET run_at = NOW(3) WHERE state = 'waiting'")


# --- TAP ------------------------------------------------------------------------------------------------

def run(tests):
    print("1..%d" % len(tests), flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        began = time.monotonic()
        name = re.sub("_", " ", test.__name__)
        try:
            test()
        except Exception as e:
            failed += 1
            print("not ok %d - %s" % (number, name))
            for line in ("%s: %s" % (type(e).__name__, e)).splitlines():
                print("# " + line)
        else:
            print("ok %d - %s" % (number, name))
        print("# %.1f s" % (time.monotonic() - began), flush=True)
    sys.exit(1 if failed else 0)
