#!/usr/bin/python3
# faults.py: parts of a world are stopped, hang, lose what they knew, and come back; pages that need them
# say so, the rest works, and all recovers by itself.  In the world of ./dev check.  Prints TAP.

import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse

WORLD = os.environ.get("MARQUEE_WORLD")
if not WORLD:
    print("1..0 # SKIP no world: run ./dev check")
    sys.exit(77)
PORT = int(os.environ["DEV_PORT"]) + 1
RUN = os.path.realpath(f"{WORLD}/run")


# --- asking ------------------------------------------------------------------------------


def ask(path, method="GET", body=None, headers=None):
    """Status, headers and text of an answer."""
    context = ssl.create_default_context(cafile=f"{WORLD}/tls/ca.pem")
    connection = http.client.HTTPSConnection("localhost", PORT, timeout=30, context=context)
    connection.request(method, path, body, headers or {})
    reply = connection.getresponse()
    text = reply.read().decode("utf-8", "replace")
    connection.close()
    return reply.status, dict(reply.getheaders()), text


def links(path, start):
    _, _, text = ask(path)
    return list(dict.fromkeys(re.findall(rf'href="({start}[^"]*)"', text)))


# Crockford's letters of an id: the twelve bits of shard are the first after the sign.
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def shard(path):
    value = 0
    for letter in path[-13:]:
        value = value * 32 + LETTERS.index(letter)
    return value >> 51


def listing_is_cached():
    time.sleep(6)  # longer than nginx's cache keeps a page


# --- services -----------------------------------------------------------------------------


class Service:
    """One that ./dev started: by the pid it noted."""

    def __init__(self, name):
        self.name = name
        with open(f"{WORLD}/pids/{name}") as f:
            self.pid = int(f.read().split()[0])
        with open(f"/proc/{self.pid}/cmdline", "rb") as f:
            self.argv = [a.decode() for a in f.read().split(b"\0") if a]
        with open(f"/proc/{self.pid}/environ", "rb") as f:
            self.environ = dict(e.decode().split("=", 1) for e in f.read().split(b"\0") if b"=" in e)
        self.cwd = os.readlink(f"/proc/{self.pid}/cwd")
        status = open(f"/proc/{self.pid}/status").read()
        self.uid = int(re.search(r"^Uid:\t(\d+)", status, re.M).group(1))
        self.gid = int(re.search(r"^Gid:\t(\d+)", status, re.M).group(1))
        self.again = None

    def hang(self):
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self.pid, signal.SIGCONT)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        while os.path.exists(f"/proc/{self.pid}") and "\nState:\tZ" not in open(f"/proc/{self.pid}/status").read():
            time.sleep(0.02)

    def start(self):
        log = open(f"{WORLD}/log/{self.name}.again.log", "ab")
        self.again = subprocess.Popen(
            self.argv, cwd=self.cwd, env=self.environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            user=self.uid, group=self.gid, extra_groups=[], start_new_session=True)
        note(self.name, self.again.pid)


def note(name, pid):
    """As ./dev notes who runs, so that ./dev down finds the one we started in its place."""
    with open(f"/proc/{pid}/stat") as f:
        stat = f.read()
    started = stat[stat.rindex(")") + 2 :].split()[19]
    old = open(f"{WORLD}/pids/{name}").read().split()
    with open(f"{WORLD}/pids/{name}.new", "w") as f:
        f.write(f"{pid} {started} {old[2]} {old[3]}\n")
    os.rename(f"{WORLD}/pids/{name}.new", f"{WORLD}/pids/{name}")


def until(what, seconds, sentence):
    deadline = time.monotonic() + seconds
    while True:
        try:
            if what():
                return
        except (OSError, http.client.HTTPException):
            pass
        if time.monotonic() > deadline:
            raise AssertionError(f"{sentence}, still after {seconds} s")
        time.sleep(0.1)


def memcached(text):
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(2)
        s.connect(f"{RUN}/memcached.sock")
        s.sendall(text.encode())
        return s.recv(65536).decode()


# --- what must hold whatever happens ----------------------------------------------------------


def good(path, shows=None):
    status, _, text = ask(path)
    assert status == 200, f"{path}: {status}"
    assert shows is None or shows in text, f"{path} does not show {shows!r}"
    return text


def events_by_shard():
    """One event's path on each server: below 2048 and above."""
    low, high = None, None
    for page in range(1, 8):
        for path in links(f"/discover?page={page}", "/e/"):
            if shard(path) < 2048:
                low = low or path
            else:
                high = high or path
        if low and high:
            return low, high
    raise AssertionError("the sample events are all on one server")


LOW, HIGH = events_by_shard()


def test_memcached_stopped():
    service = Service("memcached")
    service.kill()
    try:
        for path in ("/", "/discover", LOW, HIGH):
            good(path)
    finally:
        service.start()
    until(lambda: "STAT" in memcached("stats\r\n"), 5, "memcached is not back")
    good(LOW)


