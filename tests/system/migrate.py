#!/usr/bin/python3
# migrate.py: `marquee init` and `marquee migrate` on servers of their own: from nothing, again,
# killed anywhere, beside themselves, against what they must refuse; and what each program may do then.
#
#	tests/system/migrate.py [--update]	--update writes sql/schema anew
#
# Prints TAP.

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MARQUEE = os.path.join(os.environ.get("MARQUEE_BUILD") or os.path.join(TOP, "build"), "marquee")
PLACES = ("directory", "listing", "shard", "hub")
HUB = ("--plugin-load-add=ha_spider --spider-conn-recycle-mode=1 --spider-remote-autocommit=1 --spider-semi-trx=OFF "
       "--spider-sync-autocommit=OFF --spider-sync-trx-isolation=OFF --spider-bka-mode=2").split()

work = tempfile.mkdtemp(prefix="mg", dir="/tmp")
os.chmod(work, 0o755)
count = 0
failures = 0


def test(fn):
    """Run one test and say how it went."""
    global count, failures
    count += 1
    name = fn.__doc__
    try:
        fn()
        print("ok %d - %s" % (count, name), flush=True)
    except Exception as e:
        failures += 1
        print("not ok %d - %s" % (count, name))
        for line in str(e).splitlines() or [repr(e)]:
            print("# " + line, flush=True)


def must(true, why):
    if not true:
        raise AssertionError(why)


def server(what, name, *options):
    subprocess.run([os.path.join(TOP, "tests/mariadb"), what, os.path.join(work, name), *options],
                   check=True, stdout=subprocess.DEVNULL)


def sql(name, text, user=None, password=None, database=None):
    """Rows as lists of text; an exception with the server's words when it refuses."""
    command = ["mariadb", "--no-defaults", "-N", "-B", "--default-character-set=utf8mb4",
               "-S", os.path.join(work, name, "s")]
    if user:
        command += ["-u" + user, "-p" + password]
    if database:
        command.append(database)
    r = subprocess.run(command, input=text, capture_output=True, text=True)
    if r.returncode != 0:
        raise RuntimeError(r.stderr.strip().splitlines()[-1])
    return [line.split("\t") for line in r.stdout.splitlines()]


def marquee(*words, fails=False):
    r = subprocess.run([MARQUEE, "-c", os.path.join(work, "marquee.conf"), *words], capture_output=True, text=True)
    must((r.returncode != 0) == fails, "%s: status %d\n%s%s" % (" ".join(words), r.returncode, r.stdout, r.stderr))
    return r.stdout + r.stderr


def placement(ranges="0-2047 db0 1\n2048-4095 db1 1\n"):
    with open(os.path.join(work, "placement"), "w") as f:
        f.write("server db0 db0/s\nserver db1 db1/s\nserver hub hub/s\n"
                + "directory db0\nlisting db0\nhub hub\n" + ranges)


def empty():
    """As if nothing had ever been done."""
    for name in ("hub", "db0", "db1"):
        for place in PLACES:
            sql(name, "DROP DATABASE IF EXISTS marquee_%s" % place)
        for user, host in sql(name, "SELECT User, Host FROM mysql.user WHERE User LIKE 'marquee%'"):
            sql(name, "DROP USER '%s'@'%s'" % (user, host))
        for row in sql(name, "SELECT Server_name FROM mysql.servers"):
            sql(name, "DROP SERVER `%s`" % row[0])


def dumps():
    return {place: marquee("migrate", "--dump", place) for place in PLACES}


def password(program):
    with open(os.path.join(work, "secrets", "db-" + program)) as f:
        return f.read().strip()


def programs():
    return sorted(f[3:] for f in os.listdir(os.path.join(work, "secrets")) if f.startswith("db-"))


def refused(fn, number):
    try:
        fn()
    except RuntimeError as e:
        must("ERROR %d" % number in str(e), str(e))
        return
    raise AssertionError("was not refused")


# --- init ------------------------------------------------------------------------------------

def init_makes_what_is_missing():
    """init makes keys and passwords that only their owner reads"""
    marquee("init")
    folder = os.path.join(work, "secrets")
    must(os.stat(folder).st_mode & 0o777 == 0o700, "the folder is open")
    files = os.listdir(folder)
    must("web-1.key" in files and "db-public" in files and "db-hub" in files, str(files))
    for f in files:
        must(os.stat(os.path.join(folder, f)).st_mode & 0o777 == 0o600, f + " is open")


def init_leaves_what_is_there():
    """init leaves alone what is there, and makes what has gone"""
    before = {p: password(p) for p in programs()}
    must(len(set(before.values())) == len(before), "two programs have one password")
    must(marquee("init") == "", "it said something")
    os.unlink(os.path.join(work, "secrets", "db-jobs"))
    marquee("init")
    after = {p: password(p) for p in programs()}
    must(after.pop("jobs") != before.pop("jobs") and after == before, "passwords changed")


