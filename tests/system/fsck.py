#!/usr/bin/python3
# fsck.py: the checker finds what it looks for: each rule holds, is broken on purpose by an
# administrator's hand, is seen to be broken, and holds again.  Needs a world (./dev check).  Prints TAP.

import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import *  # noqa: E402,F403

EVENT, OTHER = Event("Broken on purpose"), Event("Somebody else's", shard=3000)
PERSON = Person()
MEDIA = os.path.join(WORLD, "media")


class Sabotage:
    """Something done to the data, and what undoes it: functions, or statements for the first server's shards."""

    def __init__(self, rule, says, do, undo):
        self.rule, self.says, self.do, self.undo = rule, says, do, undo


def on_shard(text):
    return lambda: sql("db0", "SET foreign_key_checks = 0, check_constraint_checks = 0; " + text)


def on_directory(text):
    return lambda: directory(text)


def on_listing(text):
    return lambda: listing(text)


def on_index(text):
    return lambda: search(text % listing("SELECT active FROM search_index")[0][0])


E, O, D, T, Q, V = EVENT.id, EVENT.organizer, EVENT.date, EVENT.type, EVENT.quota, EVENT.venue
WRONG = new_id(3000)            # belongs on the other server
JOB, IMAGE, STRAY = new_id(), new_id(), new_id()
PICTURE = ("INSERT INTO image (id, organizer_id, media_type, width, height, state, sha256, original, created_by) VALUES "
           "(%d, %d, 'image/png', 640, 480, '%%s', REPEAT('x', 32), 'x', 0)" % (IMAGE, O))


class Sale:
    """A registered order of the sample data on the first server, with one of its tickets and what that takes."""

    def __init__(self):
        row = sql("db0", """
            SELECT o.id, t.id, s.quota_id, s.slot, t.ticket_type_id, o.email, QUOTE(o.expires_at), QUOTE(o.placed_at)
              FROM orders o JOIN ticket t ON t.order_id = o.id AND t.state = 'valid' JOIN ticket_stock s ON s.ticket_id = t.id
             WHERE o.state = 'paid' LIMIT 1""")[0]
        self.order, self.ticket, quota, slot, kind, email, self.until, self.placed = row
        self.slot = "quota_id = %s AND slot = %s" % (quota, slot)
        self.person = "ticket_type_id = %s AND email = '%s'" % (kind, email)


SALE = Sale()
HELD = [on_shard("UPDATE stock_slot SET held = held %s 1 WHERE %s" % (sign, SALE.slot)) for sign in "+-"]
SOLD = [on_shard("UPDATE stock_slot SET sold = sold %s 1 WHERE %s" % (sign, SALE.slot)) for sign in "+-"]

