/*
 * organizer.c: an organizer's own page.
 *
 *	GET  /o/{handle}	organizer_show
 *
 * What is read here is sql/organizer.sql and sql/listing.sql; what it looks like
 * is templates/public/organizer.cs.
 */
#include "handlers/public/public.h"

#include "core/lib/country.h"
#include "core/lib/db.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "sql/listing.h"
#include "sql/organizer.h"

#include <string.h>

#define COMING_SHOWN	40
#define PAST_SHOWN	6

/* "example.org" of "https://www.example.org/about". */
static const char *
website_words(struct req *r, const char *url)
{
	const char *host = strstr(url, "://");

	if (host == NULL)
		return url;
	host += 3;
	if (strncmp(host, "www.", 4) == 0)
		host += 4;
	return arena_copy_n(r->arena, host, strcspn(host, "/?#"));
}

/* What stands in lines of `links`, each with the words it is shown by. */
static void
show_links(struct req *r, const char *links)
{
	while (*links != '\0') {
		size_t		 n = strcspn(links, "\n");
		const char	*url = arena_copy_n(r->arena, links, n);
		struct names	*link = page_add(r, "organizer.links");

		names_set(link, "url", url);
		names_set(link, "text", website_words(r, url));
		links += n + (links[n] == '\n');
	}
}

static void
organizer_fill(struct req *r, void *claim)
{
	int64_t			 id = row_id(claim, "organizer_id");
	struct row		*organizer = q_organizer_page(r->db, id);
	struct rows		 coming = q_listing_of_organizer(r->db, id, r->now, COMING_SHOWN);
	struct structured_site	 site = public_site(r);

	if (organizer == NULL || db_failed(r->db))
		return;
	page_row(r, "organizer", organizer);
	page_text(r, "organizer.website_text", website_words(r, row_text(organizer, "website_url")));
	show_links(r, row_text(organizer, "links"));
	page_text(r, "organizer.country",
	    country_name(r->arena, row_text(organizer, "country"), r->language));
	if (coming.n > 0)
		page_text(r, "organizer.upcoming_text", public_count(r, (int64_t)coming.n));
	page_rows(r, "events", coming);
	page_rows(r, "past", q_listing_past_of_organizer(r->db, id, r->now, PAST_SHOWN));
	public_structured(r, structured_organizer(r->arena, &site, organizer, coming));
}

/*
 * Show the organizer this handle belongs to: 404 if there is none, 301 if they have
 * taken another handle since, 410 if they are gone.
 */
int
organizer_show(struct req *r)
{
	struct row	*claim = q_organizer_of_handle(r->db, req_text(r, "handle"));
	struct row	*organizer = NULL;
	const char	*path;

	if (claim != NULL)
		organizer = q_organizer_head(r->db, row_id(claim, "organizer_id"));
	if (organizer == NULL)
		return not_found(r);
	if (!row_is(organizer, "state", "active"))
		return gone(r);
	path = text(r->arena, "/o/%s", row_text(organizer, "handle"));
	if (!req_is_at(r, path))
		return moved(r, path);
	return page_kept(r, "public/organizer", organizer_fill, claim, row_id(claim, "organizer_id"),
	    row_int(organizer, "version"));
}
