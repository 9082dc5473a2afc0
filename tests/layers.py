#!/usr/bin/python3
# layers.py: who includes whom.  The arrows of the house, and one owner for each foreign library.  Prints TAP.

import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# A folder, and the beginnings of what its files may include of ours.  Anything else is a wrong arrow.
ARROWS = {
    "core/lib": ["core/lib/"],
    "core/domain": ["core/domain/", "core/lib/", "sql/"],
    "core/documents": ["core/documents/", "core/lib/", "sql/"],
    "core/services": ["core/services/", "core/lib/", "core/domain/news_", "core/settings.h"],
    "core/flows": ["core/flows/", "core/domain/", "core/services/", "core/documents/", "core/lib/", "sql/"],
    "fcgi": ["fcgi/", "sql/", "core/lib/", "core/settings.h"],
}
for program in sorted(os.listdir(f"{TOP}/handlers")):
    ARROWS[f"handlers/{program}"] = [f"handlers/{program}/", "fcgi/", "core/", "sql/"]

# A foreign header, and the files that may know it.
OWNERS = {
    r"mysql\.h|mysqld_error\.h|errmsg\.h": ["core/lib/db.c"],
    r"curl/": ["core/lib/http.c"],
    r"yajl/": ["core/lib/json.c"],
    r"libmemcached": ["core/lib/cache.c"],
    r"ClearSilver\.h": ["core/lib/template.c"],
    r"fcgiapp\.h|fcgi_stdio\.h": ["fcgi/worker.c"],
    r"openssl/": ["core/lib/crypto.c", "core/lib/keyring.c", "core/lib/crypto_gcm.h"],
    r"argon2\.h": ["core/lib/password.c"],
    r"zxcvbn\.h": ["core/lib/password_weak.c"],
    r"cmark\.h": ["core/lib/text_markdown.c"],
    r"ini\.h": ["core/lib/conf.c"],
    r"libdeflate\.h|zlib\.h": ["core/lib/gzip.c"],
    r"gmime/": ["core/documents/mail.c", "core/documents/mail_report.c"],
    r"cairo": ["core/documents/poster.c", "core/documents/poster_ink.c", "core/documents/poster_ink.h",
               "core/documents/ticket_pdf.c"],
    r"pango/": ["core/documents/ticket_pdf.c"],
    r"qrencode\.h": ["core/lib/qr.c"],
    r"seccomp\.h": ["core/lib/sandbox.c"],
}


def sources(folder):
    for name in sorted(os.listdir(f"{TOP}/{folder}")):
        if name.endswith((".c", ".h")) and os.path.isfile(f"{TOP}/{folder}/{name}"):
            yield f"{folder}/{name}"


def includes(path, kind):
    pattern = r'^\s*#\s*include\s+"([^"]+)"' if kind == '"' else r"^\s*#\s*include\s+<([^>]+)>"
    with open(f"{TOP}/{path}") as f:
        return re.findall(pattern, f.read(), re.M)


def wrong_arrows(folder, allowed):
    for path in sources(folder):
        for header in includes(path, '"'):
            if not any(header.startswith(start) for start in allowed):
                yield f"{path} includes {header}"


def wrong_owners(pattern, owners):
    for folder in [*ARROWS, "core"]:
        for path in sources(folder):
            for header in includes(path, "<"):
                if re.match(pattern, header) and path not in owners:
                    yield f"{path} includes <{header}>"


def main():
    checks = [(f"{folder} includes what is below it", list(wrong_arrows(folder, allowed)))
              for folder, allowed in ARROWS.items()]
    checks += [(f"only {' and '.join(owners)} know <{pattern}>", list(wrong_owners(pattern, owners)))
               for pattern, owners in OWNERS.items()]
    # A check that cannot fail is none: the same rules must see a wrong arrow when there is one.
    checks.append(("a wrong arrow is seen", [] if list(wrong_arrows("handlers/public", ["fcgi/"])) else ["it is not"]))
    print(f"1..{len(checks)}")
    for number, (name, wrong) in enumerate(checks, 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong:
            print(f"# {line}")
    sys.exit(any(wrong for _, wrong in checks))


main()
