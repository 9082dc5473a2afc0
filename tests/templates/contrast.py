#!/usr/bin/env python3
"""contrast.py: every pair of colours that stand on each other passes WCAG 2.2 AA, by day and by night.

Reads static/css/tokens.css; text needs 4.5:1, edges of what can be typed in and the focus ring 3:1.
"""
import pathlib
import re

TOKENS = pathlib.Path(__file__).resolve().parents[2] / "static/css/tokens.css"

# what stands, on what, how much it needs
PAIRS = [(ink, ground, 4.5) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "raised", "sunk")]
PAIRS += [("ink", wash, 4.5) for wash in ("accent-wash", "wrong-wash", "done-wash")]
PAIRS += [("ink-soft", "accent-wash", 4.5), ("accent", "accent-wash", 4.5)]
PAIRS += [("wrong", "paper", 4.5), ("wrong", "raised", 4.5), ("wrong", "wrong-wash", 4.5)]
PAIRS += [("done", "paper", 4.5), ("done", "done-wash", 4.5)]
PAIRS += [("edge", ground, 3) for ground in ("paper", "raised")]
PAIRS += [("focus", ground, 3) for ground in ("paper", "raised", "sunk")]
PAIRS += [("on-bulb", "bulb", 4.5), ("on-board", "board", 4.5), ("on-board-accent", "board", 4.5)]
PAIRS += [("bulb", "night", 4.5), ("bulb", "night-raised", 4.5)]
NIGHT_PAIRS = [("ink", "night", 4.5), ("ink-soft", "night", 4.5), ("accent", "night", 4.5), ("focus", "night", 3)]


def colours(block):
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", block))


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def main():
    text = TOKENS.read_text()
    after_fonts = text[text.index(":root {"):]
    day = colours(after_fonts[:after_fonts.index("@media")])
    dark = text[text.index("prefers-color-scheme: dark"):]
    dark = dict(day, **colours(dark[:dark.index("\n}")]))
    night = text[text.index("\n.night {"):]
    night = colours(night[:night.index("\n}")])

    cases = []
    for when, tokens in (("by day", day), ("by night", dark)):
        cases += [(f"{a} on {b} {when}", tokens[a], tokens[b], need) for a, b, need in PAIRS]
        cases += [(f"{a} of .night on {b} {when}", night[a], tokens[b], need) for a, b, need in NIGHT_PAIRS]
    for n, (what, one, other, need) in enumerate(cases, 1):
        got = contrast(one, other)
        print(f"{'ok' if got >= need else 'not ok'} {n} - {what}: {got:.1f}, needs {need}")
    print(f"1..{len(cases)}")


main()
