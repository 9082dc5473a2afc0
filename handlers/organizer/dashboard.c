/*
 * dashboard.c: what an organizer sees first.
 *
 *	GET  /organize		dashboard_show
 *
 * What is read here is sql/event.sql and sql/organizer.sql; what it looks like is
 * templates/organizer/dashboard.cs.
 */
#include "handlers/organizer/organizer.h"

#include "core/lib/id.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "sql/account.h"
#include "sql/bounce.h"
#include "sql/event.h"
#include "sql/organizer.h"

#include <inttypes.h>

#define EVENTS_SHOWN	200
#define MONTH		(30 * 86400)

struct numbers {
	int64_t	published, drafts, upcoming;
};

/* Beside what is in its row: its places at this desk. */
static void
show_addresses(struct req *r, const char *list, size_t i, const struct row *event)
{
	const char *id = id_text(r->arena, row_id(event, "event_id"));

	page_text(r, text(r->arena, "%s.%zu.desk_path", list, i), text(r->arena, "/organize/e/%s", id));
	page_text(r, text(r->arena, "%s.%zu.edit_path", list, i),
	    text(r->arena, "/organize/e/%s/edit", id));
}

/* "12 of 80", once people can register. */
static void
show_sold(struct req *r, const char *list, size_t i, const struct row *event)
{
	if (row_is(event, "state", "draft") || row_null(event, "sold"))
		return;
	page_text(r, text(r->arena, "%s.%zu.sold_text", list, i), text(r->arena,
	    _("%" PRId64 " of %" PRId64), row_int(event, "sold"), row_int(event, "capacity")));
}

static void
show_templates(struct req *r, int64_t organizer)
{
	struct rows templates = q_event_templates(r->db, organizer);

	page_rows(r, "templates", templates);
	for (size_t i = 0; i < templates.n; i++) {
		const char *id = id_text(r->arena, row_id(templates.at[i], "event_id"));

		page_text(r, text(r->arena, "templates.%zu.desk_path", i),
		    text(r->arena, "/organize/e/%s", id));
		page_text(r, text(r->arena, "templates.%zu.copy_path", i),
		    text(r->arena, "/organize/e/%s/copy", id));
	}
}

static void
show_list(struct req *r, const char *list, struct rows events)
{
	page_rows(r, list, events);
	for (size_t i = 0; i < events.n; i++) {
		show_addresses(r, list, i, events.at[i]);
		show_sold(r, list, i, events.at[i]);
	}
}

/* The coming ones and drafts stand before the past ones. */
static size_t
count(struct req *r, struct rows events, struct numbers *n)
{
	size_t coming = 0;

	for (; coming < events.n && !row_bool(events.at[coming], "past"); coming++) {
		struct row *e = events.at[coming];

		n->published += row_is(e, "state", "published");
		n->drafts += row_is(e, "state", "draft");
		n->upcoming += row_is(e, "state", "published") &&
		    row_time(e, "starts_at") < r->now + MONTH;
	}
	return coming;
}

static void
show_number(struct req *r, const char *name, int64_t n)
{
	struct names *row = page_add(r, "numbers");

	names_set(row, "name", name);
	names_set(row, "value_text", text(r->arena, "%" PRId64, n));
}

/* The other organizers this person works for. */
static void
show_others(struct req *r, int64_t organizer)
{
	struct rows all = q_account_memberships(r->db, r->person->id);

	for (size_t i = 0; i < all.n; i++) {
		struct names *n;

		if (row_id(all.at[i], "organizer_id") == organizer)
			continue;
		n = page_add(r, "others");
		names_set(n, "name", row_text(all.at[i], "name"));
		names_set(n, "path", text(r->arena, "/organize/for/%s",
		    id_text(r->arena, row_id(all.at[i], "organizer_id"))));
	}
}

/* Somebody should know whom their mail does not reach. */
static void
show_mail(struct req *r, int64_t organizer)
{
	struct row	*bounces = q_bounces_of(r->db, organizer);
	int64_t		 n = bounces == NULL ? 0 : row_int(bounces, "n");
	struct names	*todo;

	if (n == 0)
		return;
	todo = page_add(r, "todo");
	names_set(todo, "text", text(r->arena, ngettext("Mail did not reach %" PRId64 " address.",
	    "Mail did not reach %" PRId64 " addresses.", (unsigned long)n), n));
	names_set(todo, "path", "/organize/mail");
}

int
dashboard_show(struct req *r)
{
	int64_t		 organizer = organizer_of_person(r);
	struct row	*self = q_organizer_desk(r->db, organizer);
	struct rows	 events = q_events_of_organizer(r->db, organizer, EVENTS_SHOWN);
	struct numbers	 n = { 0 };
	size_t		 coming = count(r, events, &n);

	page_text(r, "desk.section", "events");
	show_others(r, organizer);
	if (self != NULL) {
		page_row(r, "organizer", self);
		page_text(r, "organizer.path", text(r->arena, "/o/%s", row_text(self, "handle")));
		organizer_warn(r, organizer);
		if (row_is(self, "state", "suspended"))
			page_text(r, "desk.warning", text(r->arena, _("This organizer was suspended by the "
			    "platform, and nobody sees its events: %s"), row_text(self, "suspended_reason")));
	}
	show_mail(r, organizer);
	show_number(r, "published", n.published);
	show_number(r, "drafts", n.drafts);
	show_number(r, "upcoming", n.upcoming);
	show_list(r, "events", (struct rows){ coming, events.at });
	show_list(r, "past", (struct rows){ events.n - coming, events.at + coming });
	show_templates(r, organizer);
	return page(r, "organizer/dashboard");
}
