/*
 * event.c: one event's page.
 *
 *	GET  /e/{event}		event_show
 *
 * What is read here is sql/event.sql and sql/ticket_type.sql, so that all of it is on one
 * shard; what it looks like is templates/public/event.cs.
 */
#include "handlers/public/public.h"

#include "core/domain/event.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/db.h"
#include "core/lib/money.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "sql/event.h"
#include "sql/ticket_type.h"

#include <inttypes.h>
#include <string.h>

#define FEW_LEFT	20	/* from here on the page says how many are left */

/* What the ticket types have in common: from which price to which, and whether anything is left. */
static void
show_prices(struct req *r, struct rows types)
{
	struct row	*cheapest = NULL, *dearest = NULL;
	bool		 sold_out = types.n > 0;

	for (size_t i = 0; i < types.n; i++) {
		struct row *t = types.at[i];

		if (cheapest == NULL || row_int(t, "price_money") < row_int(cheapest, "price_money"))
			cheapest = t;
		if (dearest == NULL || row_int(t, "price_money") > row_int(dearest, "price_money"))
			dearest = t;
		sold_out = sold_out && row_is(t, "state", "sold_out");
	}
	if (cheapest == NULL)
		return;
	page_money(r, "event.price_from_money",
	    money_of(row_int(cheapest, "price_money"), row_text(cheapest, "currency")));
	page_money(r, "event.price_to_money",
	    money_of(row_int(dearest, "price_money"), row_text(dearest, "currency")));
	page_flag(r, "event.sold_out", sold_out);
}

/* "7 left", for those of which few are. */
static void
show_left(struct req *r, struct rows types)
{
	for (size_t i = 0; i < types.n; i++) {
		int64_t left = row_int(types.at[i], "free");

		if (row_null(types.at[i], "free") || left <= 0 || left > FEW_LEFT)
			continue;
		page_text(r, text(r->arena, "ticket_types.%zu.left_text", i),
		    text(r->arena, ngettext("%" PRId64 " left", "%" PRId64 " left",
		    (unsigned long)left), left));
	}
}

/*
 * What can be done with them: something can be had now, or later, or there is a waitlist.  Where there is
 * nothing to choose from but how many, one is chosen.
 */
static void
show_states(struct req *r, struct rows types)
{
	size_t	open = 0, soon = 0, sold_out = 0;
	bool	paid = false;

	for (size_t i = 0; i < types.n; i++) {
		open += row_is(types.at[i], "state", "open");
		soon += row_is(types.at[i], "state", "soon");
		sold_out += row_is(types.at[i], "state", "sold_out");
		paid = paid || row_int(types.at[i], "price_money") > 0;
	}
	page_flag(r, "event.open", open > 0);
	page_flag(r, "event.soon", soon > 0);
	page_flag(r, "event.waits", sold_out > 0);
	page_flag(r, "event.paid", paid);
	if (types.n == 1 && open == 1)
		page_text(r, "ticket_types.0.chosen", row_text(types.at[0], "min_per_order"));
}

static void
show_tickets(struct req *r, struct rows types)
{
	page_rows(r, "ticket_types", types);
	show_states(r, types);
	show_prices(r, types);
	show_left(r, types);
}

/* The end: only its time when that is on the same day, or in the night after it. */
static void
show_end(struct req *r, const struct row *event)
{
	int64_t		 start = row_time(event, "starts_at"), end = row_time(event, "ends_at");
	const char	*zone = row_text(event, "time_zone");

	if (end <= start)
		return;
	page_text(r, "event.ends_text", end - start < 18 * 3600 ?
	    clock_show(r->arena, end, zone, r->language, CLOCK_TIME) :
	    clock_show(r->arena, end, zone, r->language, CLOCK_DAY_TIME));
}

static void
show_place(struct req *r, const struct row *event)
{
	if (row_null(event, "venue"))
		return;
	page_text(r, "event.country", country_name(r->arena, row_text(event, "country"), r->language));
	page_text(r, "event.city_path", text(r->arena, "/discover?where=%s", row_text(event, "city_slug")));
}

/* Where more of the same kind is found, here if there is a here. */
static void
show_more(struct req *r, const struct row *event)
{
	const char *city = row_text(event, "city_slug");

	page_text(r, "event.more_path", text(r->arena, "/discover?%s%s%scategory=%s",
	    *city == '\0' ? "" : "where=", text_url_escape(r->arena, city),
	    *city == '\0' ? "" : "&", row_text(event, "category")));
}

/* With its next date, or the last one. */
static struct row *
whole_event(struct req *r, int64_t id)
{
	struct row *event = q_event_page(r->db, id, false);

	return event != NULL ? event : q_event_page(r->db, id, true);
}

/* What the organizer says of it in few words, and where more of it is found. */
static void
show_tags(struct req *r, const char *lines)
{
	char *rest = arena_copy(r->arena, lines), *tag;

	while ((tag = strsep(&rest, "\n")) != NULL && *tag != '\0') {
		struct names *n = page_add(r, "tags");

		names_set(n, "text", tag);
		names_set(n, "path", text(r->arena, "/discover?q=%s",
		    text_url_escape(r->arena, tag)));
	}
}

/* Fill the body; runs only when the kept one is missing or of another version. */
static void
event_fill(struct req *r, void *what)
{
	struct row		*event = what;
	int64_t			 id = row_id(event, "event_id");
	struct rows		 types = q_ticket_types_shown(r->db, id);
	struct structured_site	 site = public_site(r);

	if (!row_has(event, "title"))	/* there was an old copy, so only the head was asked */
		event = whole_event(r, id);
	if (event == NULL || db_failed(r->db))
		return;
	page_row(r, "event", event);
	page_text(r, "event.description", event_summary(r->arena, row_text(event, "summary"),
	    row_text(event, "about")));
	page_flag(r, "event.past", row_time(event, "ends_at") < r->now);
	show_end(r, event);
	show_place(r, event);
	show_tags(r, row_text(event, "tags"));
	show_tickets(r, types);
	public_structured(r, structured_event(r->arena, &site, event, types));
	show_more(r, event);
}

/*
 * Show the event named in the path: 404 if nobody may see it, 410 if it was
 * removed, 301 if its words have changed.  Cancelled, postponed and past events
 * are shown, and the template says which they are.
 */
int
event_show(struct req *r)
{
	int64_t		 id = req_id(r, "event");
	bool		 kept = page_is_kept(r, "public/event", id);
	struct row	*event = kept ? q_event_head(r->db, id) : whole_event(r, id);

	if (event == NULL)
		return not_found(r);
	if (row_is(event, "state", "removed"))
		return gone(r);
	if (!req_is_at(r, row_text(event, "path")))
		return moved(r, row_text(event, "path"));
	return page_kept(r, "public/event", event_fill, event, id, row_int(event, "version"));
}
