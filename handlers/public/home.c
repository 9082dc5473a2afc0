/*
 * home.c: the first page: what is on in the coming days, and ways in.
 *
 *	GET  /		home_show
 *
 * What is read here is sql/listing.sql; what it looks like is templates/public/home.cs.
 */
#include "handlers/public/public.h"

#include "core/domain/category.h"
#include "core/lib/country.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "sql/city.h"
#include "sql/listing.h"

#include <string.h>

#define DAY		86400
#define SOON_SHOWN	8
#define CITIES_SHOWN	12
#define ORGANIZERS_SHOWN 8

/* The page changes with the listing and not by a version: kept for a minute at a time. */
#define HOME_SECONDS	60

/*
 * Nobody is asked where they are: a page that everybody shares guesses the city from its language, and
 * says so.
 */
static const char *
guessed_city(const char *language)
{
	return strcmp(language, "de") == 0 ? "berlin" : "london";
}

/* What is on there soon; of everywhere, when that is nothing. */
static void
show_soon(struct req *r)
{
	struct row	*city = q_city_by_slug(r->db, guessed_city(r->language));
	struct rows	 events = { 0, NULL };

	if (city != NULL)
		events = q_listing_browse(r->db, r->now, r->now + 30 * DAY, row_id(city, "id"),
		    "", false, false, 0, SOON_SHOWN);
	if (events.n > 0) {
		page_text(r, "place.name", row_text(city, "name"));
		page_text(r, "place.path",
		    text(r->arena, "/discover?where=%s", row_text(city, "slug")));
		page_flag(r, "place.guessed", true);
	} else {
		events = q_listing_browse(r->db, r->now, r->now + (int64_t)COMING_DAYS * DAY, 0,
		    "", false, false, 0, SOON_SHOWN);
	}
	page_flag(r, "place.this_week",
	    events.n > 0 && row_time(events.at[0], "starts_at") < r->now + 7 * DAY);
	page_rows(r, "events", events);
}

static void
show_categories(struct req *r, int64_t until)
{
	struct rows counts = q_listing_categories(r->db, r->now, until, 0, false, false, LISTING_COUNTED);

	for (size_t i = 0; i < counts.n; i++) {
		const char	*slug = row_text(counts.at[i], "category");
		struct names	*n = page_add(r, "categories");

		names_set(n, "slug", slug);
		names_set(n, "count_text", public_count(r, row_int(counts.at[i], "n")));
		names_set(n, "path", text(r->arena, "/discover?category=%s", slug));
	}
}

static void
show_cities(struct req *r, int64_t until)
{
	struct rows cities = q_listing_cities(r->db, r->now, until, LISTING_COUNTED, CITIES_SHOWN);

	for (size_t i = 0; i < cities.n; i++) {
		struct row	*city = cities.at[i];
		struct names	*n = page_add(r, "cities");

		names_set(n, "name", row_text(city, "name"));
		names_set(n, "country",
		    country_name(r->arena, row_text(city, "country"), r->language));
		names_set(n, "count_text", public_count(r, row_int(city, "n")));
		names_set(n, "path", text(r->arena, "/discover?where=%s", row_text(city, "slug")));
	}
}

static void
show_organizers(struct req *r, int64_t until)
{
	struct rows organizers = q_listing_organizers(r->db, r->now, until, LISTING_COUNTED,
	    ORGANIZERS_SHOWN);

	for (size_t i = 0; i < organizers.n; i++) {
		struct row	*organizer = organizers.at[i];
		struct names	*n = page_add(r, "organizers");

		names_set(n, "name", row_text(organizer, "name"));
		names_set(n, "city", row_text(organizer, "city"));
		names_set(n, "path", text(r->arena, "/o/%s", row_text(organizer, "handle")));
		names_set(n, "upcoming_text", public_count(r, row_int(organizer, "n")));
	}
}

static void
home_fill(struct req *r, void *nothing)
{
	int64_t			until = r->now + (int64_t)COMING_DAYS * DAY;
	struct structured_site	site = public_site(r);

	(void)nothing;	/* there is one home */
	show_soon(r);
	show_categories(r, until);
	show_cities(r, until);
	show_organizers(r, until);
	public_structured(r, structured_home(r->arena, &site));
}

/* Show what is on. */
int
home_show(struct req *r)
{
	return page_kept(r, "public/home", home_fill, NULL, 0, r->now / HOME_SECONDS);
}
