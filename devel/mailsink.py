"""mailsink.py: takes every mail Marquee sends and shows it in a browser.

    mailsink.py --store DIR --smtp PORT --web PORT

Both ports are on loopback.  Each mail is one file of DIR, named by when it came; the newest
KEEP are kept.  The pages:

    /                    what came, newest first; /?to=ann@example.org for one address only
    /messages.json       the same for programs
    /<name>              one mail: headers, text, HTML, attachments
    /<name>/html         its HTML part, sandboxed
    /<name>/part/<n>     its n-th attachment
    /<name>/raw          as it came

A test that wants the server to misbehave sends to an address at one of REFUSED.
"""

import argparse
import asyncio
import email
import email.policy
import html
import json
import os
import re
import time
import urllib.parse

from aiosmtpd.smtp import SMTP

KEEP = 500
MAIL_BYTES = 4 * 1024 * 1024
NAME = re.compile(r"^[0-9]{13,20}-[0-9]+$")

# What the recipient's domain makes the server answer.
REFUSED = {
    "full.invalid": "452 4.2.2 mailbox full, try again later",
    "gone.invalid": "550 5.1.1 no such mailbox",
}

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #ddd; vertical-align: top }}
pre {{ white-space: pre-wrap; background: #f6f6f6; padding: 1rem; overflow-wrap: anywhere }}
iframe {{ width: 100%; height: 40rem; border: 1px solid #ddd }}
</style>
<body>{body}</body></html>"""


class Store:
    """The mails, as files of one folder."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def put(self, content):
        self.count += 1
        name = f"{time.time_ns() // 1000}-{self.count}"
        path = os.path.join(self.folder, name)
        with open(path + ".new", "wb") as f:
            f.write(content)
        os.rename(path + ".new", path)
        for old in self.names()[KEEP:]:
            os.unlink(os.path.join(self.folder, old))

    def names(self):
        """Newest first."""
        return sorted(filter(NAME.match, os.listdir(self.folder)), reverse=True)

    def raw(self, name):
        if not NAME.match(name):
            raise FileNotFoundError(name)
        with open(os.path.join(self.folder, name), "rb") as f:
            return f.read()

    def get(self, name):
        return email.message_from_bytes(self.raw(name), policy=email.policy.default)


class Sink:
    """aiosmtpd's handler: who it was meant for is kept in X-Sink-To, because Bcc is not in the mail."""

    def __init__(self, store):
        self.store = store

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = REFUSED.get(address.rpartition("@")[2].lower())
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        to = ", ".join(envelope.rcpt_tos)
        head = f"X-Sink-From: {envelope.mail_from}\r\nX-Sink-To: {to}\r\n"
        self.store.put(head.encode() + envelope.original_content)
        return "250 OK"


# --- the pages ----------------------------------------------------------------------


def summary(store, name):
    mail = store.get(name)
    return {
        "name": name,
        "at": int(name.partition("-")[0]) // 1000000,
        "from": str(mail["From"] or ""),
        "to": str(mail["X-Sink-To"] or ""),
        "subject": str(mail["Subject"] or ""),
        "text": part_text(mail, "plain"),
        "html": part_text(mail, "html"),
    }


def part_text(mail, kind):
    part = mail.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return part.get_content()
    except (LookupError, UnicodeError):
        return part.get_payload(decode=True).decode("utf-8", "replace")


def chosen(store, query):
    """Summaries of the mails to ?to=, newest first, at most a hundred."""
    to = query.get("to", [""])[0].lower()
    found = []
    for name in store.names():
        one = summary(store, name)
        if to in one["to"].lower():
            found.append(one)
        if len(found) == 100:
            break
    return found


def page(title, body):
    return "200 OK", "text/html; charset=utf-8", PAGE.format(title=html.escape(title), body=body).encode()


def list_page(store, query):
    rows = "".join(
        "<tr><td>{at}<td>{to}<td><a href='/{name}'>{subject}</a>".format(
            at=time.strftime("%H:%M:%S", time.localtime(one["at"])),
            to=html.escape(one["to"]),
            name=one["name"],
            subject=html.escape(one["subject"] or "(no subject)"),
        )
        for one in chosen(store, query)
    )
    if not rows:
        return page("Mail", "<h1>Mail</h1><p>Nothing has been sent yet.")
    return page("Mail", f"<h1>Mail</h1><table><tr><th>At<th>To<th>Subject{rows}</table>")


def mail_page(store, name):
    mail = store.get(name)
    head = "".join(
        f"<tr><th>{html.escape(key)}<td>{html.escape(str(value))}" for key, value in mail.items()
    )
    files = "".join(
        f"<li><a href='/{name}/part/{n}'>{html.escape(part.get_filename() or 'unnamed')}</a>"
        f" ({html.escape(part.get_content_type())})"
        for n, part in enumerate(mail.iter_attachments())
    )
    body = f"<p><a href='/'>All mail</a> · <a href='/{name}/raw'>as it came</a><table>{head}</table>"
    if text := part_text(mail, "plain"):
        # A link in a mail is there to be followed.
        text = re.sub(r"(https?://[^\s&lt;<>]+)", r'<a href="\1">\1</a>', html.escape(text, quote=False))
        body += f"<h2>Text</h2><pre>{text}</pre>"
    if part_text(mail, "html"):
        body += f"<h2>HTML</h2><iframe sandbox='allow-popups' src='/{name}/html'></iframe>"
    if files:
        body += f"<h2>Attachments</h2><ul>{files}</ul>"
    return page(str(mail["Subject"] or "Mail"), body)


def attachment(store, name, n):
    part = list(store.get(name).iter_attachments())[int(n)]
    return "200 OK", part.get_content_type(), part.get_payload(decode=True) or b""


def answer(store, target):
    """(status, type, body) for an address."""
    parts = urllib.parse.urlsplit(target)
    query = urllib.parse.parse_qs(parts.query)
    steps = [step for step in parts.path.split("/") if step]
    match steps:
        case []:
            return list_page(store, query)
        case ["messages.json"]:
            return "200 OK", "application/json", json.dumps(chosen(store, query)).encode()
        case [name]:
            return mail_page(store, name)
        case [name, "html"]:
            return "200 OK", "text/html; charset=utf-8", part_text(store.get(name), "html").encode()
        case [name, "raw"]:
            return "200 OK", "text/plain; charset=utf-8", store.raw(name)
        case [name, "part", n] if n.isdigit():
            return attachment(store, name, n)
    raise FileNotFoundError(target)


async def serve(store, reader, writer):
    """One request, one answer, and the connection is closed."""
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        method, target = head.decode("latin-1").split(" ")[:2]
        try:
            if method not in ("GET", "HEAD"):
                status, kind, body = "405 Method Not Allowed", "text/plain", b"only GET\n"
            else:
                status, kind, body = answer(store, target)
        except (FileNotFoundError, IndexError):
            status, kind, body = "404 Not Found", "text/plain", b"no such mail\n"
        # What mails contain is not ours: nothing in it runs, and nothing is fetched.
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
            "frame-src 'self'; sandbox allow-popups allow-same-origin\r\n"
            "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n".encode()
        )
        if method != "HEAD":
            writer.write(body)
        await writer.drain()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.TimeoutError, OSError, ValueError):
        pass
    finally:
        writer.close()


async def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--store", required=True)
    options.add_argument("--smtp", type=int, required=True)
    options.add_argument("--web", type=int, required=True)
    options = options.parse_args()

    store = Store(options.store)
    loop = asyncio.get_running_loop()
    smtp = await loop.create_server(
        lambda: SMTP(Sink(store), data_size_limit=MAIL_BYTES, hostname="localhost", enable_SMTPUTF8=True),
        "127.0.0.1",
        options.smtp,
    )
    web = await asyncio.start_server(lambda r, w: serve(store, r, w), "127.0.0.1", options.web)
    await asyncio.gather(smtp.serve_forever(), web.serve_forever())


asyncio.run(main())