SABOTAGE = [
    Sabotage("stock-held", "held, but holds of", *HELD),
    Sabotage("stock-sold", "sold, but tickets of", *SOLD),
    Sabotage("stock-ledger", "is off its ledger by 0 held and 1 sold", *SOLD),
    Sabotage("stock-person", "are counted", *[on_shard("UPDATE person_stock SET taken = taken %s 1 WHERE %s"
                                                       % (sign, SALE.person)) for sign in "+-"]),
    Sabotage("order", "paid for", *[on_shard("UPDATE orders SET tickets = tickets %s 1 WHERE id = %s" % (sign, SALE.order))
                                    for sign in "+-"]),
    Sabotage("order-line", "tickets", *[on_shard("UPDATE order_line SET quantity = quantity %s 1 WHERE order_id = %s"
                                                 % (sign, SALE.order)) for sign in "+-"]),
    Sabotage("order-key", "made by 0 request keys",
             *[on_shard("UPDATE request_key SET deed = '%s' WHERE deed = '%s' AND answer_id = %s" % (*deeds, SALE.order))
               for deeds in (("x", "hold_place"), ("hold_place", "x"))]),
    Sabotage("order-late", "and its time was",
             on_shard("UPDATE orders SET state = 'held', expires_at = NOW(3) - INTERVAL 1 HOUR WHERE id = %s" % SALE.order),
             on_shard("UPDATE orders SET state = 'paid', expires_at = %s WHERE id = %s" % (SALE.until, SALE.order))),
    Sabotage("ticket-stock", "takes stock, but is cancelled",
             *[on_shard("UPDATE ticket SET state = '%s' WHERE id = %s" % (state, SALE.ticket)) for state in ("cancelled", "valid")]),
    Sabotage("order-audit", "nobody is noted",
             *[on_shard("UPDATE audit SET deed = '%s' WHERE deed = '%s' AND subject_id = %s" % (*deeds, SALE.order))
               for deeds in (("x", "order_register"), ("order_register", "x"))]),
    Sabotage("order-promise", "no job ticket_copy",
             *[on_shard("UPDATE job SET kind = '%s' WHERE kind = '%s' AND subject_id = %s; "
                        "UPDATE orders SET placed_at = %s WHERE id = %s" % (*kinds, SALE.order, placed, SALE.order))
               for *kinds, placed in (("z", "ticket_copy", "NOW(3)"), ("ticket_copy", "z", SALE.placed))]),
    Sabotage("stock-room", "60 sold of 50", on_shard("UPDATE stock_slot SET sold = 60 WHERE quota_id = %d" % Q),
             on_shard("UPDATE stock_slot SET sold = 0 WHERE quota_id = %d" % Q)),
    Sabotage("stock-room", "-1 held", on_shard("UPDATE stock_slot SET held = -1 WHERE quota_id = %d" % Q),
             on_shard("UPDATE stock_slot SET held = 0 WHERE quota_id = %d" % Q)),
    Sabotage("stock-sum", "1 slots for 50, but it says 1 for 51", on_shard("UPDATE quota SET capacity = 51 WHERE id = %d" % Q),
             on_shard("UPDATE quota SET capacity = 50 WHERE id = %d" % Q)),
    Sabotage("stock-sum", "0 slots", on_shard("DELETE FROM stock_slot WHERE quota_id = %d" % Q),
             on_shard("INSERT INTO stock_slot (quota_id, slot, cap) VALUES (%d, 0, 50)" % Q)),
    Sabotage("stock-lost", "slot 0", on_shard("INSERT INTO stock_slot (quota_id, slot, cap) VALUES (%d, 0, 5)" % STRAY),
             on_shard("DELETE FROM stock_slot WHERE quota_id = %d" % STRAY)),
    Sabotage("tenant", "date of an event of somebody else", on_shard("UPDATE occurrence SET organizer_id = %d WHERE id = %d" % (STRAY, D)),
             on_shard("UPDATE occurrence SET organizer_id = %d WHERE id = %d" % (O, D))),
    Sabotage("tenant", "ticket type of an event of somebody else",
             on_shard("UPDATE ticket_type SET organizer_id = %d WHERE id = %d" % (STRAY, T)),
             on_shard("UPDATE ticket_type SET organizer_id = %d WHERE id = %d" % (O, T))),
    Sabotage("tenant", "quota of an event of somebody else", on_shard("UPDATE quota SET organizer_id = %d WHERE id = %d" % (STRAY, Q)),
             on_shard("UPDATE quota SET organizer_id = %d WHERE id = %d" % (O, Q))),
    Sabotage("tenant", "draws on a quota of somebody else",
             on_shard("UPDATE ticket_type_quota SET organizer_id = %d WHERE quota_id = %d" % (STRAY, Q)),
             on_shard("UPDATE ticket_type_quota SET organizer_id = %d WHERE quota_id = %d" % (O, Q))),
    Sabotage("tenant", "date at a venue of somebody else", on_shard("UPDATE venue SET organizer_id = %d WHERE id = %d" % (STRAY, V)),
             on_shard("UPDATE venue SET organizer_id = %d WHERE id = %d" % (O, V))),
    Sabotage("tenant", "event with a cover of somebody else",
             on_shard("UPDATE event SET cover_id = %d WHERE id = %d" % (STRAY, E)),
             on_shard("UPDATE event SET cover_id = NULL WHERE id = %d" % E)),
    Sabotage("tenant", "session of nobody",
             on_shard("INSERT INTO session (id, account_id, secret_hash, created_at, seen_at, fresh_at, expires_at) VALUES "
                      "(%d, %d, REPEAT('x', 32), NOW(), NOW(), NOW(), NOW() + INTERVAL 1 DAY)" % (STRAY, STRAY)),
             on_shard("DELETE FROM session WHERE id = %d" % STRAY)),
    Sabotage("shard", "job", on_shard("INSERT INTO job (id, kind, subject_id, state, ended_at) VALUES (%d, 'x', %d, 'done', NOW())"
                                      % (new_id(101), E)),
             on_shard("DELETE FROM job WHERE kind = 'x'")),
    Sabotage("shard", "occurrence", on_shard("UPDATE occurrence SET id = %d WHERE id = %d" % (D ^ 1 << 51, D)),
             on_shard("UPDATE occurrence SET id = %d WHERE id = %d" % (D, D ^ 1 << 51))),
    Sabotage("placement", "of shard 3000, but on db0",
             on_shard("INSERT INTO account (id, email, name) VALUES (%d, 'stray@example.net', 'Stray')" % WRONG),
             on_shard("DELETE FROM account WHERE id = %d" % WRONG)),
    Sabotage("email-claim", "has not claimed its address",
             on_directory("DELETE FROM email_claim WHERE account_id = %d" % PERSON.id),
             on_directory("INSERT INTO email_claim (email, account_id) VALUES ('%s', %d)" % (PERSON.email, PERSON.id))),
    Sabotage("email-claim", "is not there to have",
             on_directory("INSERT INTO email_claim VALUES ('ghost@example.net', %d, NOW() - INTERVAL 1 HOUR)" % STRAY),
             on_directory("DELETE FROM email_claim WHERE email = 'ghost@example.net'")),
    Sabotage("handle-claim", "has not claimed its handle",
             on_directory("DELETE FROM handle_claim WHERE organizer_id = %d" % O),
             on_directory("INSERT INTO handle_claim (handle, organizer_id) VALUES ('%s', %d)" % (EVENT.handle, O))),
    Sabotage("handle-claim", "is not there to have the handle ghost",
             on_directory("INSERT INTO handle_claim VALUES ('ghost', %d, NOW() - INTERVAL 1 HOUR, NULL)" % STRAY),
             on_directory("DELETE FROM handle_claim WHERE handle = 'ghost'")),
    Sabotage("owner", EVENT.handle, on_shard("UPDATE team SET role = 'viewer' WHERE organizer_id = %d" % O),
             on_shard("UPDATE team SET role = 'owner' WHERE organizer_id = %d" % O)),
    Sabotage("my-ticket", "is not seen by",
             on_shard("INSERT INTO ticket_copy (ticket_id, account_id, email) VALUES (%s, %d, 'x')" % (SALE.ticket, PERSON.id)),
             on_shard("DELETE FROM ticket_copy WHERE account_id = %d" % PERSON.id)),
    Sabotage("my-ticket", "which is not theirs",
             on_shard("INSERT INTO my_ticket (account_id, ticket_id, order_id, event_id, occurrence_id, organizer_id, title, "
                      "organizer, ticket_type, name, starts_at, ends_at, time_zone, attendance, state, event_state, revision, "
                      "key_number, version) VALUES (%d, %s, 1, 1, 1, 1, '', '', '', '', NOW(), NOW(), 'UTC', 'online', 'valid', "
                      "'published', 1, 1, 1)" % (PERSON.id, SALE.ticket)),
             on_shard("DELETE FROM my_ticket WHERE account_id = %d" % PERSON.id)),
    Sabotage("membership", "does not see that it is owner of",
             on_shard("UPDATE membership SET role = 'viewer' WHERE account_id = %d" % PERSON.id),
             on_shard("UPDATE membership SET role = 'owner' WHERE account_id = %d" % PERSON.id)),
    Sabotage("membership", "for whom it does not work",
             on_shard("INSERT INTO membership (account_id, organizer_id, role, name, handle, version) VALUES "
                      "(%d, %d, 'owner', 'x', 'x', 1)" % (PERSON.id, OTHER.organizer)),
             on_shard("DELETE FROM membership WHERE account_id = %d AND organizer_id = %d" % (PERSON.id, OTHER.organizer))),
    Sabotage("published", "without a category", on_shard("UPDATE event SET category = '' WHERE id = %d" % E),
             on_shard("UPDATE event SET category = 'music' WHERE id = %d" % E)),
    Sabotage("published", "without a place", on_shard("UPDATE occurrence SET venue_id = NULL WHERE id = %d" % D),
             on_shard("UPDATE occurrence SET venue_id = %d WHERE id = %d" % (V, D))),
    Sabotage("time", "is not at 2031-01-10T20:00:00 in Europe/Lisbon",
             on_shard("UPDATE occurrence SET starts_at = starts_at - INTERVAL 1 HOUR WHERE id = %d" % D),
             on_shard("UPDATE occurrence SET starts_at = starts_at + INTERVAL 1 HOUR WHERE id = %d" % D)),
    Sabotage("time", "has the address /e/elsewhere", on_shard("UPDATE event SET path = '/e/elsewhere' WHERE id = %d" % E),
             on_shard("UPDATE event SET path = '/e/test-%s' WHERE id = %d" % (letters(E), E))),
    Sabotage("audit", "published", on_shard("UPDATE audit SET deed = 'event_nothing' WHERE subject_id = %d" % E),
             on_shard("UPDATE audit SET deed = 'event_publish' WHERE subject_id = %d" % E)),
    Sabotage("promise", "no job mail_event_live", on_shard("UPDATE job SET kind = 'y' WHERE subject_id = %d AND kind = 'mail_event_live'" % E),
             on_shard("UPDATE job SET kind = 'mail_event_live' WHERE subject_id = %d AND kind = 'y'" % E)),
    Sabotage("job", "waiting, due since", on_shard("INSERT INTO job (id, kind, subject_id, run_at) VALUES "
                                                   "(%d, 'unheard-of', %d, NOW() - INTERVAL 1 HOUR)" % (JOB, E)),
             on_shard("DELETE FROM job WHERE id = %d" % JOB)),
    Sabotage("image", "no job will make its files", on_shard(PICTURE % "stored"), on_shard("DELETE FROM image WHERE id = %d" % IMAGE)),
    Sabotage("image", "refused without a reason", on_shard(PICTURE % "refused"), on_shard("DELETE FROM image WHERE id = %d" % IMAGE)),
    Sabotage("image-files", "not all of its files are there", on_shard(PICTURE % "ready"), on_shard("DELETE FROM image WHERE id = %d" % IMAGE)),
    Sabotage("listing", "has 1 dates, the listing 0", on_listing("DELETE FROM listing WHERE event_id = %d" % E), EVENT.feed),
    Sabotage("listing", "is of version 1, the listing has 7", on_listing("UPDATE listing SET version = 7 WHERE event_id = %d" % E),
             on_listing("UPDATE listing SET version = 1 WHERE event_id = %d" % E)),
    Sabotage("listing", "not public", on_shard("UPDATE event SET state = 'hidden' WHERE id = %d" % E),
             on_shard("UPDATE event SET state = 'published' WHERE id = %d" % E)),
    Sabotage("listing", "but not there", on_listing("UPDATE listing SET event_id = %d WHERE event_id = %d" % (STRAY, E)),
             on_listing("UPDATE listing SET event_id = %d WHERE event_id = %d" % (E, STRAY))),
    Sabotage("search", "does not know it", on_index("DELETE FROM %%s WHERE id = %d" % D), EVENT.feed),
    Sabotage("search", "but not listed", on_index("REPLACE INTO %%s (id, title, event) VALUES (%d, 'ghost', %d)" % (STRAY, STRAY)),
             on_index("DELETE FROM %%s WHERE id = %d" % STRAY)),
]


