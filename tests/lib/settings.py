#!/usr/bin/env python3
"""Every setting that is asked for is in core/settings.def, and every one there is asked for."""
import os
import re
import sys

top = os.environ.get("srcdir", ".")


def sources():
    for root in ("core", "fcgi", "handlers"):
        for folder, _, files in os.walk(os.path.join(top, root)):
            for name in files:
                if name.endswith((".c", ".h")) and name not in ("conf.c", "conf.h"):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        yield os.path.join(folder, name), file.read()


def declared():
    with open(os.path.join(top, "core/settings.def"), encoding="utf-8") as file:
        text = file.read()
    named = set(re.findall(r"^SETTING\((\w+), (\w+),", text, re.M))
    return {f"{s}.{k}" for s, k in named if s != "name"}, {k for s, k in named if s == "name"}


def asked():
    """Names in full, and the keys of conf_*_of(), whose section is a variable."""
    full, keys = {}, {}
    for path, text in sources():
        for name in re.findall(r'conf_(?:text|int|bool|secret)\([^,"]*,\s*"([^"]*)"', text):
            full[name] = path
        for key in re.findall(r'conf_(?:text|int|bool|secret)_of\([^;"]*,\s*"([^"]*)"\)', text):
            keys[key] = path
    return full, keys


def main():
    names, of_programs = declared()
    full, keys = asked()
    programs = re.findall(r"^PROGRAM\((\w+)", open(os.path.join(top, "core/settings.def"), encoding="utf-8").read(), re.M)
    known = names | {f"{p}.{k}" for p in programs for k in of_programs}
    every_key = of_programs | {name.split(".")[1] for name in names}
    results = [(f"{path}: {name} is a setting", name in known) for name, path in sorted(full.items())]
    results += [(f"{path}: {key} is a program's setting", key in every_key) for key, path in sorted(keys.items())]
    results += [(f"{name} is asked for somewhere", name in full or name.split(".")[1] in keys) for name in sorted(names)]
    results += [(f"a program's {key} is asked for somewhere", key in keys) for key in sorted(of_programs)]
    print(f"1..{len(results)}")
    for i, (what, good) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {i} - {what}")
    return 0 if all(good for _, good in results) else 1


sys.exit(main())
