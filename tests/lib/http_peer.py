#!/usr/bin/python3
"""A server that behaves as the path says, in the clear and under TLS, for tests/lib/http.c.

Prints one line: <plain port> <TLS port> <certificate file>.  Ends with its standard input.
"""
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

connections = 0
requests = 0


def read_request(peer):
    """The head and the body of one request, or None when there is no more."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = peer.recv(65536)
        if not more:
            return None
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += peer.recv(65536)
    return head, body


def reply(peer, body, status="200 OK", headers=()):
    lines = ["HTTP/1.1 " + status, "Content-Length: %d" % len(body), *headers]
    peer.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def answer(peer, path, head, body):
    """False: the connection is to be closed."""
    if path == "/echo":
        reply(peer, head + b"\r\n\r\n" + body, headers=["Content-Type: text/plain", "X-Peer: yes"])
    elif path == "/count":
        reply(peer, b"%d %d" % (connections, requests))
    elif path.startswith("/status/"):
        reply(peer, b"so be it", path[8:] + " So")
    elif path == "/redirect":
        reply(peer, b"", "302 Found", ["Location: /echo"])
    elif path == "/continue":
        peer.sendall(b"HTTP/1.1 100 Continue\r\nX-First: yes\r\n\r\n")
        reply(peer, b"then", headers=["X-Second: yes"])
    elif path == "/big":
        reply(peer, b"x" * 200000)
    elif path == "/endless":
        peer.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            peer.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
    elif path == "/heads":
        reply(peer, b"", headers=["X-%d: %s" % (i, "x" * 1000) for i in range(100)])
    elif path == "/slow":
        time.sleep(3)
        reply(peer, b"late")
    elif path == "/drip":
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            peer.sendall(b"x")
            time.sleep(0.1)
    elif path == "/half":
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        return False
    elif path == "/close":
        return False
    elif path == "/once":           # answers, then hangs up although it did not say so
        reply(peer, b"once")
        return False
    elif path == "/garbage":
        peer.sendall(b"I do not speak HTTP\r\n\r\n")
        return False
    elif path == "/none":
        reply(peer, b"", "204 No Content")
    else:
        reply(peer, b"", "404 Not Found")
    return True


def serve(peer):
    global requests
    try:
        while True:
            request = read_request(peer)
            if request is None:
                break
            requests += 1
            path = request[0].split(b" ")[1].decode()
            if not answer(peer, path, *request):
                break
    except OSError:
        pass
    finally:
        peer.close()


def listen(context=None):
    listener = socket.create_server(("127.0.0.1", 0))

    def welcome(peer):
        try:
            serve(context.wrap_socket(peer, server_side=True) if context else peer)
        except (OSError, ssl.SSLError):
            peer.close()

    def loop():
        global connections
        while True:
            peer, _ = listener.accept()
            connections += 1
            threading.Thread(target=welcome, args=(peer,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()
    return listener.getsockname()[1]


def main():
    place = tempfile.mkdtemp(prefix="peer-")
    certificate, key = os.path.join(place, "cert.pem"), os.path.join(place, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    print(listen(), listen(context), certificate, flush=True)
    sys.stdin.read()
    shutil.rmtree(place)
    os._exit(0)


main()
