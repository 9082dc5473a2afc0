#!/usr/bin/python3
"""A mail server (aiosmtpd) that behaves as the recipient says, for tests/lib/http.c.

Prints one line: <plain port> <STARTTLS port> <TLS port> <certificate file>; the latter two ask
for a name and password (ada, secret).  Each message it takes is written to standard output as
one line of JSON.  Ends with its standard input.
"""
import asyncio
import base64
import json
import logging
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "553 5.1.8 we do not take mail from you"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local == "unknown":
            return "550 5.1.1 no such mailbox"
        if local == "greylisted":
            return "451 4.7.1 come back later"
        if local == "hangup":
            server.transport.close()
            return "250 OK"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        if local == "spam":
            return "554 5.7.1 not here"
        if local == "full":
            return "452 4.3.1 disk full"
        if local == "lost":             # takes it and dies before saying so
            server.transport.abort()
            return "250 OK"
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "hello": session.host_name,
            "tls": session.ssl is not None, "user": getattr(session, "user", None),
            "data": base64.b64encode(envelope.original_content).decode(),
        }), flush=True)
        if local == "last":             # takes it, then lets nobody keep the connection
            asyncio.get_running_loop().call_later(0.05, server.transport.abort)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    session.user = data.login.decode()
    right = data.login == b"ada" and data.password == b"secret"
    return AuthResult(success=right, handled=False)


async def main():
    logging.disable(logging.CRITICAL)       # broken handshakes are what we test
    warnings.simplefilter("ignore")
    place = tempfile.mkdtemp(prefix="sink-")
    certificate, key = os.path.join(place, "cert.pem"), os.path.join(place, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()

    async def listen(make, **more):
        server = await loop.create_server(make, "127.0.0.1", 0, **more)
        return server.sockets[0].getsockname()[1]

    plain = await listen(lambda: SMTP(Handler(), hostname="sink.example", enable_SMTPUTF8=False))
    start = await listen(lambda: SMTP(Handler(), hostname="sink.example", tls_context=context,
                                      require_starttls=True, auth_required=True,
                                      authenticator=authenticate))
    wrapped = await listen(lambda: SMTP(Handler(), hostname="sink.example", auth_required=True,
                                        auth_require_tls=False, authenticator=authenticate),
                           ssl=context)
    print(plain, start, wrapped, certificate, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    shutil.rmtree(place)
    os._exit(0)


asyncio.run(main())