# --- migrate ----------------------------------------------------------------------------------------

def a_plan_does_nothing():
    """--plan and --status change nothing"""
    must("would do: db0 marquee_shard: 0003-shard-people" in marquee("migrate", "--plan"), "no plan")
    must("not there yet" in marquee("migrate", "--status", fails=True), "no status")
    must(sql("db0", "SHOW DATABASES LIKE 'marquee%'") == [], "there are databases")


def from_nothing():
    """from nothing to everything, and then there is nothing to do"""
    marquee("migrate")
    must("as it should be" in marquee("migrate"), "it did something again")
    must(marquee("migrate", "--plan") == "everything is as it should be\n", "it has plans")
    status = marquee("migrate", "--status").splitlines()
    must(len(status) == 5 and all("as it should be" in line for line in status), "\n".join(status))


def schema_is_what_people_read():
    """the result is what sql/schema shows"""
    for place, text in dumps().items():
        path = os.path.join(TOP, "sql/schema", place + ".sql")
        if "--update" in sys.argv:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as f:
                f.write(text)
        with open(path) as f:
            must(f.read() == text, "%s is old: tests/system/migrate.py --update" % path)


def migrations():
    folder = os.path.join(TOP, "sql/migrate")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as f:
            yield name, name.split("-")[1], f.read()


def every_statement_can_run_twice():
    """every statement of every migration can run again, for a kill behind it"""
    before = dumps()
    for name, place, text in migrations():
        body = []
        for line in text.splitlines(True):
            if not body and (line.startswith("--") or not line.strip()):
                continue
            body.append(line)
            if line.rstrip().endswith(";"):
                statement, body = "".join(body), []
                try:
                    sql("db0", statement + statement, database="marquee_" + place)
                except RuntimeError as e:
                    raise AssertionError("%s: %s" % (name, e))
    # Again in their order they may undo what came later; what counts is that nothing is refused.
    if dumps() != before:
        empty()
        marquee("migrate")


def columns_say_what_they_mean():
    """every table says what it is, every personal column why it is kept"""
    for place in ("directory", "listing", "shard"):
        bare = sql("db0", "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'marquee_%s' "
                   "AND (TABLE_COMMENT = '' OR ENGINE <> 'InnoDB' OR TABLE_COLLATION NOT LIKE 'utf8mb4%%')" % place)
        must(bare == [], "without a comment, or not InnoDB in utf8mb4: %s" % bare)
    silent = sql("db0", "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA LIKE "
                 "'marquee_%' AND COLUMN_NAME IN ('email', 'address', 'device', 'password_hash') "
                 "AND COLUMN_COMMENT NOT REGEXP 'personal|secret'")
    must(silent == [], "no purpose: %s" % silent)


