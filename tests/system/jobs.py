#!/usr/bin/python3
# jobs.py: what is promised is done: once when all is well, at least once when workers are killed, later
# when something is away, and never in silence.  Needs a world (./dev check).  Prints TAP.

import os
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import *  # noqa: E402,F403


def mail_job(event, person):
    return promise("mail", event.id, '{"what":"event_live","account":"%s"}' % letters(person.id))


def state_of(job):
    return (job_of(job) or ("gone",))[0]


# --- feeds ------------------------------------------------------------------------------------------

def what_is_published_is_found_within_five_seconds():
    event = Event("Zanzibar quartet at the tests")
    began = time.monotonic()
    event.feed()
    wait_until(event.found, 5, "found")
    took = time.monotonic() - began
    assert event.listed() == [("Zanzibar quartet at the tests", "1", "published")], event.listed()
    row = listing("SELECT city, venue, price_from_money, sold_out, starts_on, city_id IS NOT NULL FROM listing "
                  "WHERE event_id = %d" % event.id)
    assert row == [("Lisbon", "Hall of Tests", "1200", "0", "2031-01-10", "1")], row
    print("# found after %.2f s" % took)
    event.forget()


def an_event_follows_its_organizers_changes():
    event = Event("Before")
    event.feed()
    wait_until(event.found, 5, "found")
    event.change("title = 'Afterwards'")
    wait_until(lambda: event.listed() == [("Afterwards", "2", "published")], 5, "renamed")
    event.change("state = 'cancelled'")
    wait_until(lambda: event.listed() == [("Afterwards", "3", "cancelled")], 5, "cancelled")
    event.change("state = 'hidden'")
    wait_until(lambda: not event.listed() and not event.found(), 5, "hidden: neither listed nor found")
    event.change("state = 'published'")
    wait_until(lambda: event.listed() and event.found(), 5, "back")
    sql(event.server, "UPDATE stock_slot SET sold = cap WHERE quota_id = %d" % event.quota)
    event.feed()
    wait_until(lambda: listing("SELECT sold_out FROM listing WHERE event_id = %d" % event.id) == [("1",)], 5, "sold out")
    event.forget()


def an_older_copy_never_replaces_a_newer_one():
    event = Event("Newest of all")
    event.feed()
    wait_until(event.listed, 5, "listed")
    listing("UPDATE listing SET version = 99, title = 'from a later version' WHERE event_id = %d" % event.id)
    job = event.feed()
    wait_until(lambda: state_of(job) == "done", 5, "done")
    assert event.listed() == [("from a later version", "99", "published")], event.listed()
    listing("UPDATE listing SET version = 1 WHERE event_id = %d" % event.id)
    event.change("state = 'removed'")
    wait_until(lambda: not event.listed(), 5, "removed")
    sql(event.server, "UPDATE event SET state = 'published', version = 1 WHERE id = %d" % event.id)
    job = event.feed()
    wait_until(lambda: state_of(job) == "done", 5, "done")
    assert not event.listed(), "a late copy of before must not bring it back"
    sql(event.server, "UPDATE event SET version = 100 WHERE id = %d" % event.id)
    event.forget()


def a_silent_searchd_loses_nothing():
    event = Event("Yodelling while searchd sleeps")
    with Stopped("search"):
        event.feed()
        wait_until(event.listed, 10, "listed all the same")
        time.sleep(2)
        assert listing("SELECT COUNT(*) FROM search_queue WHERE event_id = %d" % event.id) == [("1",)]
    wait_until(event.found, 20, "found once searchd is back")
    wait_until(lambda: listing("SELECT COUNT(*) FROM search_queue") == [("0",)], 10, "nothing waits")
    event.forget()


def exactly_one_process_tells_searchd():
    lock = os.path.join(RUN, "search-writer.lock")
    inode = os.stat(lock).st_ino
    with open("/proc/locks") as f:
        holders = [line for line in f if "FLOCK" in line and line.split()[5].endswith(":%d" % inode) and "->" not in line]
    assert len(holders) == 1, holders
    assert int(holders[0].split()[4]) in workers_of("jobs")
    writer = int(holders[0].split()[4])
    os.kill(writer, signal.SIGKILL)
    event = Event("Found by the next writer")
    event.feed()
    wait_until(event.found, 10, "found by who has the lock now")
    event.forget()


