/* picture.c: what kind of picture some bytes are; see picture.h. */
#include "core/lib/picture.h"

#include <stdint.h>
#include <string.h>

struct reader {
	const unsigned char	*at;
	size_t			 len;
};

static uint32_t
big_endian(const unsigned char *p, int n)
{
	uint32_t x = 0;

	while (n-- > 0)
		x = x << 8 | *p++;
	return x;
}

static uint32_t
little_endian(const unsigned char *p, int n)
{
	uint32_t x = 0;

	for (int i = n - 1; i >= 0; i--)
		x = x << 8 | p[i];
	return x;
}

static bool
of_size(struct picture *to, const char *media_type, uint32_t width, uint32_t height)
{
	if (width == 0 || height == 0 || width > 65535 || height > 65535)
		return false;
	*to = (struct picture){ media_type, (int)width, (int)height };
	return true;
}

/* The signature, and then IHDR, which must come first. */
static bool
look_png(struct reader r, struct picture *to)
{
	if (r.len < 33 || memcmp(r.at, "\x89PNG\r\n\x1a\n", 8) != 0 ||
	    big_endian(r.at + 8, 4) != 13 || memcmp(r.at + 12, "IHDR", 4) != 0)
		return false;
	return of_size(to, "image/png", big_endian(r.at + 16, 4), big_endian(r.at + 20, 4));
}

/* A start-of-frame marker says how large it is; DHT, JPG and DAC lie between them and are none. */
static bool
is_frame(int marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Marker segments, until the one with the size. */
static bool
look_jpeg(struct reader r, struct picture *to)
{
	size_t at = 2;

	if (r.len < 4 || r.at[0] != 0xff || r.at[1] != 0xd8)
		return false;
	while (at + 4 <= r.len) {
		int	marker = r.at[at + 1];
		size_t	size;

		if (r.at[at] != 0xff)
			return false;
		if (marker == 0xff) {	/* fill bytes */
			at++;
			continue;
		}
		size = big_endian(r.at + at + 2, 2);
		if (size < 2 || marker == 0xd9 || marker == 0xda)
			return false;	/* the picture begins, and no size was said */
		if (is_frame(marker)) {
			if (size < 8 || at + 9 > r.len)
				return false;
			return of_size(to, "image/jpeg", big_endian(r.at + at + 7, 2),
			    big_endian(r.at + at + 5, 2));
		}
		at += 2 + size;
	}
	return false;
}

/* RIFF with one of the three kinds of first chunk. */
static bool
look_webp(struct reader r, struct picture *to)
{
	const unsigned char *p = r.at;

	if (r.len < 30 || memcmp(p, "RIFF", 4) != 0 || memcmp(p + 8, "WEBP", 4) != 0)
		return false;
	if (memcmp(p + 12, "VP8 ", 4) == 0 && memcmp(p + 23, "\x9d\x01\x2a", 3) == 0)
		return of_size(to, "image/webp", little_endian(p + 26, 2) & 0x3fff,
		    little_endian(p + 28, 2) & 0x3fff);
	if (memcmp(p + 12, "VP8L", 4) == 0 && p[20] == 0x2f) {
		uint32_t bits = little_endian(p + 21, 4);

		return of_size(to, "image/webp", (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
	}
	if (memcmp(p + 12, "VP8X", 4) == 0)
		return of_size(to, "image/webp", little_endian(p + 24, 3) + 1,
		    little_endian(p + 27, 3) + 1);
	return false;
}

bool
picture_look(const void *bytes, size_t len, struct picture *to)
{
	struct reader r = { bytes, len };

	return look_png(r, to) || look_jpeg(r, to) || look_webp(r, to);
}

/* --- nothing but the picture ------------------------------------------------------- */

#define RIFF_HEAD	12	/* "RIFF", size, "WEBP" */
#define CHUNK_HEAD	8	/* its name, its size */
#define VP8X_METADATA	0x2c	/* flags that announce ICCP, EXIF, XMP (RFC 9649 2.7) */

static bool
is_picture_chunk(const unsigned char *name)
{
	static const char names[][5] = { "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (memcmp(names[i], name, 4) == 0)
			return true;
	return false;
}

static void
put_little_endian(unsigned char *to, uint32_t x)
{
	for (int i = 0; i < 4; i++, x >>= 8)
		to[i] = (unsigned char)x;
}

size_t
picture_bare_webp(void *bytes, size_t len)
{
	unsigned char	*b = bytes;
	size_t		 to = RIFF_HEAD, at = RIFF_HEAD;

	if (len < RIFF_HEAD || memcmp(b, "RIFF", 4) != 0 || memcmp(b + 8, "WEBP", 4) != 0 ||
	    little_endian(b + 4, 4) != len - 8)
		return 0;
	while (at < len) {
		size_t size;

		if (len - at < CHUNK_HEAD)
			return 0;
		size = little_endian(b + at + 4, 4);
		size += size & 1;	/* chunks begin at even places */
		if (size > len - at - CHUNK_HEAD)
			return 0;
		size += CHUNK_HEAD;
		if (is_picture_chunk(b + at)) {
			memmove(b + to, b + at, size);
			if (memcmp(b + to, "VP8X", 4) == 0 && size > CHUNK_HEAD)
				b[to + CHUNK_HEAD] &= (unsigned char)~VP8X_METADATA;
			to += size;
		}
		at += size;
	}
	put_little_endian(b + 4, (uint32_t)(to - 8));
	return to;
}
