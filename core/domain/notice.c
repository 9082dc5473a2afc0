/* notice.c: what a person wants to be told; see notice.h. */
#include "core/domain/notice.h"

#include "sql/notice.h"

#include <stdlib.h>
#include <string.h>

const struct notice_kind notice_kinds[] = {
	{ "reminder_day",	true	},
	{ "reminder_hours",	false	},
	{ "organizer_message",	true	},
};
const size_t notice_kinds_n = sizeof(notice_kinds) / sizeof(notice_kinds[0]);

static const struct notice_kind *
find_kind(const char *name)
{
	for (size_t i = 0; i < notice_kinds_n; i++)
		if (strcmp(notice_kinds[i].name, name) == 0)
			return &notice_kinds[i];
	abort();
}

bool
notice_wanted(struct db *db, int64_t account, const char *name)
{
	const struct notice_kind	*kind = find_kind(name);
	struct row			*said = q_notice_preference(db, account, kind->name);

	if (db_failed(db))
		return true;
	return said == NULL ? kind->usual : row_bool(said, "wanted");
}

bool
notice_want(struct db *db, int64_t account, const char *name, bool wanted)
{
	q_notice_preference_put(db, account, find_kind(name)->name, wanted);
	return !db_failed(db);
}
