/* program.c: a web program's tools: opened before the fork, connected after it; see program.h. */
#include "fcgi/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lib/arena.h"
#include "core/lib/cache.h"
#include "core/lib/clock.h"
#include "core/lib/conf.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/sphinxql.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "fcgi/route.h"
#include "sql/statements.h"

/* --- the site's names --------------------------------------------------- */

/* "/static/3f9a…": the hash that `make install` left beside the files is part of every address. */
static const char *
static_address(const struct tools *t)
{
	char	 hash[32] = "0";
	char	*path = text(t->arena, "%s/../static.hash", conf_text(t->conf, "paths.static"));
	FILE	*f = fopen(path, "re");

	if (f != NULL) {
		if (fscanf(f, "%31[0-9a-f]", hash) != 1)
			strcpy(hash, "0");
		fclose(f);
	}
	return text(t->arena, "%s/%s", conf_text(t->conf, "site.static"), hash);
}

static void
name_site(const struct tools *t)
{
	struct names *site = templates_site(t->templates);

	names_set(site, "site.url", t->site_url);
	names_set(site, "site.name", conf_text(t->conf, "site.name"));
	names_set(site, "site.contact", conf_text(t->conf, "site.contact"));
	names_set(site, "site.operator", conf_text(t->conf, "site.operator"));
	names_set(site, "site.static", static_address(t));
	names_set(site, "site.media", conf_text(t->conf, "site.media"));
}

/* --- databases ---------------------------------------------------------- */

/* "marquee_{program}" for this one: "marquee_public". */
static const char *
user_of(const struct tools *t)
{
	const char	*own = conf_text_of(t->conf, t->program->name, "db_user");
	const char	*user = *own != '\0' ? own : conf_text(t->conf, "db.user");
	const char	*mark = strstr(user, "{program}");

	if (mark == NULL)
		return user;
	return text(t->arena, "%.*s%s%s", (int)(mark - user), user, t->program->name,
	    mark + strlen("{program}"));
}

/* NULL when there is a file for it that cannot be read; the log says why. */
static const char *
password_of(const struct tools *t)
{
	const char *own = conf_secret_of(t->conf, t->program->name, "db_password");

	return own == NULL || *own != '\0' ? own : conf_secret(t->conf, "db.password");
}

static const char *
find_databases(struct tools *t)
{
	struct db_setup	*setup = make(t->arena, struct db_setup);
	const char	*why = NULL;

	setup->places = places_load(t->arena, conf_text(t->conf, "db.placement"), &why);
	if (setup->places == NULL)
		return why;
	setup->user = user_of(t);
	setup->password = password_of(t);
	if (setup->password == NULL)
		return "the password for the databases cannot be read";
	setup->statements = statements;
	setup->n_statements = N_STATEMENTS;
	setup->patience = (double)conf_int(t->conf, "db.patience_ms") / 1000;
	t->databases = setup;
	return NULL;
}

/* --- opening and closing ------------------------------------------------ */

static const char *
open_all(struct tools *t, char **error)
{
	const char *const	 folders[] = { t->program->templates == NULL ? t->program->name :
				    t->program->templates, NULL };
	const char		*why = routes_wrong(t->arena, t->program);

	if (why != NULL)
		return why;
	if (!words_open(conf_text(t->conf, "paths.words")))
		return "the locale C.UTF-8 is missing: without it nothing can be translated";
	for (size_t i = 0; i < languages_n; i++)
		clock_prepare(languages[i].tag);	/* ICU's tables, shared by the workers */
	t->keys = keyring_load(t->arena, conf_text(t->conf, "paths.secrets"), PROGRAM_KEYS, &why);
	if (t->keys == NULL || (why = find_databases(t)) != NULL)
		return why;
	if (t->program->ring != NULL && (t->ring = keyring_load(t->arena,
	    conf_text(t->conf, "paths.secrets"), t->program->ring, &why)) == NULL)
		return why;
	t->site_url = conf_text(t->conf, "site.url");
	t->templates = templates_open(conf_text(t->conf, "paths.templates"), folders, error);
	if (t->templates == NULL)
		return *error;
	name_site(t);
	return NULL;
}

bool
tools_open(struct tools *t, const struct program *p, const struct conf *conf, char **error)
{
	const char *why;

	*t = (struct tools){ .program = p, .conf = conf, .arena = arena_new() };
	*error = NULL;
	why = open_all(t, error);
	if (why != NULL && *error == NULL)
		*error = strdup(why);
	return why == NULL;
}

void
tools_connect(struct tools *t)
{
	t->db = db_new(t->databases);
	t->cache = cache_new(conf_text(t->conf, "cache.servers"), t->keys);
	if (*conf_text(t->conf, "search.socket") != '\0')
		t->search = sphinxql_new(conf_text(t->conf, "search.socket"));
}

void
tools_close(struct tools *t)
{
	if (t->db != NULL)
		db_free(t->db);
	if (t->cache != NULL)
		cache_free(t->cache);
	if (t->search != NULL)
		sphinxql_free(t->search);
	templates_free(t->templates);
	arena_free(t->arena);
	*t = (struct tools){ 0 };
}
