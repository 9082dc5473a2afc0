#!/usr/bin/python3
# cli.py: what an operator types: people by hand, sample data, and a doctor who finds what is ill and
# says what to do.  Needs a world (./dev check).  Prints TAP.

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import *  # noqa: E402,F403


def marquee_with(settings, *args):
    """The same with settings of its own, from the environment."""
    env = dict(os.environ, MARQUEE_CONF=os.path.join(WORLD, "marquee.conf"), **settings)
    done = subprocess.run([*AS, os.path.join(WORLD, "app/bin/marquee"), *args], env=env, cwd="/",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    return done.returncode, done.stdout


def doctor_says(part, *words, **settings):
    code, told = marquee_with(settings, "doctor")
    lines = re.findall(r"^ILL +%s +(.*\n.*)$" % part, told, re.M)
    assert code == 1 and lines, told
    assert '{"time"' not in told, "sentences, and no lines of a log: " + told
    for word in words:
        assert any(word in line for line in lines), "%s: %s" % (word, lines)


# --- people ---------------------------------------------------------------------------------------------

def a_person_by_hand():
    address = "Cli.%s@Example.net" % letters(new_id())
    code, told = marquee("user", "add", address, "Änne Muster", "de")
    assert code == 0, told
    email, password = told.strip().split("\t")
    assert email == address.lower()
    assert re.fullmatch(r"[0-9a-z]{5}(-[0-9a-z]{5}){3}", password), password
    account = int(directory("SELECT account_id FROM email_claim WHERE email = '%s'" % email)[0][0])
    server = server_of(account)
    name, stored, language, state = sql(server, "SELECT name, password_hash, language, state FROM account WHERE id = %d" % account)[0]
    assert (name, language, state) == ("Änne Muster", "de", "active")
    assert "$argon2id$" in stored and password not in stored
    assert password not in "".join(open(os.path.join(WORLD, "log", name), errors="replace").read()
                                   for name in os.listdir(os.path.join(WORLD, "log"))), "in no log"
    assert marquee("user", "add", address)[0] == 1, "an address is claimed once"
    code, told = marquee("user", "list")
    assert code == 0 and "%s\tÄnne Muster\tactive" % email in told, told
    code, told = marquee("user", "password", email)
    assert code == 0 and told.strip().split("\t")[1] != password, told
    assert sql(server, "SELECT password_hash FROM account WHERE id = %d" % account)[0][0] != stored
    for deed, state in (("disable", "locked"), ("enable", "active")):
        assert marquee("user", deed, email)[0] == 0
        assert sql(server, "SELECT state FROM account WHERE id = %d" % account) == [(state,)]
    deeds = [d for d, in sql(server, "SELECT deed FROM audit WHERE subject_id = %d ORDER BY at" % account)]
    assert deeds == ["account_make", "account_password", "account_state", "account_state"], deeds
    sql(server, "DELETE FROM account WHERE id = %d" % account)
    directory("DELETE FROM email_claim WHERE account_id = %d" % account)


def what_is_typed_wrongly_is_said():
    for args, code, word in ((("user",), 2, "usage"), (("user", "add"), 2, "usage"), (("user", "add", "nobody"), 1, "not an e-mail address"),
                             (("user", "password", "nobody@example.net"), 1, "there is no account"),
                             (("user", "add", "x@example.net", "a\nb"), 1, "one line"), (("user", "add", "x@example.net", "X", "tlh"), 1, "language"),
                             (("jobs", "retry", "nonsense"), 1, "no dead letter"), (("fsck", "no-such-rule"), 2, "usage"),
                             (("demo", "--all"), 2, "usage"), (("reindex", "now"), 2, "usage"), (("waltz",), 2, "no command")):
        got, told = marquee(*args)
        assert (got, word in told) == (code, True), (args, got, told)


# --- sample data --------------------------------------------------------------------------------------------

def sample_data_feels_real():
    code, told = marquee("demo", "--events")
    assert code == 0, told
    events = [row for server in ("db0", "db1") for row in sql(server, """
        SELECT e.title, e.language, e.category, e.state, IFNULL(v.city_slug, ''), o.starts_at > NOW(), g.handle, e.summary,
               LENGTH(e.about), e.time_zone
          FROM event e JOIN organizer g ON g.id = e.organizer_id JOIN account a ON a.email LIKE '%@marquee.example' OR TRUE
          JOIN occurrence o ON o.event_id = e.id LEFT JOIN venue v ON v.id = o.venue_id
         WHERE g.handle NOT LIKE 'test-%' GROUP BY e.id""")]
    handles = {e[6] for e in events}
    assert {"lampenhof", "atelier-canal", "kissa-hibiki"} <= handles
    sample = [e for e in events if e[6] in SAMPLE]
    assert len({e[6] for e in sample}) == 25 and len(sample) == 300, (len(handles), len(sample))
    assert len({e[4] for e in sample} - {""}) == 30, "thirty cities"
    assert len({e[0] for e in sample}) == 300, "no title twice"
    assert len({e[7] for e in sample}) == 300, "no summary twice"
    assert {e[1] for e in sample} == {"en", "de", "fr", "nl", "da", "ja", "pt", "es", "it"}
    assert len({e[2] for e in sample}) == 15, "every category"
    assert len({e[9] for e in sample}) >= 15, "many zones"
    assert {e[3] for e in sample} >= {"published", "cancelled", "postponed"}
    assert all(e[5] == "1" for e in sample), "all are to come"
    assert min(int(e[8]) for e in sample) > 90 and not any("lorem" in e[7].lower() for e in sample)


SAMPLE = [name[:-4] for name in os.listdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../handlers/cli/demo"))]


def sample_data_is_made_once():
    before = [sql(s, "SELECT COUNT(*) FROM event") for s in ("db0", "db1")]
    code, told = marquee("demo", "--events")
    assert code == 0 and told.strip() == "0 events published, 0 covers drawn", told
    assert [sql(s, "SELECT COUNT(*) FROM event") for s in ("db0", "db1")] == before
    assert marquee("fsck", "stock-room", "stock-sum", "tenant", "published", "time", "listing")[0] == 0


# --- the doctor ----------------------------------------------------------------------------------------------

def all_is_well_in_a_new_world():
    code, told = marquee("doctor")
    assert code == 0 and "\nILL" not in told and not told.startswith("ILL"), told
    for part in ("settings", "secrets", "templates", "disk", "images", "databases", "rights", "clocks", "cache", "search",
                 "mail", "programs", "jobs"):
        assert re.search(r"^(ok|uneasy) +%s " % part, told, re.M), part


def settings_that_cannot_be_right():
    doctor_says("settings", "site.url is http://x/", MARQUEE_SITE_URL="http://x/")
    doctor_says("settings", "paths.run is too long", MARQUEE_PATHS_RUN="/tmp/" + "x" * 90)
    doctor_says("templates", "install this version anew", MARQUEE_PATHS_TEMPLATES="/nowhere")
    doctor_says("disk", "paths.media (/nowhere)", "make that folder", MARQUEE_PATHS_MEDIA="/nowhere")
    doctor_says("images", "install libvips-tools", MARQUEE_IMAGES_THUMBNAILER="/nowhere/vipsthumbnail")
    doctor_says("mail", "mail.server is not host:port", MARQUEE_MAIL_SERVER="nowhere")
    doctor_says("mail", "Connection refused", "nothing is lost", MARQUEE_MAIL_SERVER="127.0.0.1:9")
    doctor_says("mail", "mail.from is not", MARQUEE_MAIL_FROM="Marquee")
    code, told = marquee_with({"MARQUEE_MAIL_SERVER": ""}, "doctor")
    assert "no mail server is set" in told, told
    assert marquee_with({"MARQUEE_NO_SUCH": "x", "MARQUEE_SITE_ULR": "x"}, "doctor")[0] == 1


def secrets_that_others_can_read():
    dir_ = tempfile.mkdtemp()
    for name in os.listdir(os.path.join(WORLD, "secrets")):
        shutil.copy(os.path.join(WORLD, "secrets", name), dir_)
    for name in os.listdir(dir_):
        os.chmod(os.path.join(dir_, name), 0o600)
    os.chmod(os.path.join(dir_, "web-1.key"), 0o644)
    os.chmod(os.path.join(dir_, "ticket-1.key"), 0o640)  # one that several programs share
    os.chmod(os.path.join(dir_, "db-public"), 0o640)
    os.unlink(os.path.join(dir_, "pepper-1.key"))
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "www-data:", dir_], check=True)
    doctor_says("secrets", "web-1.key can be read by others", "chmod 640", "db-public can be read by others",
                "chmod 600", "pepper", "run `marquee init`", MARQUEE_PATHS_SECRETS=dir_)
    assert "ticket-1.key" not in marquee_with({"MARQUEE_PATHS_SECRETS": dir_}, "doctor")[1]
    shutil.rmtree(dir_)


