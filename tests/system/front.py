#!/usr/bin/python3
# front.py: what nginx promises, before any program is asked and whatever it answers.
#
# A real nginx with the real configuration (nginx/, filled by nginx/fill) stands in front of programs
# that this test plays itself over FastCGI, so that it sees what reaches them and can make them
# answer, hang or die.  Needs no world.  Prints TAP.
#
#	tests/system/front.py [test ...]

import contextlib
import gzip
import http.client
import json
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings

warnings.simplefilter("ignore", DeprecationWarning)  # old TLS is asked for on purpose

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("MARQUEE_BUILD") or os.path.join(TOP, "build")
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
LONG = bool(os.environ.get("MARQUEE_LONG"))
HASH = "0123456789ab"


# --- a program, played -------------------------------------------------------------------


class Program:
    """Answers FastCGI on a socket with whatever `answer(params, body)` gives: (headers, body), or None to hang up."""

    def __init__(self, path):
        self.path = path
        self.asked = []  # params of every request
        self.answer = lambda params, body: (["Status: 200 OK", "Content-Type: text/plain"], b"hello")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        os.chmod(path, 0o666)
        self.listener.listen(512)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with contextlib.suppress(OSError, EOFError), connection:
            params, body = read_request(connection.makefile("rb"))
            self.asked.append(params)
            answer = self.answer(params, body)
            if answer is None:
                return
            headers, content = answer
            out = "\r\n".join(headers).encode() + b"\r\n\r\n" + content
            for at in range(0, len(out), 32768):
                connection.sendall(record(6, out[at : at + 32768]))
            connection.sendall(record(6, b"") + record(3, b"\0" * 8))

    def away(self):
        """Stop listening; the socket's file is gone."""
        self.listener.close()
        os.unlink(self.path)


