/* checkout.c: what the pages of the checkout program share; see checkout.h. */
#include "handlers/checkout/checkout.h"

#include "core/domain/order.h"
#include "core/domain/ticket.h"
#include "core/domain/waitlist.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/crypto.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "fcgi/program.h"

#include <string.h>

struct actor
checkout_actor(struct req *r)
{
	return (struct actor){ r->person == NULL ? 0 : r->person->id, r->address, r->id };
}

void
checkout_visitor(struct req *r, unsigned char visitor[16])
{
	const char	*prefix = limit_prefix(r->arena, r->address);
	unsigned char	 key[32], mac[SHA256_BYTES];

	keyring_derive(r->tools->keys, 0, "visitor", key);
	hmac_sha256(key, sizeof(key), prefix, strlen(prefix), mac);
	crypto_forget(key, sizeof(key));
	memcpy(visitor, mac, 16);
}

/* --- what the path names ------------------------------------------------------------------ */

struct row *
order_here(struct req *r)
{
	return order_of_address(r->db, r->arena, r->tools->ring, req_text(r, "order"));
}

struct row *
ticket_here(struct req *r)
{
	return ticket_of_address(r->db, r->arena, r->tools->ring, req_text(r, "ticket"));
}

struct row *
entry_here(struct req *r)
{
	return waitlist_of_address(r->db, r->arena, r->tools->ring, req_text(r, "entry"));
}

/* --- the event beside it --------------------------------------------------------------------- */

/* The end: only its time when that is on the same day, or in the night after it. */
static void
show_end(struct req *r, const struct row *event)
{
	int64_t		 start = row_time(event, "starts_at"), end = row_time(event, "ends_at");
	const char	*zone = row_text(event, "time_zone");

	if (end > start)
		page_text(r, "event.ends_text", clock_show(r->arena, end, zone, r->language,
		    end - start < 18 * 3600 ? CLOCK_TIME : CLOCK_DAY_TIME));
}

/* Where it is, for a map of everybody's: by position if that is known, else by address. */
static void
show_map(struct req *r, const struct row *event)
{
	const char *words;

	if (!row_null(event, "latitude") && !row_null(event, "longitude")) {
		page_text(r, "event.map_url", text(r->arena,
		    "https://www.openstreetmap.org/?mlat=%.5f&mlon=%.5f#map=17/%.5f/%.5f",
		    row_real(event, "latitude"), row_real(event, "longitude"),
		    row_real(event, "latitude"), row_real(event, "longitude")));
		return;
	}
	words = text(r->arena, "%s, %s %s", row_text(event, "street"), row_text(event, "postcode"),
	    row_text(event, "city"));
	page_text(r, "event.map_url", text(r->arena, "https://www.openstreetmap.org/search?query=%s",
	    text_url_escape(r->arena, words)));
}

void
event_show_facts(struct req *r, struct row *event)
{
	if (event == NULL)
		return;
	page_row(r, "event", event);
	page_flag(r, "event.past", row_time(event, "ends_at") < r->now);
	show_end(r, event);
	if (row_has(event, "country") && !row_null(event, "venue")) {
		page_text(r, "event.country", country_name(r->arena, row_text(event, "country"),
		    r->language));
		show_map(r, event);
	}
}

bool
event_closed(struct req *r, const struct row *event)
{
	bool closed = !row_is(event, "state", "published") || row_time(event, "ends_at") < r->now;

	page_flag(r, "event.closed", closed);
	return closed;
}
