/* paper.c: what is handed out for an order or a ticket; see paper.h. */
#include "core/flows/paper.h"

#include "core/documents/calendar.h"
#include "core/documents/ticket_pdf.h"
#include "core/domain/ticket_code.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/id.h"
#include "core/lib/money.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "sql/paper.h"

#include <string.h>

/* --- when and where -------------------------------------------------------------------------- */

const char *
paper_when(struct arena *a, const struct row *event, const char *language)
{
	return clock_show(a, row_time(event, "starts_at"), row_text(event, "time_zone"), language,
	    CLOCK_FULL);
}

/* The time alone when it ends on the same day, or in the night after. */
const char *
paper_until(struct arena *a, const struct row *event, const char *language)
{
	int64_t			 starts = row_time(event, "starts_at"), ends = row_time(event, "ends_at");
	enum clock_style	 style = ends - starts < 16 * 3600 ? CLOCK_TIME : CLOCK_DAY_TIME;

	if (ends <= starts)
		return "";
	return text(a, _("until %s"), clock_show(a, ends, row_text(event, "time_zone"), language, style));
}

const char *
paper_place(const struct row *event)
{
	if (row_null(event, "venue"))
		return row_is(event, "attendance", "online") ? _("Online") : "";
	return row_text(event, "venue");
}

static void
add_part(struct str *s, const char *between, const char *part)
{
	if (*part == '\0')
		return;
	if (s->len > 0)
		str_add(s, between);
	str_add(s, part);
}

const char *
paper_address(struct arena *a, const struct row *event, const char *language)
{
	struct str *s = str_new(a);

	if (row_null(event, "venue"))
		return "";
	add_part(s, "", row_text(event, "street"));
	add_part(s, ", ", row_text(event, "postcode"));
	add_part(s, *row_text(event, "postcode") == '\0' ? ", " : " ", row_text(event, "city"));
	add_part(s, ", ", country_name(a, row_text(event, "country"), language));
	return s->text;
}

/* Where it happens online is for nobody when it does not. */
static const char *
join_url(const struct row *event)
{
	return row_is(event, "attendance", "in_person") ? "" : row_text(event, "online_url");
}

/* --- tickets ----------------------------------------------------------------------------------- */

static const char *
price_of(struct arena *a, const struct row *ticket, const char *language)
{
	int64_t price = row_int(ticket, "price");

	return price == 0 ? _("Free") : money_show(a, money_of(price, row_text(ticket, "currency")), language);
}

/* One sheet; its code is NULL when the key is gone. */
static struct ticket_sheet
sheet_of(struct arena *a, const struct paper_site *site, const struct row *event, const struct row *ticket)
{
	struct ticket_code code = { row_id(ticket, "ticket_id"), (int)row_int(ticket, "revision") };

	return (struct ticket_sheet){
		.title = row_text(event, "title"),
		.when = paper_when(a, event, site->language),
		.until = paper_until(a, event, site->language),
		.place = paper_place(event),
		.address = paper_address(a, event, site->language),
		.join_url = join_url(event),
		.organizer = row_text(event, "organizer"),
		.contact = row_text(event, "organizer_email"),
		.holder = row_text(ticket, "name"),
		.type = row_text(ticket, "ticket_type"),
		.price = price_of(a, ticket, site->language),
		.code = ticket_code_make(a, site->ring, &code, (int)row_int(ticket, "key_number")),
		.short_code = row_text(ticket, "code"),
		.state = "",
		.order = id_text(a, row_id(ticket, "order_id")),
		.buyer = row_bool(ticket, "passed_on") ? "" : row_text(ticket, "buyer"),
		.ordered = clock_show(a, row_time(ticket, "placed_at"), row_text(event, "time_zone"),
		    site->language, CLOCK_DAY_TIME),
	};
}

/* Some words for a file's name, from the event's title. */
static const char *
file_name(struct arena *a, const struct row *event, const char *end)
{
	return text(a, "%s%s", text_slug(a, row_text(event, "title"), row_text(event, "language"), 60), end);
}