def record(kind, content):
    return struct.pack("!BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def read_request(stream):
    """The params, in order of arrival, and the body."""
    params, body = b"", b""
    while True:
        head = stream.read(8)
        if len(head) < 8:
            raise EOFError
        _, kind, _, length, padding, _ = struct.unpack("!BBHHBB", head)
        content = stream.read(length + padding)[:length]
        if kind == 4:
            params += content
        elif kind == 5 and content:
            body += content
        elif kind == 5:
            return pairs(params), body


def pairs(data):
    found, at = {}, 0
    while at < len(data):
        sizes = []
        for _ in range(2):
            if data[at] < 128:
                sizes.append(data[at])
                at += 1
            else:
                sizes.append(struct.unpack("!I", data[at : at + 4])[0] & 0x7FFFFFFF)
                at += 4
        name = data[at : at + sizes[0]].decode()
        value = data[at + sizes[0] : at + sum(sizes)].decode()
        assert name not in found, f"{name} is sent twice"
        found[name] = value
        at += sum(sizes)
    return found


# --- nginx, real ---------------------------------------------------------------------------


class Front:
    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="mqf.")
        self.plain, self.tls = free_port(), free_port()
        for name in ("app", "log", "media", "nginx", "nginx/temp", "run", "tls"):
            os.mkdir(os.path.join(self.dir, name))
        www = os.path.join(BUILD, "www", "static")
        shutil.copytree(www, os.path.join(self.dir, "app", "static"))
        self.values = {
            "APP": self.path("app"), "CACHE": self.path("cache"), "HOST": "localhost",
            "HSTS": "max-age=31536000; includeSubDomains",
            "LISTEN_PLAIN": f"listen 127.0.0.1:{self.plain};",
            "LISTEN_TLS": f"listen 127.0.0.1:{self.tls} ssl http2;",
            "LOG": self.path("log"), "MEDIA": self.path("media"), "NGINX": self.path("nginx"),
            "RATE_DEEDS": "1000r/s", "RATE_OWN": "1000r/s", "RATE_PUBLIC": "1000r/s",
            "RUN": self.path("run"), "SECURITY_CONTACT": "mailto:security@localhost",
            "SECURITY_EXPIRES": "2030-01-01T00:00:00Z", "SITE_URL": f"https://localhost:{self.tls}",
            "STATIC_HASH": HASH, "TLS": self.path("tls"), "USER_LINE": "", "WORKERS": "1",
        }
        subprocess.run([os.path.join(TOP, "devel/make-certificate"), self.path("tls")], check=True, capture_output=True)
        self.fill()
        self.programs = {name: Program(self.path("run", name + ".sock")) for name in ("public", "account", "organizer")}
        self.user = None
        if os.geteuid() == 0:
            # As in a world: nginx is nobody special.
            self.user = pwd.getpwnam("www-data")
            for folder, folders, files in os.walk(self.dir):
                for name in [""] + files:
                    os.chown(os.path.join(folder, name), self.user.pw_uid, self.user.pw_gid)
        self.start()

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def fill(self):
        with open(self.path("values"), "w") as f:
            f.writelines(f"{key}={value}\n" for key, value in self.values.items())
        source = os.path.join(TOP, "nginx")
        for name in os.listdir(source):
            if not name.endswith((".conf", ".in")):
                continue
            filled = subprocess.run(
                [os.path.join(source, "fill"), self.path("values"), os.path.join(source, name)],
                check=True, capture_output=True)
            with open(self.path("nginx", name.removesuffix(".in")), "wb") as f:
                f.write(filled.stdout)

    def start(self):
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        self.process = subprocess.Popen(
            [NGINX, "-p", self.path("nginx"), "-c", self.path("nginx/nginx.conf"),
             "-e", self.path("log/nginx.error.log"), "-g", "daemon off;"], **who)
        wait_until(lambda: answers(self.plain) and answers(self.tls), "nginx answers")

    def reload(self, **values):
        self.values.update(values)
        self.fill()
        before = set(self.workers())
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: set(self.workers()) and not set(self.workers()) & before, "nginx has reloaded")

    def workers(self):
        found = subprocess.run(["pgrep", "-P", str(self.process.pid), "-f", "worker process$"], capture_output=True)
        return found.stdout.split()

    def end(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.dir)

    def log(self, name="nginx.access.log"):
        time.sleep(1.2)  # it is written once a second
        with open(self.path("log", name)) as f:
            return [json.loads(line) for line in f]

    def ask(self, method, path, headers=None, body=None, tls=True):
        """(status, headers by lower-case name with repeated ones in one list, body)."""
        if tls:
            trust = ssl.create_default_context(cafile=self.path("tls/ca.pem"))
            connection = http.client.HTTPSConnection("localhost", self.tls, timeout=20, context=trust)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=20)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            found = {}
            for key, value in answer.getheaders():
                found.setdefault(key.lower(), []).append(value)
            return answer.status, found, answer.read()

    def get(self, path, headers=None, tls=True):
        return self.ask("GET", path, headers, tls=tls)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def answers(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true, what, seconds=10):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not in {seconds} s: {what}"
        time.sleep(0.01)


def kept(body=b"<p>kept</p>", seconds=5, extra=()):
    """What the public program answers: gzipped, and for how long."""
    headers = ["Status: 200 OK", "Content-Type: text/html", "Content-Encoding: gzip", "Vary: Accept-Encoding",
               f"Cache-Control: public, s-maxage={seconds}, stale-while-revalidate=5", *extra]
    return lambda params, _: (headers, gzip.compress(body))


def nobody_knows(params, _):
    return ["Status: 404 Not Found", "Content-Type: text/plain"], b""


# --- tests ---------------------------------------------------------------------------------------


def static_files_never_change_under_their_address(front):
    status, headers, body = front.get(f"/static/{HASH}/css/marquee.css", {"Accept-Encoding": "gzip"})
    assert status == 200 and headers["content-type"] == ["text/css; charset=utf-8"]
    assert headers["cache-control"] == ["public, max-age=31536000, immutable"]
    assert headers["content-encoding"] == ["gzip"] and headers["vary"] == ["Accept-Encoding"]
    status, headers, plain = front.get(f"/static/{HASH}/css/marquee.css")
    assert "content-encoding" not in headers and gzip.decompress(body) == plain
    status, headers, _ = front.get("/static/aaaaaaaaaaaa/css/marquee.css")
    assert status == 200 and headers["cache-control"] == ["public, max-age=60"]
    front.programs["public"].answer = nobody_knows  # what an address with dots comes to
    for path in ("/static/", f"/static/{HASH}/", f"/static/{HASH}/nothing.css", f"/static/{HASH}/../../../etc/passwd",
                 "/static/aaaaaaaaaaaa/%2e%2e/%2e%2e/nginx/nginx.conf", "/static/css/marquee.css"):
        assert front.get(path)[0] in (400, 403, 404), path


