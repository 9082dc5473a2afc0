#!/usr/bin/python3
# health.py: what machines ask about this machine: /healthz, /readyz, /metrics, `marquee status`,
# when all is well and when something is away.  Needs a world (./dev check).  Prints TAP.

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

WORLD = os.environ.get("MARQUEE_WORLD")
if not WORLD:
    print("1..0 # SKIP no world: run ./dev check")
    sys.exit(77)
RUN = os.path.realpath(os.path.join(WORLD, "run"))


def ask(path, method="GET", sock="metrics.sock"):
    """Status, headers and body, over nginx's socket for machines."""
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(30)
        s.connect(os.path.join(RUN, sock))
        s.sendall(("%s %s HTTP/1.0\r\nHost: machine\r\n\r\n" % (method, path)).encode())
        answer = b""
        while part := s.recv(65536):
            answer += part
    head, _, body = answer.decode().partition("\r\n\r\n")
    lines = head.split("\r\n")
    return int(lines[0].split()[1]), dict(l.lower().split(": ", 1) for l in lines[1:]), body


def readyz():
    status, _, body = ask("/readyz")
    return status, json.loads(body)


def pid_of(name):
    with open(os.path.join(WORLD, "pids", name)) as f:
        return int(f.read().split()[0])


def wait_until(true, seconds, what):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("not in %d s: %s" % (seconds, what))
        time.sleep(0.1)


class Stopped:
    """A part of the world that hangs for a while."""

    def __init__(self, name):
        self.pid = pid_of(name)

    def __enter__(self):
        os.kill(self.pid, signal.SIGSTOP)

    def __exit__(self, *_):
        os.kill(self.pid, signal.SIGCONT)