def killed_anywhere():
    """killed anywhere and started again it ends the same"""
    whole = dumps()
    rights = all_rights()
    kills = 0
    empty()
    began = time.monotonic()
    marquee("migrate")
    length = time.monotonic() - began
    empty()
    wait = 0.005
    while True:
        p = subprocess.Popen([MARQUEE, "-c", os.path.join(work, "marquee.conf"), "migrate"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            _, err = p.communicate(timeout=wait)
            must(p.returncode == 0, err)
            break
        except subprocess.TimeoutExpired:
            p.send_signal(signal.SIGKILL)
            p.communicate()
            kills += 1
        # Sometimes from the beginning, so that every stretch of it is cut somewhere.
        if random.random() < 0.2:
            empty()
        wait = min(wait + length * random.uniform(0.01, 0.08), length * 3)
    must(dumps() == whole, "the tables differ")
    must(all_rights() == rights, "the rights differ")
    must(all("as it should be" in line for line in marquee("migrate", "--status").splitlines()), "unfinished")
    print("# killed %d times" % kills)


def all_rights():
    rights = []
    for name in ("db0", "db1", "hub"):
        rights += sql(name, "SELECT '%s', GRANTEE, TABLE_SCHEMA, TABLE_NAME, PRIVILEGE_TYPE FROM "
                      "information_schema.TABLE_PRIVILEGES WHERE GRANTEE LIKE '%%marquee%%'" % name)
        rights += sql(name, "SELECT '%s', GRANTEE, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM "
                      "information_schema.COLUMN_PRIVILEGES WHERE GRANTEE LIKE '%%marquee%%'" % name)
    return sorted(rights)


def three_at_once():
    """several at once: one works, the others find it done"""
    whole = dumps()
    empty()
    at_once = [subprocess.Popen([MARQUEE, "-c", os.path.join(work, "marquee.conf"), "migrate"],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(3)]
    said = [p.communicate()[0] for p in at_once]
    for p, words in zip(at_once, said):
        must(p.returncode == 0 or "another migration is under way" in words, words)
    must(any(p.returncode == 0 for p in at_once), "\n".join(said))
    must(dumps() == whole, "the tables differ")


def what_has_landed_is_not_edited():
    """a migration that was changed after it was applied is refused"""
    sql("db1", "UPDATE marquee_shard.migration SET checksum = REVERSE(checksum) WHERE number = 4")
    must("is not what was applied here" in marquee("migrate", fails=True), "it was taken")
    sql("db1", "UPDATE marquee_shard.migration SET checksum = REVERSE(checksum) WHERE number = 4")
    marquee("migrate")


def a_newer_schema_is_left_alone():
    """tables of a newer program are left alone"""
    sql("db1", "INSERT INTO marquee_shard.migration (number, name, checksum, done_at) VALUES (9999, '9999-later', '', NOW())")
    must("newer than this program: it has 9999-later" in marquee("migrate", fails=True), "it was not noticed")
    must("newer" in marquee("migrate", "--status", fails=True), "it was not shown")
    sql("db1", "DELETE FROM marquee_shard.migration WHERE number = 9999")


def a_server_that_is_down():
    """a server that is down is named, and nothing is half done"""
    server("kill", "db1")
    try:
        told = marquee("migrate", fails=True)
        must("marquee: db1: 20" in told, "it was not named: " + told)
        must("db0\tmarquee_shard" in marquee("migrate", "--status", fails=True), "the others are hidden")
    finally:
        server("again", "db1")
    marquee("migrate")


# --- rights -----------------------------------------------------------------------------------------

def nobody_has_more_than_rows():
    """no program may change a table, and none is more than its rows of grants.def"""
    for program in programs():
        name = "db0"
        user = "marquee_" + program
        for text in ("CREATE TABLE marquee_shard.x (i INT)", "DROP TABLE marquee_shard.event",
                     "ALTER TABLE marquee_shard.event ADD x INT", "TRUNCATE marquee_shard.event",
                     "CREATE PROCEDURE marquee_shard.x() BEGIN END", "CREATE USER x", "SET GLOBAL read_only = 1",
                     "SELECT * FROM mysql.user", "CREATE DATABASE x"):
            try:
                sql(name, text, user, password(program))
                raise AssertionError("%s may %s" % (user, text))
            except RuntimeError as e:
                must(any("ERROR %d" % n in str(e) for n in (1142, 1044, 1227, 1370)), "%s: %s: %s" % (user, text, e))


def history_is_only_added_to():
    """nobody may change or delete what is in audit"""
    for program in programs():
        for text in ("UPDATE marquee_shard.audit SET deed = 'x'", "DELETE FROM marquee_shard.audit",
                     "REPLACE INTO marquee_shard.audit (id, actor_id, organizer_id, deed, subject_id) VALUES (1,1,1,'x',1)"):
            refused(lambda: sql("db0", text, "marquee_" + program, password(program)), 1142)


def public_only_reads():
    """the public program reads what is public and writes nothing"""
    mine = ("marquee_public", password("public"))
    sql("db0", "SELECT COUNT(*) FROM marquee_shard.event", *mine)
    for table in ("marquee_shard.event", "marquee_listing.listing", "marquee_directory.handle_claim"):
        refused(lambda: sql("db0", "DELETE FROM %s" % table, *mine), 1142)
    for table in ("marquee_shard.account", "marquee_shard.session", "marquee_shard.team", "marquee_shard.job",
                  "marquee_directory.email_claim"):
        refused(lambda: sql("db0", "SELECT COUNT(*) FROM %s" % table, *mine), 1142)


def a_right_too_many_goes():
    """rights that nobody gave are taken away, those that are missing come back"""
    before = all_rights()
    sql("db0", "GRANT DELETE ON marquee_shard.audit TO marquee_jobs@localhost;"
        "GRANT CREATE ON *.* TO marquee_public@localhost; GRANT ALL ON marquee_listing.* TO marquee_public@localhost;"
        "REVOKE SELECT ON marquee_shard.venue FROM marquee_public@localhost")
    marquee("migrate")
    must(all_rights() == before, "the rights differ")
    must(sql("db0", "SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE GRANTEE LIKE '%marquee%' "
             "AND PRIVILEGE_TYPE <> 'USAGE'") == [], "a right to everything stayed")
    must(sql("db0", "SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE LIKE '%marquee%' "
             "AND PRIVILEGE_TYPE <> 'EXECUTE'") == [], "a right to a database stayed")


def a_new_password_is_told():
    """a password that was made anew is told to the servers"""
    old = password("public")
    os.unlink(os.path.join(work, "secrets", "db-public"))
    marquee("init")
    marquee("migrate")
    sql("db1", "SELECT 1", "marquee_public", password("public"))
    refused(lambda: sql("db1", "SELECT 1", "marquee_public", old), 1045)


# --- the hub ------------------------------------------------------------------------------------------

def the_hub_sees_all_shards():
    """the hub shows the rows of all shards, writes none, and has no secrets"""
    high = (4095 << 51) + 1
    sql("db0", "INSERT INTO marquee_shard.organizer (id, handle, name) VALUES (1, 'low', 'Łódź')")
    sql("db1", "INSERT INTO marquee_shard.organizer (id, handle, name) VALUES (%d, 'high', 'B')" % high)
    mine = ("marquee_cli", password("cli"), "marquee_hub")
    for _ in range(10):     # db1 was restarted: the links notice when they are asked
        try:
            sql("hub", "SELECT COUNT(*) FROM organizer", *mine)
            break
        except RuntimeError as e:
            must("12701" in str(e), str(e))
    must(sql("hub", "SELECT id, name FROM organizer ORDER BY id", *mine) == [["1", "Łódź"], [str(high), "B"]], "rows")
    must(sql("hub", "SELECT handle FROM organizer WHERE id = %d" % high, *mine) == [["high"]], "by id")
    plan = sql("hub", "EXPLAIN PARTITIONS SELECT role FROM team WHERE organizer_id = %d" % high, database="marquee_hub")
    must("db0" not in str(plan), "every partition is asked: %s" % plan)
    for text in ("DELETE FROM organizer", "INSERT INTO organizer (id) VALUES (7)", "UPDATE organizer SET name = ''"):
        refused(lambda: sql("hub", text, *mine), 1142)
    refused(lambda: sql("hub", "DELETE FROM organizer WHERE id = 1", database="marquee_hub"), 1142)  # the links themselves
    hidden = sql("hub", "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'marquee_hub' "
                 "AND (COLUMN_NAME IN ('password_hash', 'secret_hash', 'original') OR TABLE_NAME IN ('session', 'request_key'))")
    must(hidden == [], "the hub has %s" % hidden)
    refused(lambda: sql("db0", "SELECT password_hash FROM account", "marquee_hub", password("hub"), "marquee_shard"), 1143)
    refused(lambda: sql("db0", "SELECT * FROM session", "marquee_hub", password("hub"), "marquee_shard"), 1142)


def the_hub_follows_the_placement():
    """the hub follows the placement, also when a server has several runs of shards"""
    third = (100 << 51) + 1
    placement("0-99 db0 1\n100-199 db1 1\n200-2047 db0 1\n2048-4095 db1 1\n")
    sql("db1", "INSERT INTO marquee_shard.organizer (id, handle, name) VALUES (%d, 'third', 'C')" % third)
    marquee("migrate")
    must(sql("hub", "SELECT COUNT(*) FROM marquee_hub.organizer") == [["3"]], "rows are missing or double")
    must(sql("hub", "SELECT handle FROM marquee_hub.organizer WHERE id = %d" % third) == [["third"]], "by id")
    placement()
    sql("db1", "DELETE FROM marquee_shard.organizer WHERE id = %d" % third)
    marquee("migrate")
    must(sql("hub", "SELECT COUNT(*) FROM marquee_hub.organizer") == [["2"]], "rows are missing or double")


def main():
    if not shutil.which("mariadbd"):
        print("1..0 # SKIP no mariadbd")
        return 0
    tests = [f for f in (
        init_makes_what_is_missing, init_leaves_what_is_there, a_plan_does_nothing, from_nothing,
        schema_is_what_people_read, every_statement_can_run_twice, columns_say_what_they_mean, killed_anywhere,
        three_at_once, what_has_landed_is_not_edited, a_newer_schema_is_left_alone, a_server_that_is_down,
        nobody_has_more_than_rows, history_is_only_added_to, public_only_reads, a_right_too_many_goes,
        a_new_password_is_told, the_hub_sees_all_shards, the_hub_follows_the_placement)]
    print("1..%d" % len(tests), flush=True)
    try:
        server("start", "db0")
        server("start", "db1")
        server("start", "hub", *HUB)
        placement()
        with open(os.path.join(work, "marquee.conf"), "w") as f:
            f.write("[db]\nplacement = placement\n")
        for fn in tests:
            test(fn)
    finally:
        for name in ("db0", "db1", "hub"):
            subprocess.run([os.path.join(TOP, "tests/mariadb"), "stop", os.path.join(work, name)])
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failures else 0


sys.exit(main())