def what_every_site_has_is_there(front):
    status, headers, _ = front.get("/favicon.ico")
    assert status == 200 and headers["content-type"] == ["image/x-icon"]
    status, headers, body = front.get("/.well-known/security.txt")  # RFC 9116
    assert status == 200 and headers["content-type"] == ["text/plain; charset=utf-8"]
    assert re.search(rb"^Contact: mailto:", body, re.M) and re.search(rb"^Expires: 20\d\d-", body, re.M)


def nothing_inside_is_shown(front):
    front.programs["public"].answer = nobody_knows
    for path in ("/.git/config", "/.env", "/static/.hidden", "/e/.x", "/-error/404.html", "/metrics", "/healthz", "/readyz"):
        assert front.get(path)[0] == 404, path
    assert not any(params["REQUEST_URI"].startswith("/.") for params in front.programs["public"].asked)
    status, headers, _ = front.ask("TRACE", "/")
    assert status == 405
    assert front.get("/")[1]["server"] == ["nginx"]


def every_answer_is_guarded(front):
    front.programs["public"].answer = kept()
    for tls in (True, False):
        for path in ("/", f"/static/{HASH}/css/marquee.css", "/.git", "/favicon.ico"):
            _, headers, _ = front.get(path, tls=tls)
            policy = headers["content-security-policy"]
            assert len(policy) == 1 and policy[0].startswith("default-src 'none'; ") and "unsafe" not in policy[0]
            assert "frame-ancestors 'none'" in policy[0] and "base-uri 'none'" in policy[0], path
            assert headers["x-content-type-options"] == ["nosniff"], path
            assert headers["referrer-policy"] == ["strict-origin-when-cross-origin"]
            assert headers["cross-origin-opener-policy"] == ["same-origin"]
            assert headers.get("strict-transport-security") == (["max-age=31536000; includeSubDomains"] if tls else None)
            assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"][0])


def one_request_has_one_id_everywhere(front):
    _, headers, _ = front.get("/account/one", {"X-Request-Id": "pretended"})
    params = front.programs["account"].asked[-1]
    line = front.log()[-1]
    assert headers["x-request-id"] == [params["REQUEST_ID"]] and line["request"] == params["REQUEST_ID"]
    assert line["program"] == "account" and line["status"] == 200


def the_log_has_no_query(front):
    front.get("/account/reset?token=very-secret")
    front.ask("POST", "/favicon.ico?token=very-secret")
    lines = front.log()
    assert lines[-2]["path"] == "/account/reset"
    assert (lines[-1]["method"], lines[-1]["path"], lines[-1]["status"]) == ("POST", "/favicon.ico", 405)
    with open(front.path("log/nginx.access.log")) as f:
        assert "very-secret" not in f.read()


def public_pages_hear_nothing_of_the_client(front):
    public = front.programs["public"]
    public.answer = kept()
    front.get("/e/quiet", {"Cookie": "__Host-session=1", "User-Agent": "x", "Accept-Language": "de",
                           "X-Forwarded-For": "1.2.3.4", "If-None-Match": '"x"'})
    assert sorted(public.asked[-1]) == ["HTTP_ACCEPT_ENCODING", "QUERY_STRING", "REQUEST_ID", "REQUEST_METHOD",
                                        "REQUEST_URI", "SERVER_PROTOCOL"]
    assert public.asked[-1]["HTTP_ACCEPT_ENCODING"] == "gzip"


def only_declared_fields_tell_pages_apart(front):
    public = front.programs["public"]
    public.answer = kept()
    count = len(public.asked)
    for query in ("q=jazz&where=oslo", "utm_source=x&q=jazz&where=oslo", "where=oslo&fbclid=1&q=jazz", "q=jazz&q=rock&where=oslo"):
        front.get("/discover?" + query)
    assert len(public.asked) == count + 1
    assert public.asked[-1]["REQUEST_URI"] == "/discover?q=jazz&where=oslo"
    assert public.asked[-1]["QUERY_STRING"] == "q=jazz&where=oslo"
    front.get("/discover?q=rock")
    front.get("/discover")
    front.get("/%64iscover")  # spelled otherwise, the program sees it otherwise
    assert [p["REQUEST_URI"] for p in public.asked[count + 1 :]] == ["/discover?q=rock", "/discover", "/%64iscover"]