# --- leases ----------------------------------------------------------------------------------------------

def no_lease_is_run_by_two():
    event, person = Event("Read by many"), Person()
    jobs = [mail_job(event, person) for _ in range(60)]
    wait_until(lambda: all(state_of(j) == "done" for j in jobs), 60, "all sent")
    mails = person.mail()
    assert len(mails) == 60, len(mails)
    assert len({m["Message-ID"] for m in mails}) == 60
    ends = [line["id"] for line in log_of("jobs") if line.get("message") == "job" and line["end"] == "done"]
    assert all(ends.count(letters(j)) == 1 for j in jobs), "each ended once"
    person.forget()
    event.forget()


def killed_workers_lose_nothing():
    event, person = Event("Murder of crows"), Person()
    jobs = []
    end = time.monotonic() + 5
    kills = 0
    while time.monotonic() < end:
        jobs += [mail_job(event, person), event.feed()]
        victims = workers_of("jobs")
        if victims:
            os.kill(victims[kills % len(victims)], signal.SIGKILL)
            kills += 1
        time.sleep(0.2)

    def over():
        # A lease of a dead worker runs out by itself; here it runs out at once.
        sql(event.server, "UPDATE job SET lease_until = NOW(3) - INTERVAL 1 SECOND WHERE state = 'leased' "
            "AND lease_until < NOW(3) + INTERVAL 58 SECOND")
        return all(state_of(j) == "done" for j in jobs)
    wait_until(over, 90, lambda: "all done, not %s" % [job_of(j) for j in jobs if state_of(j) != "done"])
    ids = {m["Message-ID"] for m in person.mail()}
    mails = [j for j in jobs if "<%s@marquee.example>" % letters(j) in ids]
    assert len(mails) == len(jobs) // 2, "every mail came: %d of %d" % (len(mails), len(jobs) // 2)
    twice = len(person.mail()) - len(ids)
    assert twice <= kills, "%d came twice for %d kills" % (twice, kills)
    print("# %d jobs, %d kills, %d mails twice (with the same Message-ID)" % (len(jobs), kills, twice))
    wait_until(lambda: len(workers_of("jobs")) >= 3, 20, "workers are back")
    person.forget()
    event.forget()


def a_worker_that_dies_in_a_job_leaves_it_to_the_next():
    event, person = Event("A last breath"), Person()
    with Stopped("mail"):
        job = mail_job(event, person)
        wait_until(lambda: state_of(job) == "leased", 10, "leased")
        owner = sql(event.server, "SELECT lease_owner, attempts FROM job WHERE id = %d" % job)[0]
        assert owner[1] == "1", "the attempt counts when it is leased"
        os.kill(int(owner[0].split("-")[0]), signal.SIGKILL)
        time.sleep(1)
        assert state_of(job) == "leased", "nobody else has it before the lease is over"
        sql(event.server, "UPDATE job SET lease_until = NOW(3) WHERE id = %d" % job)
    wait_until(lambda: state_of(job) == "done", 60, lambda: "done by another, not %s" % (job_of(job),))
    assert job_of(job)[1] >= 2
    assert len(person.mail()) == 1, "it arrives once"
    person.forget()
    event.forget()


def who_lost_the_lease_cannot_end_it():
    event = Event("Fenced in")
    job = new_id(100)
    sql("db0", "INSERT INTO job (id, kind, subject_id, state, lease_owner, lease_until, attempts) VALUES "
        "(%d, 'listing_feed', %d, 'leased', 'somebody-else', NOW(3) + INTERVAL 1 HOUR, 1)" % (job, event.id))
    changed = sql("db0", "UPDATE job SET state = 'done' WHERE id = %d AND state = 'leased' AND lease_owner = 'me'; "
                  "SELECT ROW_COUNT()" % job)
    assert changed == [("0",)]
    time.sleep(2)
    assert state_of(job) == "leased", "a lease that is not over is nobody else's"
    sql("db0", "UPDATE job SET lease_until = NOW(3) WHERE id = %d" % job)
    wait_until(lambda: state_of(job) == "done", 15, "taken over when it is over")
    event.forget()


