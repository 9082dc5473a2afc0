/* public.c: what the pages of the public program share; see public.h. */
#include "handlers/public/public.h"

#include "core/lib/arena.h"
#include "core/lib/conf.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "fcgi/program.h"

#include <inttypes.h>
#include <string.h>

struct structured_site
public_site(struct req *r)
{
	bool		 first = strcmp(r->language, languages[0].tag) == 0;
	struct names	*site = templates_site(r->tools->templates);

	return (struct structured_site){
		.url = r->tools->site_url,
		.name = conf_text(r->conf, "site.name"),
		.media = names_get(site, "site.media"),
		.image = text(r->arena, "%s/img/social.png", names_get(site, "site.static")),
		.prefix = first ? "" : text(r->arena, "/%s", r->language),
		.language = r->language,
	};
}

void
public_structured(struct req *r, const char *json_html)
{
	page_html(r, "page.jsonld_html", json_html);
}

const char *
public_count(struct req *r, int64_t n)
{
	if (n >= LISTING_COUNTED)
		return text(r->arena, _("more than %d events"), LISTING_COUNTED);
	return text(r->arena, ngettext("%" PRId64 " event", "%" PRId64 " events", (unsigned long)n), n);
}
