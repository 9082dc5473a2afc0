/* gzip.c: the only user of libdeflate; see gzip.h. */
#include "core/lib/gzip.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>

#define LEVEL	1	/* of 12: twice as fast as 6, for a page that is one twentieth larger and lives for seconds */

/* Its tables are large, and their pages would be the kernel's again after each use: one for good. */
static struct libdeflate_compressor *
compressor(void)
{
	static struct libdeflate_compressor *kept;

	if (kept == NULL && (kept = libdeflate_alloc_compressor(LEVEL)) == NULL)
		abort();
	return kept;
}

void *
gzip_pack(struct arena *a, const void *bytes, size_t len, size_t *packed)
{
	struct libdeflate_compressor	*c = compressor();
	size_t				 room;
	void				*to;

	room = libdeflate_gzip_compress_bound(c, len);
	to = arena_alloc(a, room);
	*packed = libdeflate_gzip_compress(c, bytes, len, to, room);
	return to;
}

/* RFC 1952: the last four bytes are the size, low byte first. */
static size_t
said_size(const unsigned char *packed, size_t len)
{
	const unsigned char *s = packed + len - 4;

	return (size_t)s[0] | (size_t)s[1] << 8 | (size_t)s[2] << 16 | (size_t)s[3] << 24;
}

char *
gzip_unpack(struct arena *a, const void *packed, size_t len, size_t max, size_t *unpacked)
{
	struct libdeflate_decompressor	*d;
	size_t				 room;
	char				*to;
	enum libdeflate_result		 result;

	if (len < 18 || (room = said_size(packed, len)) > max)
		return NULL;
	if ((d = libdeflate_alloc_decompressor()) == NULL)
		abort();
	to = arena_alloc(a, room + 1);
	result = libdeflate_gzip_decompress(d, packed, len, to, room, unpacked);
	libdeflate_free_decompressor(d);
	return result == LIBDEFLATE_SUCCESS ? to : NULL;
}
