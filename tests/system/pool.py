#!/usr/bin/python3
# pool.py: the supervisor under load, behind a real nginx.
#
# Starts tests/fcgi/hello, the real accept loop and master without the rest of Marquee,
# and does to it what operations and bad days do: reloads, kills, hangs, bad releases.
# Prints TAP and, as comments, what was measured.  --long does more of each.
#
# lane: alone
#
#	tests/system/pool.py [--long] [--hello build/tests/hello] [test ...]

import argparse
import grp
import json
import os
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROOT = os.geteuid() == 0
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"

CRASH = ("SIGSEGV", "exit 1")       # AddressSanitizer makes an exit of it

options = argparse.ArgumentParser()
options.add_argument("--long", action="store_true", default=bool(os.environ.get("MARQUEE_LONG")))
options.add_argument("--hello", default=os.path.join(
    os.environ.get("MARQUEE_BUILD") or os.path.join(TOP, "build"), "tests/hello"))
options.add_argument("tests", nargs="*")
options = options.parse_args()


def say(text):
    print("# " + text, flush=True)


def wait_until(true, seconds, what):
    """Wait until true() is; how long that took."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            raise AssertionError("not in %.1f s: %s" % (seconds, what))
        time.sleep(0.005)
    return time.monotonic() - began


def stat_of(pid):
    try:
        with open("/proc/%d/stat" % pid) as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return fields[0], int(fields[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def alive(pid):
    stat = stat_of(pid)
    return stat is not None and stat[0] != "Z"


def children(pid):
    all_pids = [int(d) for d in os.listdir("/proc") if d.isdigit()]
    return [p for p in all_pids if (stat_of(p) or ("Z", 0)) [1] == pid and alive(p)]


class Pool:
    """hello under its master, in a directory of its own."""

    def __init__(self, world, *args, wait=True, command=None):
        self.world = world
        self.run = world.run
        self.log_path = os.path.join(world.dir, "hello.log")
        self.binary = world.hello
        self.args = ["-r", self.run, "-f", world.release, *world.rights, *args]
        self.workers = int(args[args.index("-w") + 1]) if "-w" in args else 2
        self.log_from = os.path.getsize(self.log_path) if os.path.exists(self.log_path) else 0
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen((command or []) + [self.binary, *self.args],
                                            stderr=log, stdin=subprocess.DEVNULL)
        self.pid = self.process.pid
        world.pools.append(self)
        if wait:
            self.await_generation(1)

    def log(self):
        with open(self.log_path) as f:
            f.seek(self.log_from)
            lines = f.read().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]

    def said(self, message, **fields):
        return [l for l in self.log() if l.get("message") == message and
                all(l.get(k) == v for k, v in fields.items())]

    def await_said(self, message, seconds=10, **fields):
        return wait_until(lambda: self.said(message, **fields), seconds, message)

    def await_generation(self, n):
        return self.await_said("ready", generation=n)

    def signal(self, signo):
        os.kill(self.pid, signo)

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(40)


class World:
    """A directory, an nginx before the socket in it, and what runs there."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="mqp.")
        os.chmod(self.dir, 0o755)
        self.run = os.path.join(self.dir, "run")
        os.mkdir(self.run)
        self.hello = os.path.join(self.dir, "hello")
        self.release = os.path.join(self.dir, "release")
        self.pools = []
        self.loads = []
        self.rights = []
        self.user = ""
        if ROOT:
            user = pwd.getpwnam("www-data")
            self.rights = ["-u", "nobody", "-G", grp.getgrgid(user.pw_gid).gr_name]
            self.user = "user www-data;"
        shutil.copy(options.hello, self.hello)
        os.chmod(self.hello, 0o755)
        self.write_release("one")
        self.port = self.free_port()
        self.nginx = self.start_nginx()

    def write_release(self, word):
        with open(self.release + ".new", "w") as f:
            f.write(word)
        os.rename(self.release + ".new", self.release)

    @staticmethod
    def free_port():
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            return s.getsockname()[1]

    def start_nginx(self):
        sock = os.path.join(self.run, "hello.sock")
        params = "".join("fastcgi_param %s $%s;\n" % p for p in (
            ("REQUEST_METHOD", "request_method"), ("DOCUMENT_URI", "document_uri"),
            ("QUERY_STRING", "query_string"), ("REQUEST_URI", "request_uri"),
            ("CONTENT_LENGTH", "content_length"), ("REQUEST_ID", "request_id")))
        conf = """
            %s
            worker_processes 1; daemon off; pid nginx.pid; error_log error.log warn;
            events { worker_connections 2048; }
            http {
              access_log off; client_body_temp_path body; fastcgi_temp_path fcgi; proxy_temp_path proxy;
              uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              upstream once { server unix:%s max_fails=0; }
              upstream retry { server unix:%s max_fails=0; server unix:%s max_fails=0; }
              map $request_method $pool { GET retry; HEAD retry; default once; }
              server {
                listen 127.0.0.1:%d backlog=1024;
                client_max_body_size 64m; client_body_buffer_size 128k;
                location / {
                  fastcgi_pass $pool; fastcgi_keep_conn on; %s
                  fastcgi_next_upstream error; fastcgi_next_upstream_tries 2;
                  fastcgi_next_upstream_timeout 5s; fastcgi_read_timeout 35s;
                  fastcgi_buffer_size 16k; fastcgi_buffers 16 16k;
                }
              }
            }""" % (self.user, sock, sock, sock, self.port, params)
        with open(os.path.join(self.dir, "nginx.conf"), "w") as f:
            f.write(conf)
        process = subprocess.Popen([NGINX, "-p", self.dir + "/", "-c", "nginx.conf", "-e", "error.log"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self.answers, 10, "nginx answers")
        return process

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def ask(self, target, method="GET", body=None, timeout=40):
        """Status and body; status 0 when the connection was cut."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout) as s:
                head = "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" % (method, target)
                if body is not None:
                    head += "Content-Length: %d\r\n" % len(body)
                s.sendall(head.encode() + b"\r\n" + (body or b""))
                answer = b""
                while True:
                    part = s.recv(65536)
                    if not part:
                        break
                    answer += part
        except OSError:
            return 0, b""
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head:
            return 0, b""
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length and int(length.group(1)) != len(body):
            return 0, body
        return int(head.split()[1]), body

    def ask_later(self, *args, **kwargs):
        """The same in a thread; call .result() for the answer."""
        class Asking(threading.Thread):
            def run(self):
                self.answer = world_ask(*args, **kwargs)

            def result(self):
                self.join()
                return self.answer
        world_ask = self.ask
        asking = Asking()
        asking.start()
        return asking

    def end(self):
        for load in self.loads:
            load.wrk.kill()
            load.wrk.wait()
        for pool in self.pools:
            if pool.process.poll() is None:
                pool.process.kill()     # its workers die of that, hanging ones after their grace
                pool.process.wait()
        self.nginx.terminate()
        self.nginx.wait()
        for name in os.listdir(self.run):
            path = os.path.join(self.run, name)
            if os.path.islink(path) and os.path.exists(path):   # a killed master's board
                os.unlink(os.readlink(path))
        shutil.rmtree(self.dir, ignore_errors=True)


class Load:
    """wrk in the background."""

    def __init__(self, world, target="/page?bytes=4096&ms=1", seconds=600, connections=24):
        self.wrk = subprocess.Popen(
            ["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "30s",
             "http://127.0.0.1:%d%s" % (world.port, target)],
            stdout=subprocess.PIPE, text=True)
        world.loads.append(self)
        time.sleep(0.3)

    def end(self):
        """Requests done, and how many of them went wrong, one way or another."""
        self.wrk.send_signal(signal.SIGINT)
        told = self.wrk.communicate(timeout=60)[0]
        done = int(re.search(r"(\d+) requests in", told).group(1))
        wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
        errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
        n = int(wrong.group(1)) if wrong else 0
        if errors:
            n += sum(int(e) for e in errors.groups())
        return done, n


# --- the tests ---------------------------------------------------------------------------------

def reloads_lose_nothing(world):
    pool = Pool(world, "-w", "4")
    load = Load(world)
    times = 1000 if options.long else 200
    took = []
    for i in range(times):
        pool.signal(signal.SIGHUP)
        took.append(pool.await_generation(i + 2))
    done, lost = load.end()
    took.sort()
    say("%d reloads, %d requests, %d lost; a reload takes %.0f ms (median), %.0f ms (longest)"
        % (times, done, lost, took[len(took) // 2] * 1e3, took[-1] * 1e3))
    assert lost == 0 and done > 1000
    assert pool.process.poll() is None
    wait_until(lambda: len(children(pool.pid)) == 4, 5, "the old generations are gone")


def reloads_lose_no_long_body(world):
    pool = Pool(world, "-w", "4")
    load = Load(world, "/page?bytes=524288&ms=2", connections=12)
    for i in range(100 if options.long else 15):
        pool.signal(signal.SIGHUP)
        pool.await_generation(i + 2)
        answer = world.ask("/body?ms=5", "POST", b"x" * 300000)
        assert answer == (200, b"300000\n"), answer
    done, lost = load.end()
    say("%d pages of 512 KB, %d lost" % (done, lost))
    assert lost == 0


def a_kill_costs_one_request(world):
    pool = Pool(world, "-w", "4")
    load = Load(world, "/page?bytes=4096")      # nobody sleeps but the one to be killed
    times = 20 if options.long else 6
    failed = 0
    for i in range(times):
        slow = world.ask_later("/page?ms=400&bytes=%d" % i, "POST", b"")
        found = []
        wait_until(lambda: found.extend(slow_worker(pool)) or found, 3, "somebody is at it")
        os.kill(found[0], signal.SIGKILL)
        failed += slow.result()[0] == 502
        pool.await_said("worker died", pid=found[0])
        death = pool.said("worker died", pid=found[0])[0]
        assert death["cause"] == "SIGKILL" and death["route"] == "/page" and len(death["request"]) == 32, death
        wait_until(lambda: len(children(pool.pid)) == 4, 3, "replaced")
    done, lost = load.end()
    say("%d workers killed in a request: %d requests failed; of %d others, %d" % (times, failed, done, lost))
    assert failed == times and lost == 0


def slow_worker(pool):
    """Who sleeps for long: the only worker that is in nanosleep and stays there."""
    def asleep():
        return {pid for pid in children(pool.pid) if wchan(pid) == "hrtimer_nanosleep"}
    seen = asleep()
    for _ in range(6):
        time.sleep(0.004)
        seen &= asleep()
    return list(seen)


def wchan(pid):
    try:
        with open("/proc/%d/syscall" % pid) as f:
            number = f.read().split()[0]
        return "hrtimer_nanosleep" if number in ("35", "230", "101", "115") else ""
    except OSError:
        return ""


def kills_are_retried(world):
    pool = Pool(world, "-w", "6")
    load = Load(world)
    times = 1000 if options.long else 200
    killed = 0
    while killed < times:
        workers = children(pool.pid)
        if workers:
            try:
                os.kill(random.choice(workers), signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                pass
        time.sleep(0.03)
    time.sleep(0.3)
    done, lost = load.end()
    with open(os.path.join(world.dir, "error.log")) as f:
        tried_again = len(re.findall("upstream prematurely closed|Connection reset|recv\\(\\) failed", f.read()))
    say("%d workers killed, %d attempts died with them, %d requests, %d client errors"
        % (killed, tried_again, done, lost))
    assert lost == 0 and done > 1000
    wait_until(lambda: len(children(pool.pid)) == 6, 5, "all replaced")
    assert pool.process.poll() is None


def term_drains(world):
    pool = Pool(world, "-w", "3")
    slow = [world.ask_later("/page?ms=700&bytes=100000", "POST", b"") for _ in range(3)]
    time.sleep(0.25)
    began = time.monotonic()
    pool.signal(signal.SIGTERM)
    assert pool.process.wait(10) == 0
    took = time.monotonic() - began
    statuses = [s.result()[0] for s in slow]
    say("ended in %.2f s with three requests of 0.7 s under way: %s" % (took, statuses))
    assert statuses == [200] * 3 and took < 2
    assert os.listdir(world.run) == ["hello.lock"], os.listdir(world.run)
    for signo in (signal.SIGINT, signal.SIGQUIT):
        pool = Pool(world)
        pool.signal(signo)
        assert pool.process.wait(5) == 0


def grace_ends(world):
    pool = Pool(world, "-w", "2", "-g", "500")
    hanging = world.ask_later("/hang", "POST", b"")
    time.sleep(0.25)
    began = time.monotonic()
    pool.signal(signal.SIGTERM)
    assert pool.process.wait(10) == 0
    took = time.monotonic() - began
    assert hanging.result()[0] == 502
    assert pool.said("worker died", cause="grace", route="/hang")
    say("a hanging worker was killed %.2f s after TERM (grace 0.5 s)" % took)
    assert 0.5 <= took < 1.5


def master_killed_leaves_no_orphan(world):
    pool = Pool(world, "-w", "4", "-g", "1000")
    slow = world.ask_later("/page?ms=600&bytes=10000", "POST", b"")
    hanging = world.ask_later("/hang", "POST", b"")
    time.sleep(0.3)
    workers = children(pool.pid)
    assert len(workers) == 4
    began = time.monotonic()
    pool.process.kill()
    pool.process.wait()
    wait_until(lambda: sum(alive(w) for w in workers) <= 2, 2, "idle workers leave")
    idle_gone = time.monotonic() - began
    status = slow.result()[0]
    wait_until(lambda: not any(alive(w) for w in workers), 4, "nobody is left")
    say("master killed: idle workers gone after %.2f s, all after %.2f s; a request under way: %d, a hanging one: %d"
        % (idle_gone, time.monotonic() - began, status, hanging.result()[0]))
    assert status == 200
    # What it left is taken over.
    assert sorted(os.listdir(world.run)) == ["hello.board", "hello.lock", "hello.sock"]
    pool = Pool(world)
    assert world.ask("/") == (200, b"hello\n")
    pool.end()


def killed_mid_load_and_back(world):
    """The whole pool killed, a new one started at once over the stale socket."""
    for i in range(20 if options.long else 4):
        pool = Pool(world, "-w", "2")
        assert world.ask("/") == (200, b"hello\n")
        workers = children(pool.pid)
        for pid in (pool.pid, *workers):
            os.kill(pid, signal.SIGKILL)
        pool.process.wait()
    pool = Pool(world)
    assert world.ask("/") == (200, b"hello\n")


def only_one_master(world):
    first = Pool(world)
    second = Pool(world, wait=False)
    assert second.process.wait(5) == 78
    assert second.said("cannot start", why="process %d is this pool already" % first.pid)
    assert world.ask("/") == (200, b"hello\n")
    # A worker that outlives its master does not hold the lock.
    hanging = world.ask_later("/page?ms=800", "POST", b"")
    time.sleep(0.2)
    first.process.kill()
    first.process.wait()
    Pool(world)
    assert world.ask("/") == (200, b"hello\n")
    assert hanging.result()[0] == 200


def hung_worker_meets_hard_deadline(world):
    pool = Pool(world, "-w", "4", "-H", "600", "-S", "200")
    load = Load(world)
    ages = []
    for _ in range(20 if options.long else 5):
        began = time.monotonic()
        status = world.ask("/hang", "POST", b"")[0]
        ages.append(time.monotonic() - began)
        assert status == 502, status
    # One just below the deadline lives.
    assert world.ask("/page?ms=450", "POST", b"")[0] == 200
    began = time.monotonic()
    assert world.ask("/late") == (200, b"hello\n")
    soft = time.monotonic() - began
    done, lost = load.end()
    deaths = pool.said("worker died", cause="deadline", route="/hang")
    say("hard deadline 600 ms: killed at %s ms; soft 200 ms: told at %.0f ms; of %d others %d failed"
        % ([round(a * 1e3) for a in ages], soft * 1e3, done, lost))
    assert len(deaths) == len(ages) and len(deaths[0]["request"]) == 32
    assert len(pool.said("worker died")) == len(deaths)
    assert all(0.6 <= a < 1.2 for a in ages) and lost == 0


def silent_peer_does_not_stay(world):
    """Somebody connects, sends half a record, and says nothing more."""
    pool = Pool(world, "-w", "2", "-H", "700")
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(os.path.join(world.run, "hello.sock"))
        s.sendall(b"\x01\x01\x00\x01\x00\x08")
        pool.await_said("worker died", cause="deadline")
    assert world.ask("/") == (200, b"hello\n")


def early_deaths_are_slowed(world):
    world.write_release("dies")
    pool = Pool(world, "-w", "2", wait=False)
    time.sleep(2.5)
    forks = len([d for d in pool.said("worker died", state="starting") if d["cause"] in CRASH])
    say("workers that die at once: %d deaths of two posts in 2.5 s" % forks)
    assert 2 <= forks <= 12, forks      # a sanitizer takes its time to die
    wait_until(lambda: pool.said("workers crash again and again: replacing them slowly"), 20, "the brake")
    # It is not lost: mended, it serves.
    world.write_release("two")
    pool.signal(signal.SIGHUP)
    pool.await_generation(2)
    assert world.ask("/who")[1].split()[1] == b"two"
    pool.end()


def crashes_set_the_brake(world):
    pool = Pool(world, "-w", "2")
    for i in range(10):
        assert world.ask("/crash", "POST", b"")[0] == 502
        assert world.ask("/") == (200, b"hello\n")
    wait_until(lambda: pool.said("workers crash again and again: replacing them slowly"), 2, "the brake")
    deaths = pool.said("worker died", route="/crash")
    assert [d["cause"] in CRASH for d in deaths] == [True] * 10, deaths
    wait_until(lambda: len(children(pool.pid)) == 2, 3, "both are back")
    began = time.monotonic()
    world.ask("/crash", "POST", b"")
    wait_until(lambda: len(children(pool.pid)) == 1, 1, "one is gone")
    wait_until(lambda: len(children(pool.pid)) == 2, 3, "replaced all the same")
    say("braked: the next dead worker was replaced after %.2f s" % (time.monotonic() - began))
    assert time.monotonic() - began > 0.9


def bad_generations_are_refused(world):
    pool = Pool(world, "-w", "3", "-s", "1500")
    old = sorted(children(pool.pid))
    load = Load(world)
    refusals = 0
    for word in ("bad", "unready", "dies", "stuck", "missing"):
        if word == "missing":
            world.write_release("fine")
            os.rename(world.hello, world.hello + ".gone")
        else:
            world.write_release(word)
        pool.signal(signal.SIGHUP)
        refusals += 1
        wait_until(lambda: len(pool.said("reload refused: the generation before serves on")) == refusals,
                   8, word + " is refused")
        why = pool.said("reload refused: the generation before serves on")[-1]["why"]
        # Those of the refused generation that were stuck wait for the grace; the old ones are all there.
        assert set(old) <= set(children(pool.pid)), word
        assert world.ask("/who")[1].split()[1] == b"one", word
        say("%-8s refused: %s" % (word, why))
    os.rename(world.hello + ".gone", world.hello)
    done, lost = load.end()
    say("meanwhile %d requests, %d lost" % (done, lost))
    assert lost == 0
    world.write_release("two")
    generation = max(l["generation"] for l in pool.log() if "generation" in l)
    pool.signal(signal.SIGHUP)
    wait_until(lambda: world.ask("/who")[1].split()[1:] == [b"two"], 8, "a good one is taken")
    wait_until(lambda: not set(old) & set(children(pool.pid)), 5, "the old ones are gone")


def a_liar_is_kept_out(world):
    """Rehearses well, and cannot begin when it is executed: the old workers are kept."""
    pool = Pool(world, "-w", "3")
    old = sorted(children(pool.pid))
    load = Load(world)
    world.write_release("liar")
    pool.signal(signal.SIGHUP)
    pool.await_said("reload refused: the generation before serves on", why="a bad release")
    assert sorted(children(pool.pid)) == old
    # It still enforces and buries, and asks for a mended program when it misses somebody.
    world.write_release("two")
    os.kill(old[0], signal.SIGKILL)
    wait_until(lambda: world.ask("/who")[1].split()[1:] == [b"two"], 15, "mended by itself")
    done, lost = load.end()
    say("%d requests, %d lost" % (done, lost))
    assert lost == 0
    wait_until(lambda: len(children(pool.pid)) == 3, 5, "three again")


def systemd_activates(world):
    sock = os.path.join(world.run, "hello.sock")
    activate = shutil.which("systemd-socket-activate")
    if activate is None:
        return "no systemd-socket-activate here"
    command = [activate, "-l", sock]
    pool = Pool(world, "-w", "2", wait=False, command=command)
    wait_until(lambda: os.path.exists(sock), 5, "the socket")
    os.chmod(sock, 0o666)
    inode = os.stat(sock).st_ino
    assert world.ask("/") == (200, b"hello\n")
    for generation in (2, 3):
        pool.signal(signal.SIGHUP)
        pool.await_generation(generation)
    assert world.ask("/") == (200, b"hello\n")
    assert pool.end() == 0
    assert os.stat(sock).st_ino == inode, "it is not ours to take away"


def systemd_is_told(world):
    path = os.path.join(world.dir, "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(path)
        told.settimeout(5)
        os.environ.update(NOTIFY_SOCKET=path, WATCHDOG_USEC="400000")
        try:
            pool = Pool(world)
        finally:
            del os.environ["NOTIFY_SOCKET"], os.environ["WATCHDOG_USEC"]

        def hear(what):
            while not (heard := told.recv(512).decode()).startswith(what):
                assert heard == "WATCHDOG=1", heard
        hear("READY=1")
        hear("WATCHDOG=1")
        pool.signal(signal.SIGHUP)
        hear("RELOADING=1\nMONOTONIC_USEC=")
        hear("READY=1")
        world.write_release("bad")
        pool.signal(signal.SIGHUP)
        hear("RELOADING=1")
        hear("READY=1\nSTATUS=reload refused")
        pool.signal(signal.SIGTERM)
        hear("STOPPING=1")


def held_socket_survives_everything(world):
    """The whole pool killed while somebody else holds the socket, as systemd does."""
    sock = os.path.join(world.run, "hello.sock")
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(sock)
        os.chmod(sock, 0o666)
        held.listen(512)

        def start():
            def give():
                os.dup2(held.fileno(), 3)
            code = ("import os,sys;os.environ.update(LISTEN_PID=str(os.getpid()),LISTEN_FDS='1');"
                    "os.set_inheritable(3,True);os.execv(sys.argv[1],sys.argv[1:])")
            with open(os.path.join(world.dir, "hello.log"), "ab") as log:
                return subprocess.Popen([sys.executable, "-c", code, world.hello, "-r", world.run, *world.rights],
                                        preexec_fn=give, pass_fds=[3], stderr=log)
        pool = start()
        wait_until(lambda: world.ask("/")[0] == 200, 5, "it serves")
        load = Load(world)
        rounds = 8 if options.long else 3
        for _ in range(rounds):
            workers = children(pool.pid)
            for pid in (pool.pid, *workers):
                os.kill(pid, signal.SIGKILL)
            pool.wait()
            time.sleep(0.1)
            pool = start()
            time.sleep(0.4)
        done, lost = load.end()
        pool.terminate()
        pool.wait()
        say("the whole pool killed %d times: %d requests, %d lost" % (rounds, done, lost))
        assert lost == 0


def workers_retire(world):
    pool = Pool(world, "-w", "2", "-n", "50")
    first = set(children(pool.pid))
    load = Load(world, "/", connections=4)
    wait_until(lambda: not first & set(children(pool.pid)), 5, "retired by number")
    done, lost = load.end()
    say("retired after 50 requests: %d requests, %d lost" % (done, lost))
    assert lost == 0 and not pool.said("worker died")
    pool.end()
    pool = Pool(world, "-w", "1", "-m", "24")
    first = set(children(pool.pid))
    for _ in range(101):
        assert world.ask("/leak?kb=300")[0] == 200
    wait_until(lambda: not first & set(children(pool.pid)), 5, "retired by memory")
    assert not pool.said("worker died")


def nobody_works_for_the_departed(world):
    pool = Pool(world, "-w", "1")
    busy = world.ask_later("/page?ms=600", "POST", b"")
    time.sleep(0.15)
    for _ in range(100):
        with socket.create_connection(("127.0.0.1", world.port)) as s:
            s.sendall(b"GET /page?ms=200 HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.2)
    busy.result()
    began = time.monotonic()
    assert world.ask("/")[0] == 200
    took = time.monotonic() - began
    say("behind a hundred clients who left (20 s of work): %.2f s" % took)
    assert took < 3
    assert pool.process.poll() is None


def answers_before_it_works_on(world):
    Pool(world, "-w", "1")
    began = time.monotonic()
    assert world.ask("/after?ms=500")[0] == 200
    answered = time.monotonic() - began
    assert world.ask("/")[0] == 200
    say("answered after %.0f ms, free after %.0f ms" % (answered * 1e3, (time.monotonic() - began) * 1e3))
    assert answered < 0.4


def unread_bodies_do_no_harm(world):
    Pool(world, "-w", "2")
    for size in (0, 1, 65536, 200000, 3000000):
        for _ in range(10):
            answer = world.ask("/", "POST", b"x" * size)
            assert answer == (200, b"hello\n"), (size, answer)


def rights_are_dropped(world):
    if not ROOT:
        return "only root has rights to drop"
    pool = Pool(world, "-w", "1")
    nobody = pwd.getpwnam("nobody")
    with open("/proc/%d/status" % children(pool.pid)[0]) as f:
        status = dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)
    assert status["Uid"].split() == [str(nobody.pw_uid)] * 4, status["Uid"]
    assert status["Gid"].split() == [str(nobody.pw_gid)] * 4
    assert status["Groups"].split() in ([], [str(nobody.pw_gid)]), status["Groups"]
    assert status["NoNewPrivs"] == "1" and status["Umask"] == "0077"
    assert int(status["CapEff"], 16) == 0 and int(status["CapPrm"], 16) == 0
    with open("/proc/%d/limits" % children(pool.pid)[0]) as f:
        limits = f.read()
    assert re.search(r"Max core file size\s+0\s+0", limits) and re.search(r"Max open files\s+256\s+256", limits)
    mode = os.stat(os.path.join(world.run, "hello.sock"))
    assert mode.st_mode & 0o777 == 0o660 and grp.getgrgid(mode.st_gid).gr_name == "www-data"
    pool.end()
    # Root without a user to become is refused.
    world.rights = []
    assert Pool(world, wait=False).process.wait(5) == 78


def descriptors_do_not_leak(world):
    pool = Pool(world, "-w", "2")
    for generation in range(2, 8):
        pool.signal(signal.SIGHUP)
        pool.await_generation(generation)
    assert world.ask("/")[0] == 200
    wait_until(lambda: len(children(pool.pid)) == 2, 5, "the old generations are gone")

    def descriptors(pid):
        return sorted(os.readlink("/proc/%d/fd/%s" % (pid, fd)) for fd in os.listdir("/proc/%d/fd" % pid))
    master = descriptors(pool.pid)
    worker = descriptors(children(pool.pid)[0])
    say("after six reloads: master %d descriptors, worker %d" % (len(master), len(worker)))
    assert len(master) == 6, master
    assert len(worker) == 5, worker


def status_board_goes_on(world):
    """The counters live on over a reload, and a new kind of board begins anew without harm."""
    pool = Pool(world, "-w", "2")
    board = os.path.join(world.run, "hello.board")
    inode = os.stat(board).st_ino
    pool.signal(signal.SIGHUP)
    pool.await_generation(2)
    assert os.stat(board).st_ino == inode
    with open(board, "r+b") as f:     # as another version of the program would have left it
        f.seek(4)
        f.write(b"\xff\xff\xff\xff")
    load = Load(world)
    pool.signal(signal.SIGHUP)
    pool.await_said("a new kind of scoreboard: counters begin anew")
    pool.await_generation(3)
    done, lost = load.end()
    assert lost == 0, lost
    assert os.stat(board).st_ino != inode
    wait_until(lambda: len(children(pool.pid)) == 2, 5, "the old generation is gone")


TESTS = [
    reloads_lose_nothing, reloads_lose_no_long_body, a_kill_costs_one_request, kills_are_retried,
    term_drains, grace_ends, master_killed_leaves_no_orphan, killed_mid_load_and_back, only_one_master,
    hung_worker_meets_hard_deadline, silent_peer_does_not_stay, early_deaths_are_slowed,
    crashes_set_the_brake, bad_generations_are_refused, a_liar_is_kept_out, systemd_activates, systemd_is_told,
    held_socket_survives_everything, workers_retire, nobody_works_for_the_departed,
    answers_before_it_works_on, unread_bodies_do_no_harm, rights_are_dropped, descriptors_do_not_leak,
    status_board_goes_on,
]


def run_one(number, test):
    name = test.__name__.replace("_", " ")
    began = time.monotonic()
    world = World()
    try:
        skip = test(world)
    except Exception as e:
        print("not ok %d - %s" % (number, name))
        say("%s: %s" % (type(e).__name__, e))
        for path in ("hello.log", "error.log"):
            try:
                with open(os.path.join(world.dir, path)) as f:
                    for line in f.read().splitlines()[-15:]:
                        say(line[:300])
            except OSError:
                pass
        return False
    finally:
        world.end()
    print("ok %d - %s%s" % (number, name, " # SKIP " + skip if skip else ""))
    say("%.1f s" % (time.monotonic() - began))
    return True


def main():
    for needed in ("wrk",):
        if shutil.which(needed) is None or not os.path.exists(NGINX):
            print("1..0 # SKIP nginx and wrk are not both here")
            return 77
    tests = [t for t in TESTS if not options.tests or t.__name__ in options.tests]
    print("1..%d" % len(tests), flush=True)
    good = [run_one(i + 1, t) for i, t in enumerate(tests)]
    return 0 if all(good) else 1


sys.exit(main())