def the_declared_fields_are_the_programs(front):
    with open(os.path.join(TOP, "nginx/fields.conf")) as f:
        kept_apart = set(re.findall(r"\$arg_(\w+)\t", f.read()))
    declared = set()
    folder = os.path.join(TOP, "handlers/public")
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        if name.endswith(".c"):
            with open(os.path.join(folder, name)) as f:
                declared |= set(re.findall(r"\bFIELD_\w+\(struct \w+, (\w+)", f.read()))
    assert not declared or kept_apart == declared, f"nginx/fields.conf differs: {sorted(kept_apart ^ declared)}"


def a_kept_page_serves_all(front):
    public = front.programs["public"]
    public.answer = kept(b"<p>one page</p>")
    count = len(public.asked)
    status, headers, body = front.ask("HEAD", "/e/all")
    assert status == 200 and body == b""
    status, headers, body = front.get("/e/all", {"Accept-Encoding": "gzip"})
    assert gzip.decompress(body) == b"<p>one page</p>" and headers["vary"] == ["Accept-Encoding"]
    status, headers, body = front.get("/e/all")
    assert body == b"<p>one page</p>" and "content-encoding" not in headers and headers["vary"] == ["Accept-Encoding"]
    assert len(public.asked) == count + 1 and public.asked[-1]["REQUEST_METHOD"] == "GET"


def one_request_renews_for_all(front):
    public = front.programs["public"]
    page = kept()

    def slow(params, body):
        time.sleep(0.5)
        return page(params, body)

    public.answer = slow
    count = len(public.asked)
    threads = [threading.Thread(target=front.get, args=("/e/crowd",)) for _ in range(20)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(public.asked) == count + 1


def an_old_page_is_better_than_none(front):
    public = front.programs["public"]
    public.answer = kept(b"old", seconds=1)
    front.get("/e/old")
    public.answer = lambda params, _: None
    time.sleep(1.2)
    status, _, body = front.get("/e/old")
    assert (status, body) == (200, b"old")
    assert front.get("/e/never-seen")[0] == 502


def what_sets_a_cookie_is_not_kept(front):
    public = front.programs["public"]
    public.answer = kept(extra=["Set-Cookie: a=b"])
    count = len(public.asked)
    front.get("/e/cookie")
    front.get("/e/cookie")
    assert len(public.asked) == count + 2


def own_pages_need_tls(front):
    for path in ("/account/login?next=/x", "/de/account", "/organize/e/1/edit"):
        status, headers, _ = front.get(path, tls=False)
        assert (status, headers["location"]) == (308, [f"https://localhost:{front.tls}{path}"])
    for program, path in (("account", "/de/account/x"), ("organizer", "/organize"), ("organizer", "/de/organize/new")):
        front.get(path)
        assert front.programs[program].asked[-1]["REQUEST_URI"] == path
    count = len(front.programs["account"].asked)
    front.programs["public"].answer = kept()
    front.get("/accounting")
    assert len(front.programs["account"].asked) == count


def own_pages_hear_the_client_but_no_pretence(front):
    front.get("/account/x?a=1&utm_source=2", {"Cookie": "a=b", "Proxy": "http://evil", "X-Forwarded-For": "1.2.3.4",
                                              "X-Forwarded-Host": "evil", "Forwarded": "for=1.2.3.4"})
    params = front.programs["account"].asked[-1]
    assert params["HTTP_COOKIE"] == "a=b" and params["REMOTE_ADDR"] == "127.0.0.1" and params["HTTPS"] == "on"
    assert params["REQUEST_URI"] == "/account/x?a=1&utm_source=2"
    for name in ("HTTP_PROXY", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_REAL_IP"):
        assert name not in params


def a_large_body_never_reaches_a_program(front):
    for path, limit in (("/account/login", 64 << 10), ("/organize/e/abc/publish", 64 << 10), ("/organize/new", 6 << 20)):
        program = front.programs["account" if "account" in path else "organizer"]
        count = len(program.asked)
        status, headers, _ = front.ask("POST", path, body=b"x" * (limit + 1))
        assert status == 413 and len(program.asked) == count, path
        status, _, _ = front.ask("POST", path, body=b"x" * limit)
        assert status == 200 and len(program.asked) == count + 1, path


def who_asks_too_often_hears_so(front):
    front.reload(RATE_OWN="1r/m")
    found = [front.get("/de/account/often") for _ in range(60)]
    assert [status for status, _, _ in found].count(429) >= 15
    status, headers, body = found[-1]
    assert status == 429 and int(headers["retry-after"][0]) > 0 and headers["cache-control"] == ["no-store"]
    assert b'lang="de"' in body
    upload = b"x" * (70 << 10)  # more than a page takes that is no upload's
    status, _, body = front.ask("POST", "/de/organize/new", body=upload)
    while status == 200:
        status, _, body = front.ask("POST", "/de/organize/new", body=upload)
    assert status == 429 and b"<main" in body and b'lang="de"' in body, status
    front.reload(RATE_OWN="1000r/s", RATE_DEEDS="1r/m")
    assert [front.ask("POST", "/account/deed")[0] for _ in range(40)].count(429) >= 15
    assert all(front.get("/account/deed")[0] == 200 for _ in range(40))
    front.reload(RATE_DEEDS="1000r/s")


def a_busy_program_says_so_at_once(front):
    account = front.programs["account"]
    gate = threading.Event()

    def wait(params, _):
        gate.wait(10)
        return ["Status: 200 OK", "Content-Type: text/plain"], b""

    account.answer = wait
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(front.get("/account/busy"))) for _ in range(60)]
    for t in threads:
        t.start()
    wait_until(lambda: len(statuses) >= 28, "who is too many has an answer", 5)
    gate.set()
    for t in threads:
        t.join()
    refused = [headers for status, headers, _ in statuses if status == 429]
    assert len(refused) == 28 and len(statuses) == 60  # one client has 32 at once
    assert all(headers["retry-after"] == ["5"] for headers in refused)


