/* structured_data.c: schema.org as JSON-LD; see structured_data.h. */
#include "core/documents/structured_data.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/money.h"
#include "core/lib/text.h"

#include <string.h>

#define DESCRIPTION_MAX	5000	/* code points; search engines read less */

/* What a category is called in schema.org; anything else is plainly an Event. */
static const char *
event_type(const char *category)
{
	static const struct { const char *category, *type; } types[] = {
		{ "arts", "VisualArtsEvent" },		{ "business", "BusinessEvent" },
		{ "comedy", "ComedyEvent" },		{ "community", "SocialEvent" },
		{ "education", "EducationEvent" },	{ "family", "ChildrensEvent" },
		{ "festivals", "Festival" },		{ "film", "ScreeningEvent" },
		{ "food", "FoodEvent" },		{ "music", "MusicEvent" },
		{ "sports", "SportsEvent" },		{ "theatre", "TheaterEvent" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].category, category) == 0)
			return types[i].type;
	return "Event";
}

static const char *
event_status(const struct row *event)
{
	if (row_is(event, "state", "cancelled"))
		return "https://schema.org/EventCancelled";
	if (row_is(event, "state", "postponed"))
		return "https://schema.org/EventPostponed";
	return "https://schema.org/EventScheduled";
}

static const char *
attendance_mode(const struct row *event)
{
	if (row_is(event, "mode", "online"))
		return "https://schema.org/OnlineEventAttendanceMode";
	if (row_is(event, "mode", "hybrid"))
		return "https://schema.org/MixedEventAttendanceMode";
	return "https://schema.org/OfflineEventAttendanceMode";
}

static const char *
address_of(struct arena *a, const struct structured_site *site, const char *path)
{
	/* The first page of another language is /de, without a slash after it. */
	return text(a, "%s%s%s", site->url, site->prefix,
	    *site->prefix != '\0' && strcmp(path, "/") == 0 ? "" : path);
}

static void
json_text_if(struct json_writer *w, const char *key, const char *value)
{
	if (*value != '\0')
		json_text(w, key, value);
}

/* An instant with the offset that the event's own zone has on that day. */
static void
json_instant(struct arena *a, struct json_writer *w, const char *key, const struct row *row,
    const char *column, const char *zone)
{
	if (!row_null(row, column))
		json_text(w, key, clock_iso(a, row_time(row, column), zone));
}

static void
write_place(struct json_writer *w, const char *key, const struct row *event)
{
	json_open_object(w, key);
	json_text(w, "@type", "Place");
	json_text(w, "name", row_text(event, "venue"));
	json_open_object(w, "address");
	json_text(w, "@type", "PostalAddress");
	json_text_if(w, "streetAddress", row_text(event, "street"));
	json_text_if(w, "addressLocality", row_text(event, "city"));
	json_text_if(w, "addressRegion", row_text(event, "region"));
	json_text_if(w, "postalCode", row_text(event, "postcode"));
	json_text_if(w, "addressCountry", row_text(event, "country"));
	json_close_object(w);
	if (!row_null(event, "latitude") && !row_null(event, "longitude")) {
		json_open_object(w, "geo");
		json_text(w, "@type", "GeoCoordinates");
		json_real(w, "latitude", row_real(event, "latitude"));
		json_real(w, "longitude", row_real(event, "longitude"));
		json_close_object(w);
	}
	json_close_object(w);
}

/* The event's own page: the link to join is for those who hold a ticket. */
static void
write_virtual_place(struct json_writer *w, const char *key, const char *url)
{
	json_open_object(w, key);
	json_text(w, "@type", "VirtualLocation");
	json_text(w, "url", url);
	json_close_object(w);
}

static void
write_location(struct json_writer *w, const struct row *event, const char *url)
{
	if (row_is(event, "mode", "online")) {
		write_virtual_place(w, "location", url);
	} else if (row_is(event, "mode", "hybrid")) {
		json_open_array(w, "location");
		write_place(w, NULL, event);
		write_virtual_place(w, NULL, url);
		json_close_array(w);
	} else {
		write_place(w, "location", event);
	}
}

