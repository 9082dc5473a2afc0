#!/usr/bin/python3
# units.py: what production needs for each program is there for every one: users, rights, settings, sockets.  Prints TAP.

import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = {name for name in os.listdir(f"{TOP}/handlers") if name != "cli" and os.path.isdir(f"{TOP}/handlers/{name}")}


def found(pattern, *paths):
    return {name for path in paths for name in re.findall(pattern, open(f"{TOP}/{path}").read(), re.M)}


def differs(have, want=frozenset(PROGRAMS)):
    return [f"{name} is missing" for name in sorted(want - have)] + [f"{name} is no program" for name in sorted(have - want)]


def complaints():
    """What systemd says of our units, with a program that is surely there in place of ours."""
    folder = tempfile.mkdtemp()
    units = [f"marquee@{name}" for name in sorted(PROGRAMS - {"jobs"})]
    for unit in ["marquee-jobs"] + units:
        source = "marquee@" if "@" in unit else unit
        with open(f"{TOP}/systemd/{source}.service.in") as f:
            text = re.sub(r"^ExecStart=.*", "ExecStart=/bin/true", f.read(), flags=re.M)
        with open(f"{folder}/{unit}.service", "w") as f:
            f.write(re.sub("@(docdir|sysconfdir)@", "/etc", text))
        if "@" in unit:
            shutil.copy(f"{TOP}/systemd/marquee@.socket", f"{folder}/{unit}.socket")
    said = subprocess.run(["systemd-analyze", "verify", *(os.path.join(folder, name) for name in sorted(os.listdir(folder)))],
                          capture_output=True, text=True)
    shutil.rmtree(folder)
    return [line for line in said.stderr.splitlines() if folder in line]


def main():
    served = PROGRAMS - {"jobs"}
    checks = [
        ("each is built", differs({name for line in found("^bin_PROGRAMS = marquee (.*)$", "Makefile.am")
                                  for name in line.replace("marquee-", "").split()})),
        ("each has a user", differs(found(r"^u marquee_([a-z]+)", "systemd/sysusers.conf"))),
        ("each is in the group", differs(found(r"^m marquee_([a-z]+) +marquee$", "systemd/sysusers.conf"))),
        ("each has rights", differs(found(r"^GRANT\((?!cli,)([a-z]+),", "sql/grants.def"))),
        ("each has settings", differs(found(r"^PROGRAM\(([a-z]+),", "core/settings.def"))),
        ("nginx asks each that is served", differs(
            found(r"unix:@RUN@/(?!inside|metrics)([a-z]+)\.sock", "nginx/pools.conf.in", "nginx/inside.conf.in"), served)),
        ("the web server is not in the group that reads keys", sorted(found(r"^m (www-data) ", "systemd/sysusers.conf"))),
        ("it passes through to its sockets", [] if found(r"^d /run/marquee +(0771) root +marquee", "systemd/tmpfiles.conf")
         and found(r"^SocketGroup=(www-data)$", "systemd/marquee@.socket") else ["it does not"]),
    ]
    able = shutil.which("systemd-analyze") is not None
    checks.append(("systemd knows every word" + ("" if able else " # SKIP no systemd-analyze"), complaints() if able else []))
    print(f"1..{len(checks)}")
    for number, (name, wrong) in enumerate(checks, 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong:
            print(f"# {line}")
    sys.exit(any(wrong for _, wrong in checks))


main()