/* Print those of the rows that may be: valid, and the buyer's own or `every` one. */
static bool
print_tickets(struct db *db, struct arena *a, const struct paper_site *site, struct rows tickets, bool every,
    struct mail_file *file)
{
	struct ticket_print	 print = { site->name, site->url, site->language, 0 };
	struct ticket_sheet	*sheets = make_array(a, struct ticket_sheet, tickets.n + 1);
	struct row		*event;
	size_t			 n = 0;

	if (tickets.n == 0 || (event = q_paper_event(db, row_id(tickets.at[0], "event_id"),
	    row_id(tickets.at[0], "occurrence_id"))) == NULL)
		return false;
	for (size_t i = 0; i < tickets.n; i++) {
		const struct row *t = tickets.at[i];

		if (!row_is(t, "state", "valid") || (row_bool(t, "passed_on") && !every))
			continue;
		sheets[n] = sheet_of(a, site, event, t);
		if (sheets[n++].code == NULL)
			return false;
		print.made_at = row_time(t, "placed_at");
	}
	if (n == 0)
		return false;
	file->bytes = ticket_pdf(a, &print, sheets, n, &file->len);
	file->type = "application/pdf";
	file->name = file_name(a, event, ".pdf");
	return true;
}

bool
paper_order(struct db *db, struct arena *a, const struct paper_site *site, int64_t order,
    struct mail_file *file)
{
	return print_tickets(db, a, site, q_paper_tickets(db, order, 0), false, file);
}

bool
paper_ticket(struct db *db, struct arena *a, const struct paper_site *site, int64_t order, int64_t ticket,
    struct mail_file *file)
{
	return print_tickets(db, a, site, q_paper_tickets(db, order, ticket), true, file);
}

/* --- calendars ----------------------------------------------------------------------------------- */

static enum calendar_state
state_of(const struct row *event)
{
	if (row_is(event, "date_state", "cancelled") || row_is(event, "state", "cancelled") ||
	    row_is(event, "state", "removed"))
		return CALENDAR_OFF;
	return row_is(event, "date_state", "postponed") || row_is(event, "state", "postponed") ?
	    CALENDAR_UNSURE : CALENDAR_ON;
}

/* A place and its address in one line; where it is online when it has none. */
static const char *
location_of(struct arena *a, const struct row *event, const char *language)
{
	const char *place = paper_place(event), *address = paper_address(a, event, language);

	if (row_null(event, "venue"))
		return *join_url(event) != '\0' ? join_url(event) : place;
	return *address == '\0' ? place : text(a, "%s, %s", place, address);
}

void
paper_calendar_of(struct arena *a, const struct paper_site *site, const struct row *event,
    struct mail_file *file)
{
	struct calendar_event e = {
		.occurrence = row_id(event, "occurrence_id"), .sequence = row_int(event, "version"),
		.changed_at = row_time(event, "updated_at"), .starts_at = row_time(event, "starts_at"),
		.ends_at = row_time(event, "ends_at"), .state = state_of(event),
		.time_zone = row_text(event, "time_zone"), .title = row_text(event, "title"),
		.about = row_text(event, "summary"), .place = location_of(a, event, site->language),
		.url = text(a, "%s%s", site->url, row_text(event, "path")), .join_url = join_url(event),
		.organizer = row_text(event, "organizer"), .sender = site->sender,
		.has_point = !row_null(event, "latitude") && !row_null(event, "longitude"),
		.latitude = row_null(event, "latitude") ? 0 : row_real(event, "latitude"),
		.longitude = row_null(event, "longitude") ? 0 : row_real(event, "longitude"),
	};

	file->bytes = calendar_file(a, &e, &file->len);
	file->type = CALENDAR_TYPE;
	file->name = file_name(a, event, ".ics");
}

bool
paper_calendar(struct db *db, struct arena *a, const struct paper_site *site, int64_t event,
    int64_t occurrence, struct mail_file *file)
{
	struct row *row = q_paper_event(db, event, occurrence);

	if (row == NULL)
		return false;
	paper_calendar_of(a, site, row, file);
	return true;
}
