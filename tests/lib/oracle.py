#!/usr/bin/python3
"""Compare core/lib with Python's own idea of the same rules, over corpora and seeded chance.

Addresses with ipaddress, text with unicodedata, JSON with json, HTML with html.parser; tests/oracle
answers for us.  Prints TAP.
"""
import glob
import ipaddress
import json
import os
import random
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser

SOURCE = os.environ.get("srcdir", ".")
SEED = int(os.environ.get("SEED", "4217"))
rand = random.Random(SEED)


def ask(word, values):
    """What we say to each value, in order."""
    lines = "".join("%s %s\n" % (word, value) for value in values)
    made = subprocess.run(["tests/oracle"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return made.stdout.decode().split("\n")[:-1]


def data(name):
    with open(os.path.join(SOURCE, "tests/data", name), "rb") as file:
        return [line for line in file.read().split(b"\n") if line and not line.startswith((b"# ", b"#\t"))]


def corpus(target):
    found = []
    for path in sorted(glob.glob(os.path.join(SOURCE, "tests/fuzz/corpus", target, "*"))):
        with open(path, "rb") as file:
            found.append(file.read())
    return found


def mutate(value):
    """A few bytes changed, dropped, doubled or put in."""
    value = bytearray(value)
    for _ in range(rand.randint(1, 3)):
        at = rand.randint(0, len(value))
        what = rand.randint(0, 3)
        if what == 0:
            value[at:at + 1] = b""
        elif what == 1:
            value[at:at] = bytes([rand.choice(b'{}[],:"\\0123456789eE.+-tfnul/* \n\x00\xff\xc3\xed')])
        elif what == 2:
            value[at:at] = value[at:at + rand.randint(1, 8)]
        else:
            value[at:at + 1] = bytes([rand.randint(0, 255)])
    return bytes(value)


# --- addresses ----------------------------------------------------------------------------

# What ipaddress calls global, but no server of ours has any business with.
ALSO_CLOSED = [ipaddress.ip_network(net) for net in (
    "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.175.48.0/24", "2001::/23", "2620:4f:8000::/48", "3fff::/20")]

REGISTERED = [str(net) for net in ALSO_CLOSED] + [
    "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/128", "::1/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2000::/3",
    "2001:db8::/32", "2002::/16", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]


def is_public(address):
    if address.version == 6 and (address not in ipaddress.ip_network("2000::/3") or address.sixtofour or
                                 address.teredo or address.ipv4_mapped):
        return False
    return (address.is_global and not address.is_multicast and not address.is_reserved and
            not any(address in net for net in ALSO_CLOSED if net.version == address.version))


def addresses():
    for net in map(ipaddress.ip_network, REGISTERED):
        for number in (int(net[0]) - 1, int(net[0]), int(net[0]) + 1,
                       int(net[-1]) - 1, int(net[-1]), int(net[-1]) + 1):
            if 0 <= number < 2 ** net.max_prefixlen:
                yield (ipaddress.IPv4Address if net.version == 4 else ipaddress.IPv6Address)(number)
        for _ in range(50):
            yield net[rand.randrange(net.num_addresses)]
    for _ in range(20000):
        yield ipaddress.IPv4Address(rand.getrandbits(32))
        yield ipaddress.IPv6Address(rand.getrandbits(128))
        yield ipaddress.IPv6Address(0x2000 << 112 | rand.getrandbits(125))
        yield ipaddress.IPv6Address(0x2001 << 112 | rand.getrandbits(112) >> rand.randint(0, 60))
    for line in data("ssrf.txt"):
        word, value = line.decode().split(" ", 1)
        if word in ("address", "public"):
            yield ipaddress.ip_address(value)


def check_addresses():
    asked = list(addresses())
    for address, said in zip(asked, ask("address", asked)):
        if (said == "public") != is_public(address):
            yield "%s is %s" % (address, said)


# --- text ---------------------------------------------------------------------------------

CLOSED = set(range(0x20)) | set(range(0x7f, 0xa0)) | set(range(0x2028, 0x202f)) | set(range(0x2066, 0x206a)) | \
    {0xfeff, 0xfff9, 0xfffa, 0xfffb, 0xfffc} | set(range(0xfdd0, 0xfdf0)) | \
    {plane << 16 | end for plane in range(17) for end in (0xfffe, 0xffff)}
CLOSED -= {9, 10}


def is_acceptable(text):
    marks = 0
    for letter in text:
        if ord(letter) in CLOSED:
            return False
        is_mark = unicodedata.category(letter) in ("Mn", "Me") or unicodedata.combining(letter)
        marks = marks + 1 if is_mark else 0
        if marks > 30:
            return False
    return True


def is_known(raw):
    """No letter in it is newer than Python's tables."""
    return all(unicodedata.category(c) != "Cn" or ord(c) in CLOSED for c in raw.decode("utf-8", "ignore"))


def clean(raw):
    """The text as stored, or None."""
    try:
        text = raw.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", text)
    return composed.strip() if is_acceptable(text) and is_acceptable(composed) else None


def texts():
    letters = [chr(c) for c in range(0x20, 0x110000) if not 0xd800 <= c < 0xe000 and
               unicodedata.category(chr(c)) != "Cn" and c not in CLOSED]
    marks = [c for c in letters if unicodedata.combining(c)]
    for letter in letters:
        yield ("x" + letter + "y").encode()
    for _ in range(20000):
        text = "".join(rand.choice(marks if rand.random() < 0.4 else letters) for _ in range(rand.randint(1, 12)))
        yield ("x" + text + "y").encode()
        yield ("x" + text[0] * rand.randint(1, 40) + "y").encode()
        yield b"x" + mutate(text.encode()) + b"y"
    for line in data("utf8.txt"):
        yield b"x" + bytes.fromhex(line.split()[1].decode().replace("-", "")) + b"y"


def check_texts():
    asked = [raw for raw in texts() if is_known(raw)]
    for raw, said in zip(asked, ask("text", [raw.hex() for raw in asked])):
        want = clean(raw)
        if want is None and said != "refused" or want is not None and said != want.encode().hex():
            yield "%s became %s" % (raw.hex(), said)


# --- JSON ---------------------------------------------------------------------------------

class Refused(Exception):
    pass


def members(pairs):
    if len(pairs) != len(dict(pairs)):
        raise Refused("a key twice")
    return dict(pairs)


def constant(name):
    raise Refused(name)


def check_value(value, depth):
    if isinstance(value, str) and (any("\ud800" <= c <= "\udfff" for c in value) or "\0" in value):
        raise Refused("half a character, or NUL")
    if isinstance(value, (dict, list)) and depth >= 32:
        raise Refused("depth")
    if isinstance(value, dict):
        for key in value:
            check_value(key, depth)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            check_value(one, depth + 1)


def read(raw):
    """The value in a tuple, or None."""
    try:
        if b"\0" in raw:
            return None
        value = json.loads(raw.decode("utf-8", "strict"), object_pairs_hook=members, parse_constant=constant)
        check_value(value, 0)
    except (ValueError, Refused):
        return None
    return (value,)


def check_json():
    base = corpus("json") + [b'{"id":"evt_1","data":{"object":{"amount":1250,"ok":true,"x":[1.5,-2e9,null]}}}']
    asked = base + [mutate(rand.choice(base)) for _ in range(40000)]
    taken = 0
    for raw, said in zip(asked, ask("json", [raw.hex() for raw in asked])):
        want = read(raw)
        if (want is None) != (said == "refused"):
            yield "%r: %s" % (raw, said)
        elif want is not None:
            taken += 1
            if read(bytes.fromhex(said)) != want:
                yield "%r was written as %s" % (raw, bytes.fromhex(said))
    if taken < 1000:
        yield "only %d documents were JSON" % taken


# --- Markdown -----------------------------------------------------------------------------

TAGS = set("h3 h4 h5 h6 p ul ol li blockquote pre code em strong hr br a".split())


class Reader(HTMLParser):
    """Notes whatever a browser would see that should not be there."""
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if tag not in TAGS or names not in ([], ["href", "rel"] if tag == "a" else
                                            ["start"] if tag == "ol" else []):
            self.faults.append("<%s %s>" % (tag, attrs))
        if tag == "a":
            address = dict(attrs).get("href", "").lower()
            if not address.startswith(("https://", "http://", "mailto:", "tel:")):
                self.faults.append("a link to " + address)
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("</%s> out of turn" % tag)

    def handle_comment(self, words):
        self.faults.append("a comment: " + words)

    def handle_decl(self, words):
        self.faults.append("a declaration: " + words)

    unknown_decl = handle_pi = handle_decl


def check_markdown():
    hostile = data("xss.txt")
    asked = hostile + [value for value in corpus("markdown") if b"\0" not in value]
    for around in (b"[%s](https://e.example)", b"[x](%s)", b"> - %s", b"<p %s>", b"x\n\n%s\n\nx", b"*%s*"):
        asked += [around.replace(b"%s", value) for value in hostile]
    asked += [mutate(value).replace(b"\0", b"") for value in asked for _ in range(4)]
    for raw, said in zip(asked, ask("markdown", [raw.hex() for raw in asked])):
        if said in ("refused", "-"):
            continue
        reader = Reader()
        reader.feed(bytes.fromhex(said).decode())
        reader.close()
        if reader.faults or reader.open:
            yield "%r: %s" % (raw, reader.faults or reader.open)


def main():
    checks = [(check_addresses, "addresses agree with ipaddress"), (check_texts, "clean text agrees with unicodedata"),
              (check_json, "documents agree with json"), (check_markdown, "HTML agrees with html.parser")]
    failed = 0
    print("1..%d" % len(checks), flush=True)
    for number, (check, sentence) in enumerate(checks, 1):
        faults = list(check())
        for fault in faults[:10]:
            print("# " + fault)
        print("%sok %d - %s, seed %d" % ("not " if faults else "", number, sentence, SEED), flush=True)
        failed |= bool(faults)
    sys.exit(failed)


main()
