/*
 * sphinxql.c: whatever is typed or stored stays between its quotes, and no operator of the
 * search language gets through.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/sphinxql.h"

#include <stdbool.h>
#include <string.h>

/*
 * The first quote that ends a text, as searchd reads it: a backslash takes the next byte
 * with it.
 */
static const char *
closing_quote(const char *s)
{
	for (; *s != '\0' && *s != '\''; s++)
		if (*s == '\\' && s[1] != '\0')
			s++;
	return s;
}

static bool
is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Words with one blank between them, and a star behind the last or not. */
static void
must_be_words(const char *s, const char *end)
{
	for (const char *p = s; p < end; p++)
		FUZZ_MUST(is_word_byte((unsigned char)*p) || (*p == '*' && p + 1 == end && p > s) ||
		    (*p == ' ' && p > s && p[-1] != ' ' && p + 1 < end));
}

static void
ask(struct arena *arena, const char *typed)
{
	static const char	 before[] = "SELECT id FROM listing_a WHERE MATCH('",
	    after[] = "') AND city = 3 LIMIT 0, 20";
	struct sphinxql_query	*q = sphinxql_select(arena, "listing_a");
	const char		*sql, *end;

	if (!sphinxql_words(q, typed)) {
		FUZZ_MUST(*sphinxql_reduce(arena, typed) == '\0');
		return;
	}
	sphinxql_is(q, "city", 3);
	sql = sphinxql_statement(q);
	FUZZ_MUST(strncmp(sql, before, sizeof(before) - 1) == 0);
	sql += sizeof(before) - 1;
	end = closing_quote(sql);
	FUZZ_MUST(strncmp(end, after, sizeof(after) - 1) == 0);
	FUZZ_MUST(end > sql);
	must_be_words(sql, end);
}

static void
put(struct arena *arena, const char *stored)
{
	static const char	*const columns[] = { "id", "title", "city" };
	static const char	 before[] = "REPLACE INTO listing_a (id, title, city) VALUES (1, '";
	struct sphinxql_query	*q = sphinxql_replace(arena, "listing_a", columns, 3);
	const char		*sql;

	sphinxql_document(q);
	sphinxql_int(q, 1);
	sphinxql_text(q, stored);
	sphinxql_int(q, 3);
	sql = sphinxql_statement(q);
	FUZZ_MUST(strncmp(sql, before, sizeof(before) - 1) == 0);
	for (const char *p = sql; *p != '\0'; p++)
		FUZZ_MUST((unsigned char)*p >= 0x20 && *p != 0x7f);
	FUZZ_MUST(strcmp(closing_quote(sql + sizeof(before) - 1), "', 3)") == 0);
}

FUZZ_TARGET(sphinxql)
{
	struct arena	*arena = fuzz_arena();
	const char	*s = arena_copy_n(arena, data, size);

	ask(arena, s);
	put(arena, s);
	return 0;
}