def a_job_that_kills_its_workers_is_given_up():
    event = Event("Poison")
    job = new_id(100)
    sql("db0", "INSERT INTO job (id, kind, subject_id, attempts) VALUES (%d, 'listing_feed', %d, 100)" % (job, event.id))
    wait_until(lambda: state_of(job) == "dead", 10, "a dead letter")
    assert "died" in job_of(job)[2]
    event.forget()


def an_unknown_kind_is_left_for_who_knows_it():
    event = Event("From the future")
    job = promise("waltz", event.id)
    time.sleep(1.5)
    assert job_of(job) == ("waiting", 0, ""), job_of(job)
    sql("db0", "DELETE FROM job WHERE id = %d" % job)
    event.forget()


def reloads_lose_nothing_and_do_nothing_twice():
    event, person = Event("Changing of the guard"), Person()
    jobs = []
    for _ in range(3):
        before = set(workers_of("jobs"))
        jobs += [mail_job(event, person) for _ in range(15)]
        os.kill(pid_of("jobs"), signal.SIGHUP)
        wait_until(lambda: before.isdisjoint(workers_of("jobs")) and workers_of("jobs"), 20, "others do their work")
    wait_until(lambda: all(state_of(j) == "done" for j in jobs), 30, "all sent")
    assert len(person.mail()) == len(jobs), "%d mails of %d" % (len(person.mail()), len(jobs))
    person.forget()
    event.forget()


# --- mail -----------------------------------------------------------------------------------------------

def the_team_hears_that_its_event_is_live():
    event = Event("Grüße aus <b>Lissabon</b> & „anderswo“")
    owner, manager, scanner = Person(), Person(language="de", shard=3000), Person()
    for person, role in ((owner, "owner"), (manager, "manager"), (scanner, "scanner")):
        person.joins(event, role)
    job = promise("mail_event_live", event.id)
    wait_until(lambda: owner.mail() and manager.mail(), 15, "told")
    assert state_of(job) == "done"
    english, german = owner.mail()[0], manager.mail()[0]
    assert english["Subject"] == "“%s” is live" % event.title, english["Subject"]
    assert german["Subject"] == "„%s“ ist online" % event.title, german["Subject"]
    assert english["To"] == "Ada Test <%s>" % owner.email
    assert english["Auto-Submitted"] == "auto-generated"
    assert len(english.get_all("Message-ID")) == 1 and len(english.get_all("Subject")) == 1
    words = english.get_body(("plain",)).get_content()
    assert event.title in words and "Fri 10 Jan 2031, 20:00" in words and "/e/test-" in words, words
    html = english.get_body(("html",)).get_content()
    assert "&lt;b&gt;Lissabon&lt;/b&gt; &amp;" in html and "<b>Lissabon" not in html
    assert "/de/e/test-" in german.get_body(("plain",)).get_content()
    time.sleep(1)
    assert not scanner.mail(), "who only scans tickets is not told"
    for person in (owner, manager, scanner):
        sql(event.server, "DELETE FROM team WHERE account_id = %d" % person.id)
        person.forget()
    event.forget()


def a_silent_mail_server_makes_mail_wait():
    event, person = Event("Patience"), Person()
    with Stopped("mail"):
        job = mail_job(event, person)
        wait_until(lambda: job_of(job)[1] >= 1 and state_of(job) == "waiting", 60, lambda: job_of(job))
        assert job_of(job)[2] != "", "it says why it waits"
        code, told = marquee("doctor")
        assert code == 1 and "does not greet" in told and "mail waits until then" in told, told
    hurry()
    wait_until(lambda: state_of(job) == "done", 60, lambda: job_of(job))
    assert len(person.mail()) == 1, "it arrives once"
    person.forget()
    event.forget()