def only_a_get_is_tried_twice(front):
    account = front.programs["account"]
    for method, tries, expected in (("GET", 2, 200), ("POST", 1, 502), ("PUT", 1, 502), ("DELETE", 1, 502)):
        seen = []

        def die_once(params, _):
            seen.append(params)
            return None if len(seen) == 1 else (["Status: 200 OK", "Content-Type: text/plain"], b"")

        account.answer = die_once
        status, headers, _ = front.ask(method, "/account/dying")
        assert (status, len(seen)) == (expected, tries), method


def errors_look_like_the_site(front):
    front.programs["organizer"].away()
    for path, language in (("/organize/x", "en"), ("/de/organize/x", "de")):
        status, headers, body = front.get(path)
        assert status == 502 and headers["retry-after"] == ["2"] and f'lang="{language}"'.encode() in body
    for size in (70 << 10, 5 << 20):
        status, _, body = front.ask("POST", "/organize/new", body=b"x" * size)
        assert status == 502 and b"<main" in body, (size, status)
    status, _, body = front.ask("POST", "/account/login", body=b"x" * (70 << 10))
    assert status == 413 and b"<main" in body, status
    for path, status in (("/.git", 404), ("/static/nothing", 404), ("/media/x", 404)):
        found, headers, body = front.get(path)
        assert found == status and b"<main" in body and headers["cache-control"] == ["no-store"]
    status, _, body = front.ask("POST", "/favicon.ico")
    assert status == 405 and b"<main" in body
    folder = front.path("app/static/error")
    for language in ("en", "de"):
        assert sorted(name for name in os.listdir(os.path.join(folder, language)) if name.endswith(".html")) == sorted(
            f"{n}.html" for n in (400, 403, 404, 405, 410, 413, 414, 429, 500, 502, 503, 504))
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".html"):
                with open(os.path.join(root, name)) as f:
                    page = f.read()
                assert "<style" not in page and " style=" not in page and "<script>" not in page, name


def pictures_are_shown_and_never_run(front):
    name = "0123456789abc-480.webp"
    with open(front.path("media", name), "wb") as f:
        f.write(b"RIFF")
    status, headers, body = front.get("/media/" + name)
    assert (status, body, headers["content-type"]) == (200, b"RIFF", ["image/webp"])
    assert headers["content-security-policy"] == ["default-src 'none'; sandbox"]
    assert headers["x-content-type-options"] == ["nosniff"] and "immutable" in headers["cache-control"][0]
    front.programs["public"].answer = nobody_knows
    for wrong in ("", "x.html", "../nginx/nginx.conf", "0123456789abc-480.svg", "0123456789abc-480.webp.html", ".new"):
        assert front.get("/media/" + wrong)[0] in (400, 404), wrong