def servers_that_are_away():
    for name, part, words in (("memcached", "cache", ("does not answer", "start memcached")),
                              ("search", "search", ("start searchd", "discover browses the listing")),
                              ("db1", "databases", ("shard on db1 does not answer", "start that mariadbd")),
                              ("hub", "databases", ("hub on hub does not answer",))):
        with Stopped(name):
            doctor_says(part, *words)
    wait_until(lambda: marquee("doctor")[0] == 0, 30, lambda: marquee("doctor")[1])


def an_index_that_does_not_agree():
    active = listing("SELECT active FROM search_index")[0][0]
    search("REPLACE INTO %s (id, title, event) VALUES (77, 'ghost', 77)" % active)
    try:
        doctor_says("search", "the listing", "run `marquee reindex`")
    finally:
        search("DELETE FROM %s WHERE id = 77" % active)


def rights_that_are_too_many():
    user = sql("db0", "SELECT User FROM mysql.user WHERE User LIKE '%public'")[0][0]
    host = sql("db0", "SELECT Host FROM mysql.user WHERE User = '%s'" % user)[0][0]
    sql("db0", "GRANT DROP ON marquee_listing.listing TO '%s'@'%s'" % (user, host))
    try:
        doctor_says("rights", "marquee-public may too much", "run `marquee migrate`")
    finally:
        sql("db0", "REVOKE DROP ON marquee_listing.listing FROM '%s'@'%s'" % (user, host))
    sql("db0", "GRANT DELETE ON marquee_listing.listing TO '%s'@'%s'" % (user, host))
    try:
        doctor_says("rights", "marquee-public may too much")
    finally:
        sql("db0", "REVOKE DELETE ON marquee_listing.listing FROM '%s'@'%s'" % (user, host))


def a_schema_it_does_not_know():
    sql("db1", "INSERT INTO migration (number, name, checksum, done_at) VALUES (9999, '9999-shard-future', 'x', NOW())"
        if "checksum" in str(sql("db1", "SHOW COLUMNS FROM migration")) else
        "INSERT INTO migration (number, name, done_at) VALUES (9999, '9999-shard-future', NOW())")
    try:
        doctor_says("databases", "shard on db1 is of version 9999", "install the newer version")
    finally:
        sql("db1", "DELETE FROM migration WHERE number = 9999")


run([a_person_by_hand, what_is_typed_wrongly_is_said, sample_data_feels_real, sample_data_is_made_once,
     all_is_well_in_a_new_world, settings_that_cannot_be_right, secrets_that_others_can_read, servers_that_are_away,
     an_index_that_does_not_agree, rights_that_are_too_many, a_schema_it_does_not_know])
