/*
 * json_writer.c: any sequence of writing that keeps the rules makes a document that parses,
 * with the texts that were put in.  The bytes say what to write.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/json.h"
#include "core/lib/text.h"

#include <string.h>

struct script {
	const uint8_t	*at, *end;
};

static uint8_t
next(struct script *s)
{
	return s->at < s->end ? *s->at++ : 0;
}

/* Some bytes as a string. */
static const char *
some(struct arena *arena, struct script *s)
{
	size_t		 n = next(s) % 16, left = (size_t)(s->end - s->at);
	const char	*copy;

	n = n < left ? n : left;
	copy = arena_copy_n(arena, s->at, n);
	s->at += n;
	return copy;
}

/* A value and what is in it; keys are numbered, so that none comes twice. */
static void
write_value(struct arena *arena, struct json_writer *w, struct script *s, const char *key, int depth)
{
	int	what = next(s) % 8, members = next(s) % 6;

	if (depth >= JSON_MAX_DEPTH && what >= 6)
		what = 0;
	switch (what) {
	case 0:
	case 1:
		json_text(w, key, some(arena, s));
		break;
	case 2:
		json_int(w, key, (int64_t)((uint64_t)next(s) << (next(s) % 64)));
		break;
	case 3:
		json_bool(w, key, members % 2 == 0);
		break;
	case 4:
		json_null(w, key);
		break;
	case 5:
		json_real(w, key, (double)next(s) / (1 + next(s)));
		break;
	case 6:
		json_open_array(w, key);
		for (int i = 0; i < members && s->at < s->end; i++)
			write_value(arena, w, s, NULL, depth + 1);
		json_close_array(w);
		break;
	case 7:
		json_open_object(w, key);
		for (int i = 0; i < members && s->at < s->end; i++)
			write_value(arena, w, s, text(arena, "%d%s", i, some(arena, s)), depth + 1);
		json_close_object(w);
		break;
	}
}

FUZZ_TARGET(json_writer)
{
	struct arena		*arena = fuzz_arena();
	struct script		 s = { data, data + size };
	struct json_writer	*w = json_writer_new(arena);
	const struct json	*j;
	const char		*out, *value = arena_copy_n(arena, data, size), *why = "";
	size_t			 len;

	write_value(arena, w, &s, NULL, 0);
	out = json_written(w, &len);
	FUZZ_MUST(strpbrk(out, "<>&") == NULL && strstr(out, "\xE2\x80\xA8") == NULL);
	j = json_parse(arena, out, len, &why);
	FUZZ_MUST(j != NULL || len > JSON_MAX_BYTES);

	w = json_writer_new(arena);
	json_text(w, NULL, value);
	out = json_written(w, &len);
	j = json_parse(arena, out, len, &why);
	FUZZ_MUST(j != NULL || len > JSON_MAX_BYTES);
	if (j != NULL && text_is_utf8(value, strlen(value)))
		FUZZ_MUST(strcmp(json_as_text(j), value) == 0);
	return 0;
}
