/*
 * sitemap.c: what crawlers are told: which addresses there are, and which to leave.
 *
 *	GET  /sitemap.xml	sitemap_index: a sitemap for each month, and one for pages
 *	GET  /sitemap/{part}	sitemap_part: "pages.xml", "2026-12.xml", "2026-12-2.xml"
 *	GET  /robots.txt	robots_show
 *
 * Follows sitemaps.org (at most 50,000 addresses a file; ours have fewer) and RFC 9309.
 */
#include "handlers/public/public.h"

#include "core/lib/clock.h"
#include "core/lib/db.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "fcgi/program.h"
#include "sql/listing.h"

#include <stdio.h>
#include <string.h>

#define PART_ADDRESSES	10000
#define PART_PAGES	99
#define SITEMAP_SECONDS	300

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define XML_NAMESPACE "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

/* One address, in a sitemap ("url") or in their index ("sitemap"), and when it last changed (0: not said). */
static void
add_address(struct req *r, struct str *s, const char *element, const char *path, int64_t changed)
{
	str_addf(s, "<%s><loc>%s%s</loc>", element, r->tools->site_url,
	    text_html_escape(r->arena, path));
	if (changed != 0)
		str_addf(s, "<lastmod>%s</lastmod>", clock_iso(r->arena, changed, "UTC"));
	str_addf(s, "</%s>\n", element);
}

static int
reply_xml(struct req *r, struct str *s)
{
	reply_public(r, SITEMAP_SECONDS);
	return reply_text(r, "application/xml; charset=utf-8", s->text);
}

/* List the sitemaps.  Past months stay: their pages do too. */
int
sitemap_index(struct req *r)
{
	struct rows	 months = q_listing_months(r->db, PART_ADDRESSES);
	struct str	*s = str_new(r->arena);

	str_add(s, XML_HEAD "<sitemapindex " XML_NAMESPACE ">\n");
	add_address(r, s, "sitemap", "/sitemap/pages.xml", 0);
	for (size_t i = 0; i < months.n; i++) {
		const char *month = row_text(months.at[i], "month");

		for (int64_t part = 1; part <= row_int(months.at[i], "parts") && part <= PART_PAGES; part++)
			add_address(r, s, "sitemap", part == 1 ?
			    text(r->arena, "/sitemap/%s.xml", month) :
			    text(r->arena, "/sitemap/%s-%d.xml", month, (int)part),
			    row_time(months.at[i], "changed_at"));
	}
	str_add(s, "</sitemapindex>\n");
	return reply_xml(r, s);
}

/* The pages that are no events: home, discover, organizers. */
static int
sitemap_pages(struct req *r)
{
	struct rows	 organizers = q_listing_sitemap_organizers(r->db, PART_ADDRESSES);
	struct str	*s = str_new(r->arena);

	str_add(s, XML_HEAD "<urlset " XML_NAMESPACE ">\n");
	add_address(r, s, "url", "/", 0);
	add_address(r, s, "url", "/discover", 0);
	for (size_t i = 0; i < organizers.n; i++)
		add_address(r, s, "url",
		    text(r->arena, "/o/%s", row_text(organizers.at[i], "handle")),
		    row_time(organizers.at[i], "changed_at"));
	str_add(s, "</urlset>\n");
	return reply_xml(r, s);
}

/* "2026-12.xml" or "2026-12-2.xml": the instants the month begins and ends, and which part. */
static bool
part_read(const char *part, int64_t *from, int64_t *to, int *page)
{
	int	year, month, end = 0;

	*page = 1;
	if (sscanf(part, "%4d-%2d.xml%n", &year, &month, &end) != 2 || part[end] != '\0' || end == 0) {
		end = 0;
		if (sscanf(part, "%4d-%2d-%2d.xml%n", &year, &month, page, &end) != 3 ||
		    end == 0 || part[end] != '\0' || *page < 2)
			return false;
	}
	if (year < 2000 || year > 2199 || month < 1 || month > 12)
		return false;
	*from = clock_utc(year, month, 1);
	*to = month == 12 ? clock_utc(year + 1, 1, 1) : clock_utc(year, month + 1, 1);
	return true;
}

static int
sitemap_month(struct req *r, int64_t from, int64_t to, int page)
{
	struct rows	 events = q_listing_sitemap(r->db, from, to,
	    (int64_t)(page - 1) * PART_ADDRESSES, PART_ADDRESSES);
	struct str	*s = str_new(r->arena);

	if (events.n == 0)
		return not_found(r);
	str_add(s, XML_HEAD "<urlset " XML_NAMESPACE ">\n");
	for (size_t i = 0; i < events.n; i++)
		add_address(r, s, "url", row_text(events.at[i], "path"),
		    row_time(events.at[i], "updated_at"));
	str_add(s, "</urlset>\n");
	return reply_xml(r, s);
}

/* List the addresses of one part; 404 when there is none of that name, or nothing in it. */
int
sitemap_part(struct req *r)
{
	const char	*part = req_text(r, "part");
	int64_t		 from, to;
	int		 page;

	if (strcmp(part, "pages.xml") == 0)
		return sitemap_pages(r);
	if (!part_read(part, &from, &to, &page))
		return not_found(r);
	return sitemap_month(r, from, to, page);
}

/* What crawlers should leave alone: what is for one person.  Never fails, or they would leave everything. */
int
robots_show(struct req *r)
{
	reply_public(r, SITEMAP_SECONDS);
	return reply_text(r, "text/plain; charset=utf-8", text(r->arena,
	    "User-agent: *\n"
	    "Disallow: /account\n"
	    "Disallow: /organize\n"
	    "Disallow: /checkout\n"
	    "Disallow: /admin\n"
	    "Disallow: /api/\n"
	    "Disallow: /*/account\n"
	    "Disallow: /*/checkout\n"
	    "Disallow: /*/organize\n"
	    "\n"
	    "Sitemap: %s/sitemap.xml\n", r->tools->site_url));
}