def policy_reports_are_noted_and_few(front):
    report = json.dumps({"csp-report": {"blocked-uri": 'inline"\n'}})
    assert front.ask("POST", "/csp-report", {"Content-Type": "application/csp-report"}, report)[0] == 204
    assert front.ask("POST", "/csp-report", body=b"x" * 9000)[0] == 413
    assert front.get("/csp-report")[0] == 405
    lines = front.log("csp.log")
    assert json.loads(lines[-1]["report"]) == json.loads(report)
    assert [front.ask("POST", "/csp-report", body="{}")[0] for _ in range(40)].count(429) >= 15
    assert len(front.log("csp.log")) <= 30


def tls_is_of_today(front):
    trust = ssl.create_default_context(cafile=front.path("tls/ca.pem"))
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with socket.create_connection(("localhost", front.tls)) as s, trust.wrap_socket(s, server_hostname="localhost") as t:
        assert t.version() == "TLSv1.3" and t.selected_alpn_protocol() == "h2"
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("localhost", front.tls)) as s:
        try:
            old.wrap_socket(s)
            raise AssertionError("TLS 1.1 is spoken")
        except (ssl.SSLError, ConnectionError):
            pass


def a_header_too_long_is_refused(front):
    front.programs["public"].answer = kept()
    assert front.get("/", {"X-Long": "x" * 7000})[0] == 200
    assert front.get("/", {"X-Long": "x" * 9000})[0] == 400
    assert front.get("/" + "x" * 9000)[0] == 414


def a_slow_client_is_hung_up_on(front):
    if not LONG:
        return "SKIP takes 12 s: --long"
    for opening in (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"POST /discover HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"):
        with socket.create_connection(("127.0.0.1", front.plain), timeout=15) as s:
            s.sendall(opening)
            began = time.monotonic()
            with contextlib.suppress(ConnectionResetError):
                s.recv(65536)
            assert 9 < time.monotonic() - began < 12
    return None


def a_hanging_program_ends_in_504(front):
    if not LONG:
        return "SKIP takes 15 s: --long"
    front.programs["account"].answer = lambda params, _: time.sleep(20)
    status, headers, _ = front.get("/account/hang")
    assert status == 504 and headers["retry-after"] == ["5"]
    return None


TESTS = [
    static_files_never_change_under_their_address,
    what_every_site_has_is_there,
    nothing_inside_is_shown,
    every_answer_is_guarded,
    one_request_has_one_id_everywhere,
    the_log_has_no_query,
    public_pages_hear_nothing_of_the_client,
    only_declared_fields_tell_pages_apart,
    the_declared_fields_are_the_programs,
    a_kept_page_serves_all,
    one_request_renews_for_all,
    an_old_page_is_better_than_none,
    what_sets_a_cookie_is_not_kept,
    own_pages_need_tls,
    own_pages_hear_the_client_but_no_pretence,
    a_large_body_never_reaches_a_program,
    who_asks_too_often_hears_so,
    a_busy_program_says_so_at_once,
    only_a_get_is_tried_twice,
    pictures_are_shown_and_never_run,
    policy_reports_are_noted_and_few,
    tls_is_of_today,
    a_header_too_long_is_refused,
    a_slow_client_is_hung_up_on,
    a_hanging_program_ends_in_504,
    errors_look_like_the_site,
]


def main():
    chosen = [t for t in TESTS if not sys.argv[1:] or t.__name__ in sys.argv[1:]]
    front = Front()
    failed = 0
    print(f"1..{len(chosen)}")
    try:
        for n, test in enumerate(chosen, 1):
            try:
                note = test(front)
                print(f"ok {n} - {test.__name__}{' # ' + note if note else ''}", flush=True)
            except Exception:
                failed += 1
                print(f"not ok {n} - {test.__name__}")
                print("".join("#   " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
    finally:
        front.end()
    return 1 if failed else 0


sys.exit(main())
