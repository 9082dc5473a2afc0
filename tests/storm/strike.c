/* strike.c: see strike.h. */
#include "tests/storm/strike.h"

#include "tests/stage.h"

#include <string.h>

static bool
begins(const char *line, const char *with)
{
	line += strspn(line, " ");
	return strncmp(line, with, strlen(with)) == 0;
}

/* Whether a statement may stand at the end of this line. */
static bool
ends_one(const char *line, size_t len)
{
	static const char *const ends[] = { ";", "THEN", "ELSE", " DO", "LOOP", "BEGIN" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		if (len >= n && memcmp(line + len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

static bool
is_statement(const char *line, size_t len)
{
	static const char *const words[] = { "INSERT ", "UPDATE ", "DELETE ", "SELECT ", "CALL ",
	    "START ", "COMMIT", "OPEN " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (begins(line, words[i]))
			return true;
	return begins(line, "IF ") && memmem(line, len, " COMMIT;", 8) != NULL;
}

/* The procedure, struck before its nth statement, once; NULL when it has fewer. */
static const char *
struck(const char *procedure, int nth, const char *strike)
{
	const char	*before = NULL;
	size_t		 before_len = 0, len;

	for (const char *line = procedure; *line != '\0'; line += len + (line[len] == '\n')) {
		len = strcspn(line, "\n");
		if (before != NULL && ends_one(before, before_len) && is_statement(line, len) &&
		    --nth == 0)
			return text(stage_arena(), "%.*s INSERT IGNORE INTO struck VALUES (1); "
			    "IF ROW_COUNT() = 1 THEN %s END IF; %s", (int)(line - procedure), procedure,
			    strike, line);
		if (len > 0 && !begins(line, "--")) {
			before = line;
			before_len = len;
		}
	}
	return NULL;
}

bool
strike_has(const struct procedure *p, int nth)
{
	return struck(p->text, nth, "") != NULL;
}

void
strike_set(const struct procedure *p, int nth, const char *strike)
{
	stage_sql("shard", "DROP TABLE IF EXISTS struck");
	stage_sql("shard", "CREATE TABLE struck (n INT PRIMARY KEY) ENGINE=MyISAM");
	stage_sql("shard", "%s", struck(p->text, nth, strike));
}

void
strike_unset(const struct procedure *p)
{
	stage_sql("shard", "%s", p->text);
	stage_sql("shard", "DROP TABLE IF EXISTS struck");
}

void
strikes_unset(void)
{
	for (const struct procedure *p = procedures; p->name != NULL; p++)
		strike_unset(p);
}

bool
strike_fell(void)
{
	return stage_number("shard", "SELECT COUNT(*) FROM struck") > 0;
}