static void
write_images(struct arena *a, struct json_writer *w, const struct structured_site *site,
    const struct row *event)
{
	json_open_array(w, "image");
	if (row_id(event, "cover_id") != 0)
		json_text(w, NULL, text(a, "%s%s/%s-1200.jpg", site->url, site->media,
		    id_text(a, row_id(event, "cover_id"))));
	else
		json_text(w, NULL, text(a, "%s%s", site->url, site->image));
	json_close_array(w);
}

/* The states of ticket_types_shown, in schema.org's words; a sale that nobody can date is none. */
static const char *
offer_availability(const struct row *event, const struct row *type)
{
	if (row_is(event, "state", "cancelled") || row_is(event, "state", "postponed"))
		return "https://schema.org/OutOfStock";
	if (row_is(type, "state", "sold_out"))
		return "https://schema.org/SoldOut";
	if (row_is(type, "state", "soon"))
		return row_null(type, "sale_starts_at") ? "https://schema.org/OutOfStock" :
		    "https://schema.org/PreOrder";
	if (row_is(type, "state", "closed") || row_is(type, "state", "paused"))
		return "https://schema.org/OutOfStock";
	return "https://schema.org/InStock";
}

static void
write_offer(struct arena *a, struct json_writer *w, const struct row *event,
    const struct row *type, const char *url, const char *zone)
{
	const char *currency = row_text(type, "currency");

	json_open_object(w, NULL);
	json_text(w, "@type", "Offer");
	json_text(w, "name", row_text(type, "name"));
	json_text(w, "url", text(a, "%s#tickets", url));
	json_text(w, "price", money_decimal(a, money_of(row_int(type, "price_money"), currency)));
	json_text(w, "priceCurrency", currency);
	json_text(w, "availability", offer_availability(event, type));
	json_instant(a, w, "validFrom", type, "sale_starts_at", zone);
	json_instant(a, w, "validThrough", type, "sale_ends_at", zone);
	json_close_object(w);
}

static void
write_offers(struct arena *a, struct json_writer *w, const struct row *event,
    struct rows types, const char *url, const char *zone)
{
	bool all_free = types.n > 0;

	if (types.n == 0)
		return;
	json_open_array(w, "offers");
	for (size_t i = 0; i < types.n; i++) {
		write_offer(a, w, event, types.at[i], url, zone);
		all_free = all_free && row_int(types.at[i], "price_money") == 0;
	}
	json_close_array(w);
	json_bool(w, "isAccessibleForFree", all_free);
}

static void
write_organizer(struct arena *a, struct json_writer *w, const char *key,
    const struct structured_site *site, const char *name, const char *path)
{
	json_open_object(w, key);
	json_text(w, "@type", "Organization");
	json_text(w, "name", name);
	json_text(w, "url", address_of(a, site, path));
	json_close_object(w);
}

static void
write_event(struct arena *a, struct json_writer *w, const struct structured_site *site,
    const struct row *event, struct rows types)
{
	const char	*zone = row_text(event, "time_zone");
	const char	*url = address_of(a, site, row_text(event, "path"));
	const char	*about = text_plain(a, row_text(event, "about"), DESCRIPTION_MAX);

	json_open_object(w, NULL);
	json_text(w, "@type", event_type(row_text(event, "category")));
	json_text(w, "@id", text(a, "%s#event", url));
	json_text(w, "name", row_text(event, "title"));
	json_text(w, "url", url);
	json_instant(a, w, "startDate", event, "starts_at", zone);
	json_instant(a, w, "endDate", event, "ends_at", zone);
	json_text(w, "eventStatus", event_status(event));
	json_text(w, "eventAttendanceMode", attendance_mode(event));
	json_text_if(w, "inLanguage", row_text(event, "language"));
	write_location(w, event, url);
	write_images(a, w, site, event);
	json_text(w, "description",
	    about != NULL && *about != '\0' ? about : row_text(event, "summary"));
	write_offers(a, w, event, types, url, zone);
	write_organizer(a, w, "organizer", site, row_text(event, "organizer"),
	    row_text(event, "organizer_path"));
	json_close_object(w);
}

