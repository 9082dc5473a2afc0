/*
 * template.c: ClearSilver, its only user; see template.h.
 *
 * A template is parsed once and its CSPARSE kept; for each page its `hdf` is
 * pointed at that page's names and back again, and `global_hdf` at the site's.
 * Config.VarEscapeMode is read by cs_init alone, so it stands in the HDF that
 * one is given; hdf.loadpaths is read from it while parsing.
 */
#include "core/lib/template.h"

#include <assert.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ClearSilver.h>

#include "core/lib/log.h"
#include "core/lib/str.h"

#define NAME_MAX_LEN	200	/* PITFALLS: ClearSilver cuts paths at 256 */

struct template {
	char	*name;		/* "public/event" */
	CSPARSE	*parse;
};

struct templates {
	HDF		*settings;	/* what cs_init and the parser look at */
	HDF		*plain;		/* the same for text, which is not escaped */
	struct names	*site;
	struct template	*at;
	size_t		 n;
};

/* A node of an HDF. */
struct names {
	struct arena	*arena;		/* NULL: the site's, which live on */
	HDF		*hdf;
	int		 added;		/* number of the next child; 0: not known yet */
};

/* --- errors ------------------------------------------------------------- */

/* Consume an error: true if there was one, and *why then says what, malloc'ed. */
static bool
failed(NEOERR *err, char **why)
{
	STRING	words;

	if (err == STATUS_OK)
		return false;
	string_init(&words);
	nerr_error_string(err, &words);
	*why = strdup(words.buf != NULL ? words.buf : "template error");
	string_clear(&words);
	nerr_ignore(&err);
	return true;
}

/* For what fails only when memory does: go, and let the supervisor start another. */
static void
must(NEOERR *err)
{
	char	*why;

	if (!failed(err, &why))
		return;
	log_line(LOG_ERROR, "template tree", LOG_TEXT("why", why), LOG_END);
	exit(71);	/* EX_OSERR */
}

static void *
must_have(void *p)
{
	if (p == NULL)
		must(nerr_raise(NERR_NOMEM, "no memory for a template"));
	return p;
}

/* printf into malloc'ed text. */
__attribute__((format(printf, 1, 2)))
static char *
sentence(const char *fmt, ...)
{
	va_list	 args;
	char	*to;

	va_start(args, fmt);
	must_have(vasprintf(&to, fmt, args) < 0 ? NULL : to);
	va_end(args);
	return to;
}

/* --- functions templates can call --------------------------------------- */

static NEOERR *
html_escape(const char *in, char **out)
{
	return nerr_pass(neos_html_escape(in, (int)strlen(in), out));
}

static NEOERR *
js_escape(const char *in, char **out)
{
	return nerr_pass(neos_js_escape(in, out));
}

/*
 * One component of an address: all but RFC 3986's unreserved.  (ClearSilver's own makes a space
 * a '+'.)
 */
static NEOERR *
url_escape(const char *in, char **out)
{
	static const char	 hex[] = "0123456789ABCDEF";
	char			*to = malloc(strlen(in) * 3 + 1);

	if ((*out = to) == NULL)
		return nerr_raise(NERR_NOMEM, "no memory to escape");
	for (; *in != '\0'; in++) {
		unsigned char c = (unsigned char)*in;

		if (c < 0x80 && (isalnum(c) || strchr("-._~", c) != NULL)) {
			*to++ = (char)c;
			continue;
		}
		*to++ = '%';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15];
	}
	*to = '\0';
	return STATUS_OK;
}

static const struct function {
	char		name[12];
	CSSTRFUNC	fn;
} functions[] = {
	{ "html_escape",	html_escape	},
	{ "js_escape",		js_escape	},
	{ "url_escape",		url_escape	},
};

/* --- parsing, at start -------------------------------------------------- */

/* "mail/letter_text": plain text, for mail. */
static bool
is_plain(const char *name)
{
	size_t len = strlen(name);

	return len > 5 && strcmp(name + len - 5, "_text") == 0;
}

static NEOERR *
parse_file(struct templates *t, struct template *one, const char *file)
{
	NEOERR	*err = cs_init(&one->parse, is_plain(one->name) ? t->plain : t->settings);

	if (err != STATUS_OK)
		return nerr_pass(err);
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		char name[sizeof(functions[i].name)];	/* it takes a char *, and copies it */

		memcpy(name, functions[i].name, sizeof(name));
		if ((err = cs_register_esc_strfunc(one->parse, name, functions[i].fn)) != STATUS_OK)
			return nerr_pass(err);
	}
	one->parse->global_hdf = t->site->hdf;
	return nerr_pass(cs_parse_file(one->parse, file));
}

/* Take in <folder>/<file>; false, and *error, when it does not parse. */
static bool
parse_one(struct templates *t, const char *folder, const char *file, char **error)
{
	char		 path[NAME_MAX_LEN + 1];
	struct template	*one;
	char		*why;
	int		 len = snprintf(path, sizeof(path), "%s%s%s", folder,
	    *folder == '\0' ? "" : "/", file);

	if (len < 0 || (size_t)len >= sizeof(path)) {
		*error = sentence("%s: its name is too long", file);
		return false;
	}
	t->at = must_have(realloc(t->at, (t->n + 1) * sizeof(*t->at)));
	one = &t->at[t->n++];
	one->parse = NULL;
	one->name = must_have(strndup(path, (size_t)len - strlen(".cs")));
	if (!failed(parse_file(t, one, path), &why))
		return true;
	/* What it includes may be what is broken; `why` names that. */
	*error = sentence("%s: %s", path, why);
	free(why);
	return false;
}