def rule(name):
    """What it says of a rule at once: nothing else is at work that could be between two places."""
    return marquee("fsck", "--once", name)


def settle():
    """What undoing has set in motion is over."""
    wait_until(lambda: rule("listing")[0] == 0 and rule("search")[0] == 0, 20, "settled")


def all_holds_at_first():
    PERSON.joins(EVENT)
    promise("mail_event_live", EVENT.id)
    promise("mail_event_live", OTHER.id)
    EVENT.feed()
    OTHER.feed()
    wait_until(lambda: EVENT.found() and OTHER.found() and PERSON.mail(), 20, "made")
    names = sorted({s.rule for s in SABOTAGE})
    code, told = marquee("fsck", *[n for n in names if n != "owner"])
    assert code == 0, told


def every_rule_has_a_sabotage():
    code, told = marquee("fsck")
    rules = {line.split()[2] for line in told.splitlines() if line.startswith(("ok ", "BROKEN "))}
    assert rules == {s.rule for s in SABOTAGE}, rules ^ {s.rule for s in SABOTAGE}


def what_settles_is_no_breach():
    directory("DELETE FROM email_claim WHERE account_id = %d" % PERSON.id)
    claim = threading.Timer(1, directory, ["INSERT INTO email_claim (email, account_id) VALUES ('%s', %d)"
                                           % (PERSON.email, PERSON.id)])
    claim.start()
    code, told = marquee("fsck", "email-claim")
    claim.join()
    assert code == 0, told