def marquee(*args):
    """`marquee ...`: its exit status and what it printed."""
    env = dict(os.environ, MARQUEE_CONF=os.path.join(WORLD, "marquee.conf"))
    done = subprocess.run([os.path.join(WORLD, "app/bin/marquee"), *args], env=env, cwd=WORLD,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
    return done.returncode, done.stdout


# --- the tests ---------------------------------------------------------------------------------

def alive():
    status, headers, body = ask("/healthz")
    assert (status, body) == (200, "alive\n")
    assert headers["cache-control"] == "no-store"


def ready_when_all_is_well():
    wait_until(lambda: readyz()[1]["state"] == "ready", 10, "ready")
    status, told = readyz()
    assert status == 200
    places = {(p["place"], p["server"]): p for p in told["places"]}
    assert {("directory", "db0"), ("listing", "db0"), ("shard", "db0"), ("shard", "db1"), ("hub", "hub")} \
        <= set(places), places
    assert all(p["version"] == p["known"] > 0 for p in places.values()), places
    assert told["cache"] == "ready" and told["search"] == "ready"
    assert any(p["program"] == "health" and p["ready"] >= 1 for p in told["pools"])


def a_missing_cache_only_degrades():
    with Stopped("memcached"):
        status, told = readyz()
        assert (status, told["state"], told["cache"]) == (200, "degraded", "away"), told
    wait_until(lambda: readyz()[1]["state"] == "ready", 10, "ready again")


def a_missing_search_only_degrades():
    with Stopped("search"):
        status, told = readyz()
        assert (status, told["state"], told["search"]) == (200, "degraded", "away"), told
    wait_until(lambda: readyz()[1]["state"] == "ready", 10, "ready again")


def one_shard_of_two_only_degrades():
    with Stopped("db1"):
        wait_until(lambda: readyz()[1]["state"] == "degraded", 20, "degraded")
        status, told = readyz()
        assert status == 200
        assert [p["state"] for p in told["places"] if p["server"] == "db1"] == ["away"], told
        assert all(p["state"] == "ready" for p in told["places"] if p["server"] == "db0"), told
    wait_until(lambda: readyz()[1]["state"] == "ready", 20, "ready again")


def without_the_directory_it_is_down():
    def is_down():
        status, told = readyz()
        return status == 503 and told["state"] == "down"
    with Stopped("db0"):
        wait_until(is_down, 20, "down")
        assert ask("/healthz")[0] == 200, "alive all the same"
    wait_until(lambda: readyz()[1]["state"] == "ready", 20, "ready again")


def metrics_are_well_formed():
    """What Prometheus' text format 0.0.4 asks for."""
    for _ in range(3):
        ask("/healthz")
    status, headers, body = ask("/metrics")
    assert status == 200
    assert headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert body.endswith("\n")
    seen, closed, family, kind, counts = set(), set(), None, {}, {}
    for line in body.splitlines():
        if line.startswith("# HELP "):
            if family:
                closed.add(family)
            family = line.split()[2]
            assert family not in closed, "one block for each family: " + family
            continue
        if line.startswith("# TYPE "):
            _, _, name, kind[family] = line.split()
            assert name == family and family not in [s.split("{")[0] for s in seen]
            continue
        match = re.fullmatch(r'([a-zA-Z_:][\w:]*)\{((?:[a-zA-Z_]\w*="(?:[^"\\]|\\.)*",?)*)\} (\S+)', line)
        assert match, line
        name, labels, value = match.groups()
        assert re.fullmatch(r"%s(_bucket|_sum|_count)?" % family, name), line
        assert (name, labels) not in seen, "twice: " + line
        seen.add((name + "{", labels)[0] + labels)
        float(value)
        if kind[family] == "counter":
            assert name.endswith("_total"), line
        if kind[family] == "histogram" and not name.endswith("_sum"):
            key = re.sub(r',?le="[^"]*"', "", labels)
            before = counts.setdefault((family, key), [])
            assert not before or float(value) >= before[-1], "buckets are cumulative: " + line
            before.append(float(value))
    assert counts and all(c[-1] == c[-2] for c in counts.values()), "+Inf is the count"
    told = re.search(r'marquee_http_requests_total\{program="health",route="/healthz",method="GET",code="200"\} (\d+)', body)
    assert told and int(told.group(1)) >= 3
    assert 'marquee_pool_up{program="health"} 1' in body


def nothing_else_is_told():
    assert ask("/")[0] == 404
    assert ask("/healthz", "POST")[0] == 405
    assert ask("/healthz", "HEAD")[0] == 200


def status_shows_every_worker():
    code, told = marquee("status")
    assert "health: up" in told and re.search(r"generation \d+", told), told
    master = int(re.search(r"health: up.*?master (\d+)", told, re.S).group(1))
    assert master == pid_of("health")
    worker = int(re.search(r"health: up.*?served.*?\n\s+(\d+)\s+(?:idle|busy)", told, re.S).group(1))
    with open("/proc/%d/stat" % worker) as f:
        assert int(f.read().rsplit(")", 1)[1].split()[1]) == master
    assert code == 0, told


def counters_outlive_workers_and_reloads():
    def served():
        return sum(int(n) for n in re.findall(r'http_requests_total\{program="health"[^}]*\} (\d+)', ask("/metrics")[2]))
    before = served()
    os.kill(pid_of("health"), signal.SIGHUP)
    generation = r"health: .*\n.*generation (\d+)"
    first = int(re.search(generation, marquee("status")[1]).group(1))
    wait_until(lambda: int(re.search(generation, marquee("status")[1]).group(1)) > first, 30, "reloaded")
    assert 'marquee_pool_reloads_total{program="health",result="done"}' in ask("/metrics")[2]
    assert served() > before


TESTS = [
    alive, ready_when_all_is_well, a_missing_cache_only_degrades, a_missing_search_only_degrades,
    one_shard_of_two_only_degrades, without_the_directory_it_is_down, metrics_are_well_formed,
    nothing_else_is_told, status_shows_every_worker, counters_outlive_workers_and_reloads,
]

print("1..%d" % len(TESTS), flush=True)
failed = 0
for number, test in enumerate(TESTS, 1):
    began = time.monotonic()
    try:
        test()
    except Exception as e:
        failed += 1
        print("not ok %d - %s" % (number, test.__name__.replace("_", " ")))
        for line in ("%s: %s" % (type(e).__name__, e)).splitlines():
            print("# " + line)
    else:
        print("ok %d - %s" % (number, test.__name__.replace("_", " ")))
    print("# %.1f s" % (time.monotonic() - began), flush=True)
sys.exit(1 if failed else 0)
