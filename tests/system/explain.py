#!/usr/bin/python3
# explain.py: ask the optimizer about every text that mkqueries made, against tables of twenty
# thousand rows (tests/data/fill.sql).  A statement that reads one of them from end to end fails.
#
#	tests/system/explain.py [-v] [name ...]		-v shows every plan
#
# Prints TAP, one test a statement with all its texts.

import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("MARQUEE_BUILD") or os.path.join(TOP, "build")
LARGE = 10000           # rows read by one statement of one table, of 20000
WRITES, CALL = 1, 2
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

# Read from end to end on purpose, and why that is no harm.
ON_PURPOSE = {
    ("listing_months", "listing"): "the sitemap's index counts everything, in an index that covers it, and is kept",
    ("mail_health", "bounce"): "`marquee doctor` counts what came back lately, in an index, when an operator asks",
    ("listing_count", "listing"): "`marquee doctor` counts everything, in an index, when an operator asks",
}
FILES_ON_PURPOSE = {
    "sql/fsck.sql": "the checker reads everything, when an operator asks",
}

work = tempfile.mkdtemp(prefix="mx", dir="/tmp")
os.chmod(work, 0o755)


def mariadb(database, text, *options):
    return subprocess.run(["mariadb", "--no-defaults", "-N", "-B", "-S", os.path.join(work, "db", "s"), *options,
                           *([database] if database else [])], input=text, capture_output=True, text=True)


def must_do(database, text):
    r = mariadb(database, text)
    if r.returncode != 0:
        sys.exit("Bail out! %s: %s" % (database, r.stderr.strip()))


def fill():
    for place in ("directory", "listing", "shard"):
        must_do(None, "CREATE DATABASE marquee_%s CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci" % place)
        must_do("marquee_" + place, "CREATE TABLE migration (number INT PRIMARY KEY, name TEXT, done_at DATETIME)")
    folder = os.path.join(TOP, "sql/migrate")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as f:
            must_do("marquee_" + name.split("-")[1], f.read())
    with open(os.path.join(TOP, "tests/data/fill.sql")) as f:
        for part in f.read().split("\n-- marquee_")[1:]:
            place, _, text = part.partition("\n")
            must_do("marquee_" + place, "SET unique_checks = 0; BEGIN;" + text + "COMMIT;")
    tables = mariadb(None, "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES "
                     "WHERE TABLE_SCHEMA LIKE 'marquee%'").stdout.split()
    must_do(None, "ANALYZE TABLE %s" % ", ".join(tables))
    return empty_tables(tables)


def empty_tables(tables):
    """A new table must be filled, or nothing is learnt about it."""
    few = []
    for table in tables:
        if table.split(".")[1] in ("migration", "search_index"):
            continue
        if mariadb(None, "SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT 2) x" % table).stdout.strip() != "2":
            few.append(table)
    return few


def value(kind, nth):
    return {"k": "400", "i": "20", "b": "1", "d": "1.5", "s": "'music'", "x": "x'00112233445566778899aabbccddeeff'",
            "t": "'2026-12-%02d 20:00:00'" % (1 + nth), "l": None}[kind]


def with_values(types, order, size, text):
    """The text with a value for every question mark."""
    marks = []
    for letter in order:
        n = LETTERS.index(letter) if letter != "?" else None
        if n is None:
            marks.append("@out")
        elif types[n] == "l":
            marks += [str(400 + i) for i in range(size)]
        else:
            marks.append(value(types[n], types[:n].count(types[n])))
    parts, quote = [""], None
    for c in text:
        if quote:
            quote = None if c == quote else quote
        elif c in "'`\"":
            quote = c
        if c == "?" and not quote:
            parts.append("")
        else:
            parts[-1] += c
    if len(parts) != len(marks) + 1:
        raise AssertionError("%d marks for %d places" % (len(marks), len(parts) - 1))
    return "".join(p + m for p, m in zip(parts, marks + [""]))


def statements():
    """name, source -> texts with values, each with its place."""
    found = {}
    for line in subprocess.run([os.path.join(BUILD, "tests/statements")], capture_output=True, text=True,
                               check=True).stdout.splitlines():
        name, source, place, types, order, flags, size, text = line.split("\t")
        if int(flags) & CALL or text.startswith("SHOW "):
            continue
        database = "marquee_" + ("shard" if place == "hub" else place)
        found.setdefault((name, source), []).append((database, with_values(types, order, int(size), text)))
    return found


def explain(texts):
    """Rows of every plan, in one go; a text that cannot be explained is an error."""
    script = "".join("USE %s; SELECT '#', %d; EXPLAIN %s;\n" % (db, i, text) for i, (db, text) in enumerate(texts))
    r = mariadb(None, script, "--force")
    plans = [[] for _ in texts]
    at = None
    for line in r.stdout.splitlines():
        fields = line.split("\t")
        if fields[0] == "#":
            at = int(fields[1])
        else:
            plans[at].append(dict(zip("id select_type table type possible_keys key key_len ref rows extra".split(), fields)))
    return plans, r.stderr.strip()


def large(row, text):
    if row["select_type"] == "INSERT" or row["rows"] == "NULL" or row["table"].startswith("<"):
        return False
    # What is read in the order of an index stops at the limit, whatever the estimate says.
    in_order = row["key"] != "NULL" and "filesort" not in row["extra"] and "temporary" not in row["extra"]
    return int(row["rows"].split()[0]) > LARGE and not (in_order and " LIMIT " in text)


def problems(plans, texts, name):
    bad = []
    for plan, (_, text) in zip(plans, texts):
        for row in plan:
            if large(row, text) and (name, row["table"]) not in ON_PURPOSE:
                bad.append("%(table)s: %(type)s, key %(key)s, %(rows)s rows, %(extra)s" % row)
    return sorted(set(bad))


def main():
    verbose = "-v" in sys.argv
    names = [w for w in sys.argv[1:] if w != "-v"]
    if not shutil.which("mariadbd"):
        print("1..0 # SKIP no mariadbd")
        return 0
    failed = 0
    try:
        subprocess.run([os.path.join(TOP, "tests/mariadb"), "start", os.path.join(work, "db"),
                        "--innodb-flush-log-at-trx-commit=0"], check=True, stdout=subprocess.DEVNULL)
        few = fill()
        every = {k: v for k, v in statements().items() if not names or k[0] in names}
        print("1..%d" % (len(every) + 1))
        print("%s 1 - every table is filled" % ("not ok" if few else "ok"))
        for table in few:
            failed += 1
            print("# %s is empty: tests/data/fill.sql" % table)
        for n, ((name, source), texts) in enumerate(every.items(), 2):
            plans, err = explain(texts)
            bad = [err] if err else []
            if source.split(":")[0] not in FILES_ON_PURPOSE:
                bad += problems(plans, texts, name)
            failed += bool(bad)
            print("%s %d - %s (%s, %d)" % ("not ok" if bad else "ok", n, name, source, len(texts)))
            for line in bad:
                print("# " + line)
            if verbose:
                for plan in plans:
                    for row in plan:
                        print("#   " + " ".join("%s" % v for v in row.values()))
    finally:
        subprocess.run([os.path.join(TOP, "tests/mariadb"), "stop", os.path.join(work, "db")])
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