def is_seen(sabotage):
    def test():
        before = rule(sabotage.rule)[1]
        sabotage.do()
        try:
            code, told = rule(sabotage.rule)
        finally:
            sabotage.undo()
        assert code == 1 and "BROKEN" in told and sabotage.says in told, told
        if sabotage.rule in ("listing", "search"):
            settle()
        assert rule(sabotage.rule)[1] == before, "as it was before: " + rule(sabotage.rule)[1]
    test.__name__ = "%s: %s" % (sabotage.rule, sabotage.says)
    return test


def a_server_that_is_away_is_no_proof():
    with Stopped("db1"):
        code, told = rule("stock-room")
    assert code == 1 and "could not be looked at" in told, told
    wait_until(lambda: rule("stock-room")[0] == 0, 20, "back")


def searchd_away_is_no_proof():
    with Stopped("search"):
        code, told = rule("search")
    assert code == 1 and "does not answer" in told, told
    wait_until(lambda: rule("search")[0] == 0, 20, "back")


def it_writes_nothing():
    def sums():
        tables = [("db0", "marquee_" + p) for p in ("directory", "listing", "shard")] + [("db1", "marquee_shard")]
        told = []
        for server, database in tables:
            names = [t[0] for t in sql(server, "SHOW TABLES", database) if t[0] not in ("heartbeat", "job")]
            told.append(sql(server, "CHECKSUM TABLE %s" % ", ".join(names), database))
        return told
    settle()
    wait_until(lambda: all(sql(s, "SELECT COUNT(*) FROM job WHERE state = 'leased' OR "
                               "(state = 'waiting' AND run_at < NOW(3) + INTERVAL 1 MINUTE)") == [("0",)]
                           for s in ("db0", "db1")) and listing("SELECT COUNT(*) FROM search_queue") == [("0",)],
               20, "nothing is at work")
    before = sums()
    marquee("fsck")
    after = sums()
    assert after == before, [x for x in zip(before, after) if x[0] != x[1]]


def forget_it_all():
    sql("db0", "DELETE FROM team WHERE account_id = %d" % PERSON.id)
    PERSON.forget()
    EVENT.forget()
    OTHER.forget()
    code, told = marquee("fsck")
    assert code == 0, told


run([all_holds_at_first, every_rule_has_a_sabotage, what_settles_is_no_breach, *[is_seen(s) for s in SABOTAGE],
     a_server_that_is_away_is_no_proof, searchd_away_is_no_proof, it_writes_nothing, forget_it_all])
