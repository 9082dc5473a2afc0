"""bench.py: speed and size of a world, as ratios in one run.  ./dev bench starts it in a world of its own.

Every figure that is printed was measured in this run.  Absolute numbers depend on the machine and on what
else it does, so each ratio is taken within a round, and the middle one of the rounds is printed.
"""

import gzip
import html.parser
import json
import os
import platform
import pwd
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROUNDS = 3
SECONDS = 5
WARM_SECONDS = 1
CONNECTIONS = 16  # nginx lets one client have 32 at once
REQUESTS_OF_A_WORKER = 10000

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORLD = os.environ["MARQUEE_WORLD"]
RUN = os.readlink(os.path.join(WORLD, "run"))
SITE = f"http://127.0.0.1:{os.environ['DEV_PORT']}"
ORIGIN = f"https://localhost:{int(os.environ['DEV_PORT']) + 1}"


# --- asking ----------------------------------------------------------------------------------


def get(path, packed=True):
    request = urllib.request.Request(SITE + path, headers={"Accept-Encoding": "gzip"} if packed else {})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def addresses_of(sitemap):
    """The paths a sitemap names, those of its parts included."""
    found = []
    for address in re.findall(r"<loc>([^<]*)</loc>", get(sitemap, packed=False).decode()):
        path = "/" + address.split("/", 3)[3]
        found += addresses_of(path) if "/sitemap" in path else [path]
    return found


def wrk(path, seconds=SECONDS, paths=None, strict=True):
    """Requests a second; every answer must be a good one, if strict.  `paths`: those in turn, behind `path`."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-H", "Accept-Encoding: gzip"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if paths:
            lines = ",".join(json.dumps(path + p) for p in paths)
            script.write(f"""local paths, at = {{{lines}}}, 0
function init() at = math.random(#paths) end
function request() at = at % #paths + 1; return wrk.format("GET", paths[at]) end""")
            script.flush()
            command += ["-s", script.name]
        said = subprocess.run(command + [SITE + ("/" if paths else path)], check=True, capture_output=True, text=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", said)
    if bad and strict:
        sys.exit(f"bench: {path}: {bad.group(0)}")
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", said).group(1))


class Log:
    """The public program's log from now on."""

    def __init__(self):
        self.path = os.path.join(WORLD, "log/public.log")
        self.start = os.path.getsize(self.path)

    def requests(self):
        with open(self.path) as f:
            f.seek(self.start)
            return [line for line in map(json.loads, f) if line.get("message") == "request"]


class Forgetful:
    """Empties memcached all the time, so that nothing kept is ever found."""

    def __enter__(self):
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.forget)
        self.thread.start()

    def forget(self):
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(os.path.join(RUN, "memcached.sock"))
            while not self.over.wait(0.005):
                s.sendall(b"flush_all noreply\r\n")

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


# --- what is measured ---------------------------------------------------------------------------


def speeds(event, pages):
    """One round: requests a second of each kind."""
    found = {
        "file": wrk("/bench/file"),
        "cached": wrk(event),
        "hello": wrk("/bench/hello"),
        "kept": wrk("/bench/uncached" + event),
    }
    log = Log()
    with Forgetful():
        found["cold"] = wrk("/bench/uncached", paths=pages)
    found["cold"] *= 1 - share_kept(log.requests())  # on a busy machine some are found before they are forgotten
    return found


# --- selling --------------------------------------------------------------------------------------


def sql(text):
    """Rows that the first server answers."""
    out = subprocess.run(["mariadb", "--no-defaults", "-N", "-B", "-S", f"{RUN}/db0.sock", "marquee_shard"], input=text,
                         capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def letters(number):
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[int(number) >> shift & 31] for shift in range(60, -5, -5))


class Selling:
    """A free ticket type that everybody wants, striped over sixteen slots, and one that is sold out."""

    def __init__(self):
        (hot, self.event, self.type), (cold, self.sold_event, self.sold_type) = sql("""
            SELECT MIN(d.quota_id), t.event_id, MIN(t.id)
              FROM ticket_type t JOIN ticket_type_quota d ON d.ticket_type_id = t.id JOIN event e ON e.id = t.event_id
             WHERE e.state = 'published' GROUP BY t.event_id HAVING COUNT(*) = 1 LIMIT 2""")
        sql(f"""UPDATE ticket_type SET kind = 'free', price = 0 WHERE id IN ({self.type}, {self.sold_type});
            INSERT IGNORE INTO stock_slot (quota_id, slot, cap) SELECT {hot}, seq, 0 FROM seq_1_to_15;
            UPDATE stock_slot SET cap = sold + 100000 WHERE quota_id = {hot};
            UPDATE stock_slot SET cap = sold WHERE quota_id = {cold};
            UPDATE quota q SET slots = (SELECT COUNT(*) FROM stock_slot s WHERE s.quota_id = q.id),
                capacity = (SELECT SUM(cap) FROM stock_slot s WHERE s.quota_id = q.id) WHERE q.id IN ({hot}, {cold})""")
        with open(f"{WORLD}/pids/jobs") as f:
            self.jobs = int(f.read().split()[0])

    def __enter__(self):
        os.killpg(self.jobs, signal.SIGSTOP)  # nothing else is to be at work
        return self

    def __exit__(self, *_):
        sql("DELETE FROM job WHERE kind IN ('order_mail', 'ticket_copy')")
        os.killpg(self.jobs, signal.SIGCONT)

    def rush(self, *how):
        command = [os.path.join(os.environ["DEV_BUILD"], "tests/rush"), *how, str(CONNECTIONS), str(SECONDS),
                   letters(self.event), letters(self.type)]
        return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)

    def bare(self):
        return self.rush("bare", f"{WORLD}/placement", pwd.getpwuid(os.geteuid()).pw_name)

    def front(self):
        return self.rush("front", os.environ["DEV_PORT"], ORIGIN, "/bench/selling")

    def refused(self):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(f"""wrk.method = "POST"
wrk.body = "event={letters(self.sold_event)}&n_{letters(self.sold_type)}=1"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Origin"] = "{ORIGIN}"
""")
            script.flush()
            out = subprocess.run(["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", script.name,
                                  f"{SITE}/bench/selling/checkout/hold"], capture_output=True, text=True, check=True).stdout
        found = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
        every = re.search(r"(\d+) requests in", out)
        if not found or found[1] != every[1]:
            sys.exit("bench: somebody was not told that it is sold out:\n" + out)
        return float(re.search(r"Requests/sec: *([0-9.]+)", out)[1])