def a_full_mailbox_waits_and_a_wrong_address_is_a_dead_letter():
    event = Event("Return to sender")
    full, gone = Person("t%d@full.invalid" % new_id()), Person("t%d@gone.invalid" % new_id())
    later, never = mail_job(event, full), mail_job(event, gone)
    wait_until(lambda: state_of(never) == "dead", 10, lambda: job_of(never))
    assert "550" in job_of(never)[2] or "no such mailbox" in job_of(never)[2], job_of(never)
    wait_until(lambda: job_of(later)[1] == 1 and state_of(later) == "waiting", 10, lambda: job_of(later))
    assert "452" in job_of(later)[2] or "full" in job_of(later)[2], job_of(later)
    delay = float(sql("db0", "SELECT TIMESTAMPDIFF(MICROSECOND, NOW(3), run_at) / 1e6 FROM job WHERE id = %d" % later)[0][0])
    assert delay <= 2.5, delay
    code, told = marquee("doctor")
    assert code == 1 and "1 dead letters of mail" in told, told
    code, told = marquee("jobs")
    assert letters(never) in told and "no such mailbox" in told, told
    code, told = marquee("jobs", "retry", letters(never))
    assert code == 0, told
    # it is known by now that nothing arrives there: news are not sent, until the address is another
    wait_until(lambda: state_of(never) == "done" and job_of(never)[1] == 1, 10, lambda: job_of(never))
    sql("db0", "DELETE FROM bounce WHERE organizer_id = %d" % event.organizer)
    sql("db0", "DELETE FROM job WHERE id IN (%d, %d)" % (later, never))
    full.forget()
    gone.forget()
    event.forget()


# --- the rest ------------------------------------------------------------------------------------------------

def copies_of_teams_reach_their_people():
    event, person = Event("Membership"), Person(shard=3000)
    person.joins(event)
    wait_until(lambda: sql(person.server, "SELECT role, handle FROM membership WHERE account_id = %d" % person.id)
               == [("owner", event.handle)], 10, "copied to the other server")
    sql(event.server, "DELETE FROM team WHERE account_id = %d" % person.id)
    person.forget()
    event.forget()


def one_shard_down_does_not_hold_up_the_other():
    event = Event("On the first server")
    with Stopped("db1"):
        began = time.monotonic()
        event.feed()
        wait_until(event.found, 15, "found")
        print("# found after %.1f s" % (time.monotonic() - began))
    other = Event("On the second server", shard=3000)
    other.feed()
    wait_until(other.found, 20, "the other server's jobs go on by themselves")
    other.forget()
    event.forget()


def a_missing_heartbeat_is_seen():
    assert "looked for" in marquee("doctor")[1]
    with Stopped("jobs", children=True):
        for server in ("db0", "db1"):
            sql(server, "UPDATE heartbeat SET beat_at = NOW(3) - INTERVAL 2 MINUTE WHERE name = 'jobs'")
        code, told = marquee("doctor")
        assert code == 1 and "nobody has looked for jobs on db0" in told and "start marquee-jobs" in told, told
        alive = sql("db0", "SELECT COUNT(*) > 0 FROM heartbeat WHERE name = 'jobs' AND beat_at > NOW(3) - INTERVAL 60 SECOND")
        assert alive == [("0",)]
    wait_until(lambda: "nobody has looked" not in marquee("doctor")[1], 20, "back")


