#!/usr/bin/python3
# images.py: what organizers put up is decoded in a sandbox or not at all: real pictures become clean
# files, bombs, polyglots and other people's formats become a sentence, and neither holds up anything else.
# Needs a world (./dev check).  Prints TAP.

import hashlib
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import *  # noqa: E402,F403

MEDIA = os.path.join(WORLD, "media")
FILES = {"-480.webp": (480, 270), "-960.webp": (960, 540), "-1600.webp": (1600, 900), "-1200.jpg": (1200, 675)}
WORK = tempfile.mkdtemp()


# --- making pictures ---------------------------------------------------------------------------------

def vips(*args):
    done = subprocess.run(["vips", *args], cwd=WORK, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout


def made(name):
    with open(os.path.join(WORK, name), "rb") as f:
        return f.read()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows=None, extra=b""):
    """An RGB PNG; `rows` is what is in IDAT, already packed."""
    if rows is None:
        rows = zlib.compress(b"".join(b"\0" + bytes((x * 255 // width, y * 255 // height, 90) [i]
                                                     for x in range(width) for i in range(3)) for y in range(height)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + extra +
            chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def zeros(n):
    """So many zero bytes, packed; made bit by bit."""
    packer, packed, part = zlib.compressobj(9), [], bytes(1 << 20)
    for _ in range(n >> 20):
        packed.append(packer.compress(part))
    packed.append(packer.compress(bytes(n & ((1 << 20) - 1))))
    packed.append(packer.flush())
    return b"".join(packed)


def jpeg(name="plain.jpg", options="[Q=90]"):
    with open(os.path.join(WORK, "gradient.png"), "wb") as f:
        f.write(png(640, 480))
    vips("copy", "gradient.png", name + options)
    return made(name)


def with_exif(picture, text):
    """A JPEG with an EXIF block that says where it was taken and by whom, and is turned by a quarter."""
    words = text.encode() + b"\0"
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 2)
    tiff += struct.pack("<HHII", 0x0112, 3, 1, 6)                           # orientation: a quarter turn
    tiff += struct.pack("<HHII", 0x010e, 2, len(words), 8 + 2 + 24 + 4)      # description
    tiff += b"\0\0\0\0" + words
    body = b"Exif\0\0" + tiff
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + picture[2:]


# --- putting them up ----------------------------------------------------------------------------------

class Picture:
    def __init__(self, event, data, kind="image/png"):
        self.id, self.event = new_id(100), event
        sql("db0", "INSERT INTO image (id, organizer_id, media_type, width, height, sha256, original, created_by) VALUES "
            "(%d, %d, '%s', 640, 480, 0x%s, 0x%s, 0); UPDATE event SET cover_id = %d WHERE id = %d"
            % (self.id, event.organizer, kind, hashlib.sha256(data).hexdigest(), data.hex(), self.id, event.id))
        self.job = promise("image", self.id)

    def state(self):
        return sql("db0", "SELECT state, reason FROM image WHERE id = %d" % self.id)[0]

    def settle(self, seconds=60):
        """Wait for its end, with no waiting between tries."""
        def over():
            hurry()
            return self.state()[0] != "stored" and job_of(self.job)[0] == "done"
        wait_until(over, seconds, lambda: "settled, not %s %s" % (self.state(), job_of(self.job)))
        return self.state()[0]

    def files(self):
        return sorted(name for name in os.listdir(MEDIA) if name.startswith(letters(self.id)))

    def file(self, suffix):
        with open(os.path.join(MEDIA, letters(self.id) + suffix), "rb") as f:
            return f.read()

    def forget(self):
        for name in self.files():
            os.unlink(os.path.join(MEDIA, name))
        sql("db0", "UPDATE event SET cover_id = NULL WHERE cover_id = %d; DELETE FROM image WHERE id = %d; "
            "DELETE FROM job WHERE subject_id = %d" % (self.id, self.id, self.id))


EVENT = Event("Something to look at")
EVENT.feed()


def becomes_files(data, kind="image/jpeg"):
    picture = Picture(EVENT, data, kind)
    assert picture.settle() == "ready", picture.state()
    assert picture.files() == sorted(letters(picture.id) + suffix for suffix in FILES), picture.files()
    for suffix, size in FILES.items():
        told = subprocess.run(["vipsheader", os.path.join(MEDIA, letters(picture.id) + suffix)],
                              stdout=subprocess.PIPE, text=True).stdout
        assert re.search("%dx%d uchar, (3 bands, srgb|1 band, b-w|4 bands, srgb)" % size, told), told
    return picture


def is_refused(data, kind="image/png"):
    picture = Picture(EVENT, data, kind)
    began = time.monotonic()
    assert picture.settle(90) == "refused", picture.state()
    took = time.monotonic() - began
    assert "cannot be read as a picture" in picture.state()[1], picture.state()
    assert job_of(picture.job)[1] == 3, "three tries, in case the machine was at fault: %s" % (job_of(picture.job),)
    assert picture.files() == []
    picture.forget()
    return took


# --- the tests --------------------------------------------------------------------------------------------

def real_pictures_become_four_files():
    becomes_files(jpeg()).forget()
    becomes_files(png(640, 480), "image/png").forget()
    vips("copy", "gradient.png", "g.webp[Q=80]")
    becomes_files(made("g.webp"), "image/webp").forget()


def a_cover_shows_when_its_files_are_there():
    version = int(sql("db0", "SELECT version FROM event WHERE id = %d" % EVENT.id)[0][0])
    picture = becomes_files(jpeg())
    assert int(sql("db0", "SELECT version FROM event WHERE id = %d" % EVENT.id)[0][0]) == version + 1
    wait_until(lambda: listing("SELECT cover_id FROM listing WHERE event_id = %d" % EVENT.id) == [(str(picture.id),)],
               5, "the listing has it")
    picture.forget()


def nothing_but_the_picture_comes_through():
    secret = "taken at 38.7223 N 9.1393 W by Ada"
    picture = becomes_files(with_exif(jpeg(), secret) + b"<script>alert(1)</script><?php evil(); ?>")
    for suffix in FILES:
        data = picture.file(suffix)
        for trace in (b"Exif", b"EXIF", secret.encode(), b"<script", b"<?php", b"ICC_PROFILE"):
            assert trace not in data, "%s in %s" % (trace, suffix)
        assert len(data) < 1 << 20
    picture.forget()
    text = chunk(b"tEXt", b"Comment\0" + secret.encode())
    picture = becomes_files(png(640, 480, extra=text), "image/png")
    assert all(secret.encode() not in picture.file(suffix) for suffix in FILES)
    picture.forget()


def it_stands_upright():
    # Left half red, right half blue, and a note that it lies on its side: the red is on top.
    rows = zlib.compress((b"\0" + b"\xff\0\0" * 400 + b"\0\0\xff" * 400) * 600)
    with open(os.path.join(WORK, "halves.png"), "wb") as f:
        f.write(png(800, 600, rows))
    vips("copy", "halves.png", "halves.jpg[Q=95]")
    picture = becomes_files(with_exif(made("halves.jpg"), "x"))
    path = os.path.join(MEDIA, letters(picture.id) + "-1200.jpg")

    def colour(x, y):
        told = subprocess.run(["vips", "getpoint", path, str(x), str(y)], stdout=subprocess.PIPE, text=True).stdout
        return [float(n) for n in told.split()]
    top, bottom = colour(600, 20), colour(600, 650)
    assert top[0] > 200 > 60 > top[2] and bottom[2] > 200 > 60 > bottom[0], (top, bottom)
    picture.forget()


def colours_stay_what_they_were():
    rows = zlib.compress((b"\0" + b"\x24\x47\xa8" * 640) * 480)
    picture = becomes_files(png(640, 480, rows), "image/png")
    for suffix in FILES:
        told = subprocess.run(["vips", "getpoint", os.path.join(MEDIA, letters(picture.id) + suffix), "100", "100"],
                              stdout=subprocess.PIPE, text=True).stdout
        assert all(abs(float(a) - b) <= 4 for a, b in zip(told.split(), (0x24, 0x47, 0xa8))), (suffix, told)
    picture.forget()


def unusual_but_honest_pictures_are_taken():
    jpeg()
    vips("icc_export", "gradient.png", "cmyk.jpg", "--output-profile", "cmyk")
    becomes_files(made("cmyk.jpg")).forget()
    vips("copy", "gradient.png", "interlaced.png[interlace]")
    becomes_files(made("interlaced.png"), "image/png").forget()
    vips("extract_band", "gradient.png", "grey.png", "0")
    becomes_files(made("grey.png"), "image/png").forget()
    vips("bandjoin_const", "gradient.png", "glass.png", "40")
    becomes_files(made("glass.png"), "image/png").forget()
    for i in range(40):
        shutil.copy(os.path.join(WORK, "gradient.png"), os.path.join(WORK, "f%d.png" % i))
    vips("arrayjoin", " ".join("f%d.png" % i for i in range(40)), "strip.v", "--across", "1")
    vips("webpsave", "strip.v", "moving.webp", "--page-height", "480")
    becomes_files(made("moving.webp"), "image/webp").forget()


def the_largest_that_is_allowed_is_taken():
    picture = becomes_files(png(6000, 4000, zeros(4000 * (6000 * 3 + 1))), "image/png")
    picture.forget()


def bombs_are_refused_and_hold_up_nothing():
    tall = struct.pack(">IIBBBBB", 50000, 50000, 8, 2, 0, 0, 0)
    pixel = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", tall) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    bombs = {
        "a header of 2.5 gigapixels": (pixel, "image/png"),
        "rows that never end": (png(640, 480, zeros(1 << 28)), "image/png"),
        "a comment of a quarter gigabyte": (png(640, 480, zlib.compress(b"\0"), chunk(b"zTXt", b"x\0\0" + zeros(1 << 28))), "image/png"),
        "a colour profile of a quarter gigabyte": (png(640, 480, zlib.compress(b"\0"), chunk(b"iCCP", b"x\0\0" + zeros(1 << 28))), "image/png"),
    }
    for what, (data, kind) in bombs.items():
        assert len(data) < 5 << 20, what
        picture = Picture(EVENT, data, kind)
        other = Event("Meanwhile")
        other.feed()
        began = time.monotonic()
        wait_until(other.found, 5, "another event found while there is " + what)
        waited = time.monotonic() - began
        picture.settle(90)
        print("# %s: %s; another event was found after %.1f s" % (what, picture.state()[0], waited))
        # The decoder may ignore what it does not need; then it was no bomb.
        assert picture.state()[0] == "refused" or "header" not in what, what
        picture.forget()
        other.forget()


def what_is_no_picture_is_refused():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>'
    for data in (b"GIF89a=1;alert(1)//" + b"\0" * 300, svg, b"II*\0" + b"\0" * 400, b"push graphic-context\nfill 'url(https://x/)'",
                 b"\x00\x00\x00\x20ftypheic" + b"\0" * 300, b"%PDF-1.7\n", b"RIFF\x10\0\0\0WEBPVP8X" + b"\xff" * 50,
                 b"\x89PNG\r\n\x1a\n" + b"\0" * 60, b"\xff\xd8\xff\xe0" + b"\xff" * 200, os.urandom(3000)):
        is_refused(data)


def broken_pictures_end_one_way_or_the_other():
    whole = jpeg()
    flipped = bytearray(png(640, 480))
    for i in range(200, len(flipped), 97):
        flipped[i] ^= 0xff
    for data, kind in ((whole[:len(whole) // 2], "image/jpeg"), (whole[:400], "image/jpeg"), (bytes(flipped), "image/png"),
                       (png(640, 480)[:300], "image/png")):
        picture = Picture(EVENT, data, kind)
        assert picture.settle(90) in ("ready", "refused")
        assert len(picture.files()) == (4 if picture.state()[0] == "ready" else 0)
        picture.forget()


def a_killed_worker_leaves_nothing_half_done():
    picture = Picture(EVENT, png(6000, 4000, zeros(4000 * (6000 * 3 + 1))))

    def decoding():
        rows = sql("db0", "SELECT lease_owner FROM job WHERE id = %d AND state = 'leased'" % picture.job)
        return rows and int(rows[0][0].split("-")[0])
    os.kill(wait_until(decoding, 10, "leased"), signal.SIGKILL)
    time.sleep(0.5)
    names = subprocess.run(["ps", "-eo", "args"], stdout=subprocess.PIPE, text=True).stdout
    assert not re.search(r"^vipsthumbnail .*%s" % letters(picture.id), names, re.M), "its child died with it"
    assert picture.state()[0] == "stored"
    assert all(name.split("-")[1] in ("480.webp", "960.webp", "1600.webp", "1200.jpg") for name in picture.files())
    sql("db0", "UPDATE job SET lease_until = NOW(3) WHERE id = %d" % picture.job)
    assert picture.settle() == "ready"
    assert len(picture.files()) == 4
    picture.forget()


def forget_it_all():
    wait_until(lambda: sql("db0", "SELECT COUNT(*) FROM job WHERE kind = 'image' AND state <> 'done'") == [("0",)], 10, "done")
    EVENT.forget()
    shutil.rmtree(WORK)


run([
    real_pictures_become_four_files, a_cover_shows_when_its_files_are_there, nothing_but_the_picture_comes_through,
    it_stands_upright, colours_stay_what_they_were, unusual_but_honest_pictures_are_taken,
    the_largest_that_is_allowed_is_taken, bombs_are_refused_and_hold_up_nothing, what_is_no_picture_is_refused,
    broken_pictures_end_one_way_or_the_other, a_killed_worker_leaves_nothing_half_done, forget_it_all,
])