def sales(selling):
    with selling:
        return {"bare": selling.bare(), "front": selling.front(), "refused": selling.refused()}


def share_kept(requests):
    return sum(line["kept"] for line in requests) / len(requests)


def worker_memory(pages):
    """(MiB, requests) of the worker with most private memory, when each has answered so many."""
    log = Log()
    while True:
        with Forgetful():
            wrk("/bench/uncached", paths=pages + ["/", "/de", "/discover", "/de/discover"], strict=False)
        answered = {}
        for line in log.requests():
            answered[line["pid"]] = answered.get(line["pid"], 0) + 1
        if min(answered.values()) >= REQUESTS_OF_A_WORKER:
            break
    return max((private_memory(pid), n) for pid, n in answered.items())


def private_memory(pid):
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return sum(int(n) for n in re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+) kB", f.read(), re.M)) / 1024


class Wanted(html.parser.HTMLParser):
    """What a browser fetches for a page at once, without pictures people gave us and without fonts."""

    def __init__(self):
        super().__init__()
        self.paths = set()

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        if tag == "link" and of.get("rel") in ("stylesheet", "icon", "modulepreload", "manifest"):
            self.paths.add(of["href"])
        if tag in ("script", "img", "use", "source") and (of.get("src") or (tag == "use" and of.get("href"))):
            self.paths.add((of.get("src") or of["href"]).partition("#")[0])


def first_visit(event):
    """Bytes as they travel, and of what."""
    page = get(event)
    wanted = Wanted()
    wanted.feed(gzip.decompress(page).decode())
    parts = {"page": len(page)}
    todo = [p for p in wanted.paths if p.startswith("/") and not p.startswith("/media/")]
    while todo:
        path = todo.pop()
        if os.path.basename(path) in parts:
            continue
        body = get(path)
        parts[os.path.basename(path)] = len(body)
        if path.endswith(".js"):  # a module fetches those it imports
            text = gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()
            for name in re.findall(r"""\b(?:from|import)\s*\(?\s*["']\./([^"']+)["']""", text):
                todo.append(os.path.dirname(path) + "/" + name)
    return sum(parts.values()), parts