static void
write_crumb(struct json_writer *w, int position, const char *name, const char *url)
{
	json_open_object(w, NULL);
	json_text(w, "@type", "ListItem");
	json_int(w, "position", position);
	json_text(w, "name", name);
	if (url != NULL)
		json_text(w, "item", url);
	json_close_object(w);
}

/* The way here: the site, where it is, the event. */
static void
write_crumbs(struct arena *a, struct json_writer *w, const struct structured_site *site,
    const struct row *event)
{
	int position = 1;

	json_open_object(w, NULL);
	json_text(w, "@type", "BreadcrumbList");
	json_open_array(w, "itemListElement");
	write_crumb(w, position++, site->name, address_of(a, site, "/"));
	if (*row_text(event, "city_slug") != '\0')
		write_crumb(w, position++, row_text(event, "city"),
		    address_of(a, site, text(a, "/discover?where=%s",
		    text_url_escape(a, row_text(event, "city_slug")))));
	write_crumb(w, position, row_text(event, "title"), NULL);
	json_close_array(w);
	json_close_object(w);
}

static struct json_writer *
graph_open(struct arena *a)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_text(w, "@context", "https://schema.org");
	json_open_array(w, "@graph");
	return w;
}

static const char *
graph_close(struct json_writer *w)
{
	json_close_array(w);
	json_close_object(w);
	return json_written(w, NULL);
}

const char *
structured_event(struct arena *a, const struct structured_site *site, struct row *event,
    struct rows types)
{
	struct json_writer *w = graph_open(a);

	write_event(a, w, site, event, types);
	write_crumbs(a, w, site, event);
	return graph_close(w);
}

const char *
structured_home(struct arena *a, const struct structured_site *site)
{
	struct json_writer *w = graph_open(a);

	json_open_object(w, NULL);
	json_text(w, "@type", "WebSite");
	json_text(w, "@id", text(a, "%s/#site", site->url));
	json_text(w, "name", site->name);
	json_text(w, "url", address_of(a, site, "/"));
	json_text(w, "inLanguage", site->language);
	json_open_object(w, "potentialAction");
	json_text(w, "@type", "SearchAction");
	json_text(w, "target", address_of(a, site, "/discover?q={search_term_string}"));
	json_text(w, "query-input", "required name=search_term_string");
	json_close_object(w);
	json_close_object(w);
	return graph_close(w);
}

static void
write_list(struct arena *a, struct json_writer *w, const struct structured_site *site,
    const char *name, struct rows events)
{
	json_open_object(w, NULL);
	json_text(w, "@type", "ItemList");
	json_text(w, "name", name);
	json_int(w, "numberOfItems", (int64_t)events.n);
	json_open_array(w, "itemListElement");
	for (size_t i = 0; i < events.n; i++) {
		json_open_object(w, NULL);
		json_text(w, "@type", "ListItem");
		json_int(w, "position", (int64_t)i + 1);
		json_text(w, "url", address_of(a, site, row_text(events.at[i], "path")));
		json_close_object(w);
	}
	json_close_array(w);
	json_close_object(w);
}

const char *
structured_list(struct arena *a, const struct structured_site *site, const char *name,
    struct rows events)
{
	struct json_writer *w = graph_open(a);

	write_list(a, w, site, name, events);
	return graph_close(w);
}

const char *
structured_organizer(struct arena *a, const struct structured_site *site, struct row *organizer,
    struct rows events)
{
	struct json_writer	*w = graph_open(a);
	const char		*url = address_of(a, site,
	    text(a, "/o/%s", row_text(organizer, "handle")));

	json_open_object(w, NULL);
	json_text(w, "@type", "Organization");
	json_text(w, "@id", text(a, "%s#organizer", url));
	json_text(w, "name", row_text(organizer, "name"));
	json_text(w, "url", url);
	json_text_if(w, "sameAs", row_text(organizer, "website_url"));
	json_close_object(w);
	if (events.n > 0)
		write_list(a, w, site, row_text(organizer, "name"), events);
	return graph_close(w);
}