def what_is_old_is_swept():
    person = Person()
    old, young = new_id(200), new_id(200)
    for session, days in ((old, -3), (young, 30)):
        sql("db0", "INSERT INTO session (id, account_id, secret_hash, created_at, seen_at, fresh_at, expires_at) VALUES "
            "(%d, %d, REPEAT('x', 32), NOW(), NOW(), NOW(), NOW() + INTERVAL %d DAY)" % (session, person.id, days))
    sql("db0", "INSERT INTO rate (what, subject, window_at) VALUES ('test', REPEAT('x', 32), NOW() - INTERVAL 3 DAY)")
    sql("db0", "INSERT INTO request_key (owner_id, request_key, deed, created_at) VALUES "
        "(%d, REPEAT('x', 16), 'test', NOW(3) - INTERVAL 40 DAY)" % person.id)
    directory("INSERT INTO rate (what, subject, window_at) VALUES ('test', REPEAT('x', 32), NOW() - INTERVAL 3 DAY)")
    sql("db0", "UPDATE heartbeat SET beat_at = NOW(3) - INTERVAL 2 HOUR WHERE name = 'tidy'")
    os.kill(pid_of("jobs"), signal.SIGHUP)      # new workers look at once
    wait_until(lambda: sql("db0", "SELECT id FROM session WHERE account_id = %d" % person.id) == [(str(young),)], 20, "sessions")
    assert sql("db0", "SELECT COUNT(*) FROM rate WHERE what = 'test'") == [("0",)]
    assert sql("db0", "SELECT COUNT(*) FROM request_key WHERE deed = 'test'") == [("0",)]
    wait_until(lambda: directory("SELECT COUNT(*) FROM rate WHERE what = 'test'") == [("0",)], 5, "counters of addresses")
    sql("db0", "DELETE FROM session WHERE id = %d" % young)
    person.forget()


def the_index_is_made_anew_while_the_old_one_answers():
    events = [Event("Reindexed number %d" % i) for i in range(3)]
    for event in events:
        event.feed()
    wait_until(lambda: all(event.found() for event in events), 10, "found")
    before = listing("SELECT active FROM search_index")[0][0]
    making = subprocess.Popen([*AS, os.path.join(WORLD, "app/bin/marquee"), "reindex", "--listing"], cwd="/",
                              env=dict(os.environ, MARQUEE_CONF=os.path.join(WORLD, "marquee.conf")),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    asked = 0
    while making.poll() is None:
        assert events[asked % 3].found(), "every question is answered meanwhile"
        asked += 1
    told = making.stdout.read()
    assert making.returncode == 0, told
    after = listing("SELECT active FROM search_index")[0][0]
    assert after != before, told
    listed = listing("SELECT COUNT(*) FROM listing")[0][0]
    assert search("SELECT COUNT(*) FROM %s" % after) == [(listed,)], told
    print("# %d questions meanwhile; %s" % (asked, told.strip().replace("\n", "; ")))
    listing("DELETE FROM listing WHERE event_id = %d" % events[0].id)
    listing("INSERT INTO listing SELECT 5, 6, organizer_id, version, state, path, title, summary, about, category, language, "
            "attendance, starts_at, ends_at, starts_on, time_zone, venue_id, venue, city_id, city, country, latitude, longitude, "
            "organizer, organizer_handle, cover_id, cover_width, cover_height, cover_alt, currency, price_from_money, "
            "price_to_money, sold_out, published_at, updated_at, listed_at FROM listing WHERE event_id = %d" % events[1].id)
    code, told = marquee("reindex", "--listing")
    assert code == 0, told
    assert events[0].listed() and not listing("SELECT 1 FROM listing WHERE event_id = 6"), "the listing is as the shards say"
    for event in events:
        event.forget()


run([
    what_is_published_is_found_within_five_seconds, an_event_follows_its_organizers_changes,
    an_older_copy_never_replaces_a_newer_one, a_silent_searchd_loses_nothing, exactly_one_process_tells_searchd,
    no_lease_is_run_by_two, killed_workers_lose_nothing, a_worker_that_dies_in_a_job_leaves_it_to_the_next,
    who_lost_the_lease_cannot_end_it, a_job_that_kills_its_workers_is_given_up,
    an_unknown_kind_is_left_for_who_knows_it, reloads_lose_nothing_and_do_nothing_twice,
    the_team_hears_that_its_event_is_live,
    a_full_mailbox_waits_and_a_wrong_address_is_a_dead_letter, copies_of_teams_reach_their_people,
    one_shard_down_does_not_hold_up_the_other, a_missing_heartbeat_is_seen, what_is_old_is_swept,
    the_index_is_made_anew_while_the_old_one_answers,
] + ([
    a_silent_mail_server_makes_mail_wait,	# it waits for as long as mail servers may take to greet
] if os.environ.get("MARQUEE_LONG") else []))