def clean_build():
    """Seconds to configure, and to make, on two cores."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        subprocess.run([os.path.join(TOP, "configure"), "--quiet"], cwd=folder, check=True, capture_output=True)
        configured = time.monotonic()
        subprocess.run(["taskset", "-c", "0,1", "make", "-s", "-j2"], cwd=folder, check=True, capture_output=True)
        return configured - began, time.monotonic() - configured


def machine():
    with open("/proc/cpuinfo") as f:
        model = re.search(r"^model name\s*: (.*)$", f.read(), re.M)
    with open("/proc/meminfo") as f:
        memory = int(re.search(r"MemTotal:\s+(\d+)", f.read()).group(1)) / 2**20
    versions = [subprocess.run(command, capture_output=True, text=True) for command in (["nginx", "-v"], ["mariadbd", "-V"])]
    said = " ".join(v.stdout + v.stderr for v in versions)
    return (f"{os.cpu_count()} x {model.group(1) if model else platform.machine()}, {memory:.0f} GiB, "
            f"Linux {platform.release()}, nginx {re.search(r'nginx/([0-9.]+)', said).group(1)}, "
            f"MariaDB {re.search(r'Ver ([0-9.]+)', said).group(1)}")


def show(rows):
    widths = [max(len(row[n]) for row in rows) for n in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main():
    events = [p for p in addresses_of("/sitemap.xml") if p.startswith("/e/")]
    if len(events) < 50:
        sys.exit(f"bench: there are only {len(events)} events; the sample data is missing")
    pages = events + ["/de" + p for p in events]
    event = events[0]
    page = get(event)
    folder = os.path.join(WORLD, "nginx/local")
    with open(os.path.join(folder, "page.html"), "wb") as f:
        f.write(gzip.decompress(page))
    with open(os.path.join(folder, "page.html.gz"), "wb") as f:
        f.write(page)
    if get("/bench/file") != page:
        sys.exit("bench: the file is not the page")

    for path in ("/bench/file", "/bench/hello", event, "/bench/uncached" + event):
        wrk(path, WARM_SECONDS)
    rounds, kept, cold = [], [], []
    selling = Selling()
    for n in range(ROUNDS):
        print(f"round {n + 1} of {ROUNDS}", file=sys.stderr)
        log = Log()
        rounds.append({**speeds(event, pages), **sales(selling)})
        lines = [line for line in log.requests() if line["route"] == "/e/{event}"]
        for line in lines:
            (kept if line["kept"] else cold).append(line)
    memory, answered = worker_memory(pages)
    weight, parts = first_visit(event)
    configure_seconds, make_seconds = clean_build()

    rows = [("figure", "measured", "goal")]

    def ratio(name, above, below, goal):
        middle = statistics.median(r[above] / r[below] for r in rounds)
        fast, slow = (statistics.median(r[key] for r in rounds) for key in (above, below))
        rows.append((name, f"{middle:.2f}  ({fast:,.0f}/s ÷ {slow:,.0f}/s)", verdict(middle >= goal, f"≥ {goal}")))

    def verdict(met, goal):
        return f"{goal}  {'met' if met else 'MISSED'}"

    ratio("event page from nginx's cache ÷ the same gzipped bytes as a file", "cached", "file", 0.8)
    ratio("event page kept in memcached, nginx's cache off ÷ hello", "kept", "hello", 0.35)
    ratio("event page, every cache cold ÷ hello", "cold", "hello", 0.15)
    ratio("registrations through nginx and worker ÷ the bare procedures", "front", "bare", 0.4)
    ratio("answers that it is sold out ÷ event page, every cache cold", "refused", "cold", 1)
    rows.append((f"private memory of one worker after {answered:,} requests", f"{memory:.1f} MiB", verdict(memory <= 16, "≤ 16 MiB")))
    rows.append(("event page on a first visit, without cover and font", f"{weight / 1024:.1f} KiB", verdict(weight <= 60 * 1024, "≤ 60 KiB")))
    rows.append(("clean build on two cores: configure, make", f"{configure_seconds:.0f} s, {make_seconds:.0f} s", "stated"))
    rows.append(("./dev up, everything built, empty world with sample data", f"{float(os.environ['BENCH_UP_SECONDS']):.1f} s", "stated"))
    rows.append(("./dev up, everything built, world made before", f"{float(os.environ['BENCH_UP_AGAIN_SECONDS']):.1f} s", verdict(float(os.environ['BENCH_UP_AGAIN_SECONDS']) <= 10, "≤ 10 s")))

    print(machine())
    print(f"wrk with {CONNECTIONS} connections, the middle of {ROUNDS} rounds of {SECONDS} s; the page is {len(page):,} bytes gzipped; "
          f"{len(kept):,} answers kept, {len(cold):,} made anew")
    print("first visit: " + ", ".join(f"{name} {size:,}" for name, size in sorted(parts.items(), key=lambda p: -p[1])))
    print()
    show(rows)


if not shutil.which("wrk"):
    sys.exit("bench: wrk is missing")
main()