def test_memcached_hung():
    service = Service("memcached")
    service.hang()
    try:
        for path in ("/discover", LOW, HIGH):
            began = time.monotonic()
            good(path)
            assert time.monotonic() - began < 2, f"{path} took {time.monotonic() - began:.1f} s"
    finally:
        service.go_on()
    good(LOW)


def test_memcached_flushed():
    for _ in range(20):
        assert "OK" in memcached("flush_all\r\n")
        good(LOW)
        good("/")


def test_memcached_lies():
    """What is under a key of ours and was not written by us is not shown."""
    keys = []

    def kept():
        good(f"/discover?page=2&where={len(keys)}")
        good(HIGH)
        good("/de" + HIGH)
        keys.extend(re.findall(r"key=(\S+)", memcached("lru_crawler metadump all\r\n")))
        return keys

    until(kept, 20, "nothing is kept")
    for key in keys:
        key = urllib.parse.unquote(key)
        assert "STORED" in memcached(f"set {key} 0 60 5\r\nwrong\r\n")
    listing_is_cached()
    text = good(HIGH)
    assert "<h1" in text and "wrong" != text.strip(), "a stranger's value was shown"


def test_searchd_stopped():
    words = urllib.parse.quote(re.search(r"<h1[^>]*>\s*([^<\s]+)", good(LOW)).group(1))
    service = Service("search")
    service.kill()
    try:
        good("/")
        good("/discover")
        good(LOW)
        text = good(f"/discover?q={words}")
        assert "Search is resting" in text, "it does not say that search is away"
        assert 'class="card' in text, "it finds nothing at all"
    finally:
        service.start()
    until(lambda: "Search is resting" not in good(f"/discover?q={words}&page=1&x={time.time()}"), 20,
          "search is not back")


def test_searchd_hung():
    service = Service("search")
    service.hang()
    try:
        began = time.monotonic()
        good("/discover?q=hang")
        assert time.monotonic() - began < 5, "it waited"
        began = time.monotonic()
        good("/discover?q=hangs")
        assert time.monotonic() - began < 1.5, "it waited again"
    finally:
        service.go_on()
    until(lambda: "Search is resting" not in good(f"/discover?q=hang{time.time()}"), 20, "search is not back")


def test_db1_stopped():
    """Home, discover and the other server's events do not mind; its own say 503 and when to come again."""
    listing_is_cached()
    service = Service("db1")
    service.kill()
    try:
        time.sleep(6)
        good("/")
        good("/discover")
        good(LOW)
        status, headers, text = ask("/de" + HIGH)
        assert status == 503, f"/de{HIGH}: {status}"
        assert "Retry-After" in headers, headers
        assert "<h1" in text, "the error page is not one of ours"
        assert "mysql" not in text.lower() and "maria" not in text.lower(), "it tells what it is made of"
    finally:
        service.start()
    until(lambda: ask("/de" + HIGH)[0] == 200, 30, "the shard is not back")


def test_mail_sink_stopped():
    """Pages do not need it."""
    service = Service("mail")
    service.kill()
    try:
        good("/")
        good("/account/sign-in")
    finally:
        service.start()
    until(lambda: socket.create_connection(("127.0.0.1", PORT + 1), 1).close() is None, 10, "the sink is not back")


def test_worker_killed():
    """A worker that dies costs at most its own request, and is replaced."""
    board = Service("public")
    children = subprocess.run(["pgrep", "-P", str(board.pid)], capture_output=True, text=True).stdout.split()
    assert children, "no workers"
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    for _ in range(20):
        status, _, _ = ask("/discover?x=" + str(time.time()))
        assert status == 200, status
    until(lambda: len(subprocess.run(["pgrep", "-P", str(board.pid)], capture_output=True,
                                     text=True).stdout.split()) >= len(children), 10, "workers are missing")


def test_logs_are_json():
    """One object a line, whatever was asked."""
    ask("/discover?q=" + urllib.parse.quote('\n{"level":"fatal"}'))
    for name in ("public", "account", "organizer"):
        for line in open(f"{WORLD}/log/{name}.log", errors="strict"):
            assert isinstance(json.loads(line), dict), line


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    chosen = [t for t in tests if len(sys.argv) == 1 or any(a in t[0] for a in sys.argv[1:])]
    failed = 0
    for number, (name, test) in enumerate(chosen, 1):
        try:
            test()
            print(f"ok {number} - {name[5:].replace('_', ' ')}")
        except Exception as error:  # a test that breaks has failed, whatever broke
            failed += 1
            print(f"not ok {number} - {name[5:].replace('_', ' ')}")
            for line in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {line}")
        sys.stdout.flush()
    print(f"1..{len(chosen)}")
    sys.exit(1 if failed else 0)


main()