static int
is_template(const struct dirent *e)
{
	size_t len = strlen(e->d_name);

	return e->d_name[0] != '.' && len > 3 && strcmp(e->d_name + len - 3, ".cs") == 0;
}

static bool
parse_folder(struct templates *t, const char *dir, const char *folder, char **error)
{
	char		  path[4096];
	struct dirent	**found;
	int		  n;
	bool		  good = true;

	snprintf(path, sizeof(path), "%s/%s", dir, folder);
	n = scandir(path, &found, is_template, alphasort);
	if (n < 0 && errno == ENOENT && *folder != '\0')
		return true;	/* a program that has no pages of its own */
	if (n < 0) {
		*error = sentence("%s: %s", path, strerror(errno));
		return false;
	}
	for (int i = 0; i < n; i++) {
		good = good && parse_one(t, folder, found[i]->d_name, error);
		free(found[i]);
	}
	free(found);
	return good;
}

static struct names *
site_names(void)
{
	struct names *site = must_have(calloc(1, sizeof(*site)));

	must(hdf_init(&site->hdf));
	return site;
}

static HDF *
settings_new(const char *dir, const char *escape)
{
	HDF *hdf;

	must(hdf_init(&hdf));
	must(hdf_set_value(hdf, "Config.VarEscapeMode", escape));
	must(hdf_set_value(hdf, "hdf.loadpaths.0", dir));
	return hdf;
}

struct templates *
templates_open(const char *dir, const char *const *folders, char **error)
{
	struct templates	*t = must_have(calloc(1, sizeof(*t)));
	bool			 good;

	must(nerr_init());
	t->settings = settings_new(dir, "html");
	t->plain = settings_new(dir, "none");
	t->site = site_names();

	*error = NULL;
	good = parse_folder(t, dir, "", error);
	for (; good && *folders != NULL; folders++)
		good = parse_folder(t, dir, *folders, error);
	if (good && t->n == 0) {
		*error = sentence("%s: no templates", dir);
		good = false;
	}
	if (good)
		return t;
	templates_free(t);
	return NULL;
}

void
templates_free(struct templates *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n; i++) {
		cs_destroy(&t->at[i].parse);
		free(t->at[i].name);
	}
	free(t->at);
	hdf_destroy(&t->site->hdf);
	free(t->site);
	hdf_destroy(&t->settings);
	hdf_destroy(&t->plain);
	free(t);
}

struct names *
templates_site(struct templates *t)
{
	return t->site;
}

/* --- rendering ---------------------------------------------------------- */

static struct template *
find(const struct templates *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->at[i].name, name) == 0)
			return &t->at[i];
	return NULL;
}

bool
template_exists(const struct templates *t, const char *name)
{
	return find(t, name) != NULL;
}

static NEOERR *
append(void *to, char *more)
{
	str_add(to, more);
	return STATUS_OK;
}

char *
template_render(struct templates *t, struct arena *a, const char *name, struct names *names,
    size_t *len)
{
	struct template	*one = find(t, name);
	struct str	*out = str_new(a);
	char		*why;
	bool		 half;

	if (one == NULL) {
		log_line(LOG_ERROR, "no such template", LOG_TEXT("template", name), LOG_END);
		abort();
	}
	one->parse->hdf = names->hdf;
	half = failed(cs_render(one->parse, out, append), &why);
	one->parse->hdf = t->settings;
	if (half) {
		log_line(LOG_ERROR, "template failed", LOG_TEXT("template", name),
		    LOG_TEXT("why", why), LOG_END);
		free(why);
		return NULL;
	}
	*len = out->len;
	return out->text;
}

/* --- names -------------------------------------------------------------- */

static void
release(void *what)
{
	HDF *hdf = what;

	hdf_destroy(&hdf);
}

static struct names *
names_of(struct arena *a, HDF *hdf)
{
	struct names *n = make(a, struct names);

	n->arena = a;
	n->hdf = hdf;
	return n;
}

struct names *
names_new(struct arena *a)
{
	HDF *hdf;

	must(hdf_init(&hdf));
	arena_defer(a, release, hdf);
	return names_of(a, hdf);
}

/* A name is a programmer's promise; a user's text must never become one (E01). */
static void
check_name(const char *name)
{
	for (const char *s = name; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && *s != '_' && *s != '.') {
			log_line(LOG_ERROR, "not a name for a template",
			    LOG_TEXT("name", name), LOG_END);
			abort();
		}
}

void
names_set(struct names *n, const char *name, const char *value)
{
	check_name(name);
	if (value != NULL)
		must(hdf_set_value(n->hdf, name, value));
}

const char *
names_get(struct names *n, const char *name)
{
	check_name(name);
	return hdf_get_value(n->hdf, name, "");
}

struct names *
names_at(struct names *n, const char *name)
{
	HDF *node;

	check_name(name);
	assert(n->arena != NULL);
	must(hdf_get_node(n->hdf, name, &node));
	return names_of(n->arena, node);
}

/* One more than the number of the last child. */
static int
next_number(HDF *list)
{
	int next = 0;

	for (HDF *child = hdf_obj_child(list); child != NULL; child = hdf_obj_next(child))
		next = atoi(hdf_obj_name(child)) + 1;
	return next;
}

bool
names_read(struct names *n, const char *words)
{
	char	*why;
	bool	 wrong = failed(hdf_read_string(n->hdf, words), &why);

	if (wrong)
		free(why);
	return !wrong;
}

struct names *
names_add(struct names *list)
{
	char name[16];

	if (list->added == 0)
		list->added = next_number(list->hdf);
	snprintf(name, sizeof(name), "%d", list->added++);
	return names_at(list, name);
}
