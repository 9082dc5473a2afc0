/* question.c: what an organizer asks who comes; see question.h. */
#include "core/domain/question.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/question.h"

#include <string.h>

const char *const question_kinds[] = { "text", "lines", "choice", "choices", "flag", NULL };
const char *const question_asked[] = { "ticket", "order", NULL };
const char *const question_states[] = { "asked", "archived", NULL };

bool
question_has_options(const char *kind)
{
	return strcmp(kind, "choice") == 0 || strcmp(kind, "choices") == 0;
}

static bool
is_kept(const struct question_input *q, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (q[i].id == id)
			return true;
	return false;
}

/* False when this event has none such. */
static bool
put(struct db *db, int64_t event, int64_t organizer, const struct question_input *q,
    int64_t position)
{
	if (q->id != 0)
		return q_question_set(db, q->id, event, position, q->label, q->help, q->kind,
		    q->options, q->required, q->asked, q->state) == 1;
	q_question_add(db, id_new(id_shard(event), clock_now()), event, organizer, position,
	    q->label, q->help, q->kind, q->options, q->required, q->asked, q->state);
	return true;
}

bool
questions_put(struct db *db, int64_t event, int64_t organizer, bool was_public,
    const struct question_input *q, size_t n)
{
	struct rows	known = q_questions_desk(db, event);
	bool		well = true;

	for (size_t i = 0; i < known.n; i++) {
		int64_t id = row_id(known.at[i], "question_id");

		if (is_kept(q, n, id))
			continue;
		if (was_public || row_bool(known.at[i], "answered"))
			q_question_archive(db, id);
		else
			q_question_drop(db, id);
	}
	for (size_t i = 0; i < n && well; i++)
		well = put(db, event, organizer, &q[i], (int64_t)i);
	return well;
}
