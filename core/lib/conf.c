/* conf.c: settings from a file, the environment and files of secrets; see conf.h. */
#include "core/lib/conf.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ini.h>

#include "core/lib/crypto.h"
#include "core/lib/log.h"
#include "core/lib/str.h"

#define LINE_LENGTH	4096
#define PREFIX		"MARQUEE_"
#define FILE_SUFFIX	"_file"

/* What one setting is set to. */
struct value {
	const char	*text;		/* as it will be asked for */
	int64_t		 number;	/* INT and BOOL */
	const char	*where;		/* who said it: "marquee.conf:12"; NULL: the default */
	const char	*secret;	/* once it was read */
};

struct conf {
	struct arena		*arena;
	const char		*dir;		/* where relative paths begin */
	const struct setting	*settings;
	struct value		*values;	/* one each */
	size_t			 n;
};

/* --- the table ------------------------------------------------------------------------- */

/* True when the setting is called so in a file: secrets have "_file" behind their name. */
static bool
is_called(const struct setting *s, const char *key)
{
	size_t len = strlen(s->key);

	if (s->kind != SETTING_SECRET)
		return strcmp(s->key, key) == 0;
	return strncmp(s->key, key, len) == 0 && strcmp(key + len, FILE_SUFFIX) == 0;
}

static size_t
find_written(const struct conf *c, const char *section, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->settings[i].section, section) == 0 && is_called(&c->settings[i], key))
			return i;
	return c->n;
}

static size_t
find(const struct conf *c, const char *section, size_t section_len, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (strncmp(c->settings[i].section, section, section_len) == 0 &&
		    c->settings[i].section[section_len] == '\0' && strcmp(c->settings[i].key, key) == 0)
			return i;
	return c->n;
}

char *
conf_variable(struct arena *a, const struct setting *s)
{
	char *name = text(a, PREFIX "%s_%s%s", s->section, s->key, s->kind == SETTING_SECRET ? FILE_SUFFIX : "");

	for (char *at = name; *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	return name;
}

/* --- one value --------------------------------------------------------------------------- */

/* A path that begins where the configuration file lies, unless it is absolute or empty. */
static const char *
resolve(const struct conf *c, const char *path)
{
	if (*path == '/' || *path == '\0')
		return path;
	return text(c->arena, "%s/%s", c->dir, path);
}

/* The same for each of several, of which those with a ':' are hosts and no paths. */
static const char *
resolve_places(const struct conf *c, const char *list)
{
	struct str *out = str_new(c->arena);

	for (size_t len; *list != '\0'; list += len + (list[len] == ',')) {
		const char *one;

		list += strspn(list, " ");
		len = strcspn(list, ",");
		one = arena_copy_n(c->arena, list, len);
		if (*one == '\0')
			continue;
		if (out->len > 0)
			str_addc(out, ',');
		str_add(out, strchr(one, ':') != NULL ? one : resolve(c, one));
	}
	return out->text;
}

static bool
parse_int(const char *s, int64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoll(s, &end, 10);
	return *s >= '0' && *s <= '9' && *end == '\0' && errno == 0;
}

static bool
parse_bool(const char *s, int64_t *number)
{
	static const char *const words[] = { "no", "yes", "false", "true", "off", "on", "0", "1" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], s) == 0) {
			*number = (int64_t)i % 2;
			return true;
		}
	return false;
}

/* Take what was written; false when it does not mean anything. */
static bool
take(struct conf *c, size_t i, const char *written)
{
	struct value *v = &c->values[i];

	v->text = arena_copy(c->arena, written);
	switch (c->settings[i].kind) {
	case SETTING_TEXT:
		return true;
	case SETTING_PATH:
	case SETTING_SECRET:
		v->text = resolve(c, v->text);
		return true;
	case SETTING_PLACES:
		v->text = resolve_places(c, v->text);
		return true;
	case SETTING_INT:
		return parse_int(written, &v->number);
	case SETTING_BOOL:
		return parse_bool(written, &v->number);
	}
	return false;
}

static const char *
expected(enum setting_kind kind)
{
	return kind == SETTING_INT ? "a whole number, 0 or more" : "yes or no";
}

/* --- the file ------------------------------------------------------------------------------ */

/* A file being read, line by line, and the first thing that is wrong with it. */
struct reading {
	struct conf	*conf;
	const char	*path;
	const char	*at, *end;
	int		 line;
	const char	*wrong;
	int		 wrong_line;
};

static void
complain(struct reading *r, const char *sentence)
{
	if (r->wrong != NULL)
		return;
	r->wrong = sentence;
	r->wrong_line = r->line;
}

/* inih's fgets(). */
static char *
next_line(char *to, int size, void *stream)
{
	struct reading	*r = stream;
	const char	*newline;
	size_t		 len;

	if (r->at == r->end)
		return NULL;
	r->line++;
	newline = memchr(r->at, '\n', (size_t)(r->end - r->at));
	len = newline == NULL ? (size_t)(r->end - r->at) : (size_t)(newline - r->at) + 1;
	if (len >= (size_t)size) {
		complain(r, "the line is too long");
		r->at = r->end;
		return NULL;
	}
	memcpy(to, r->at, len);
	to[len] = '\0';
	r->at += len;
	return to;
}

/* inih found a setting.  Mistakes are noted, so that inih itself only returns those of grammar. */
static int
found(void *what, const char *section, const char *key, const char *value)
{
	struct reading	*r = what;
	struct conf	*c = r->conf;
	size_t		 i = find_written(c, section, key);

	if (i == c->n && find(c, section, strlen(section), key) < c->n)
		complain(r, text(c->arena, "secrets are not written here; say in which file it is: %s_file", key));
	else if (i == c->n)
		complain(r, text(c->arena, "there is no setting %s in [%s]", key, section));
	else if (c->values[i].where != NULL)
		complain(r, text(c->arena, "%s was set before, at %s", key, c->values[i].where));
	else if (!take(c, i, value))
		complain(r, text(c->arena, "%s should be %s", key, expected(c->settings[i].kind)));
	else
		c->values[i].where = text(c->arena, "%s:%d", r->path, r->line);
	return 1;
}

/* The whole file in the arena; what is wrong with it, or NULL. */
static const char *
read_whole(struct arena *a, const char *path, size_t max, char **to, size_t *len)
{
	int		 fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat	 st;
	ssize_t		 n = 0;
	const char	*wrong = NULL;

	*to = arena_alloc(a, max + 2);
	*len = 0;
	if (fd < 0)
		return strerror(errno);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		wrong = "is not a file";
	else
		while (*len <= max && (n = read(fd, *to + *len, max + 1 - *len)) > 0)
			*len += (size_t)n;
	if (n < 0)
		wrong = strerror(errno);
	close(fd);
	(*to)[*len] = '\0';
	return wrong != NULL ? wrong : *len > max ? "is too long" : NULL;
}

static const char *
parse_file(struct conf *c, const char *path, const char *bytes, size_t len)
{
	struct reading	r = { .conf = c, .path = path, .at = bytes, .end = bytes + len };
	int		grammar;

	if (memchr(bytes, '\0', len) != NULL)
		return text(c->arena, "%s: has a NUL in it", path);
	ini_allow_multiline = false;
	ini_max_line = ini_initial_alloc = LINE_LENGTH;
	ini_use_stack = false;
	grammar = ini_parse_stream(next_line, &r, found, &r);
	if (grammar > 0 && (r.wrong == NULL || grammar < r.wrong_line)) {
		r.wrong = "this is neither [section] nor key = value";
		r.wrong_line = grammar;
	}
	return r.wrong == NULL ? NULL : text(c->arena, "%s:%d: %s", path, r.wrong_line, r.wrong);
}

static const char *
load_file(struct conf *c, const char *path)
{
	char		*bytes, *slash, *dir;
	size_t		 len;
	const char	*wrong = read_whole(c->arena, path, CONF_FILE_MAX, &bytes, &len);

	if (wrong != NULL)
		return text(c->arena, "%s: %s", path, wrong);
	dir = arena_copy(c->arena, path);
	if ((slash = strrchr(dir, '/')) == NULL)
		dir = text(c->arena, ".");
	else
		slash[slash == dir] = '\0';	/* "/marquee.conf" lies in "/" */
	if ((dir = realpath(dir, NULL)) == NULL)
		return text(c->arena, "%s: %s", path, strerror(errno));
	c->dir = arena_copy(c->arena, dir);
	free(dir);
	return parse_file(c, path, bytes, len);
}

/* --- the environment -------------------------------------------------------------------------- */

/* True when a variable's name begins as those of this section do. */
static bool
is_of_section(const char *variable, const char *section)
{
	size_t len = strlen(section);

	return strncmp(variable, PREFIX, strlen(PREFIX)) == 0 &&
	    strncasecmp(variable + strlen(PREFIX), section, len) == 0 &&
	    variable[strlen(PREFIX) + len] == '_';
}

static const char *
take_variable(struct conf *c, const char *name, const char *value)
{
	bool ours = false;

	for (size_t i = 0; i < c->n; i++) {
		ours |= is_of_section(name, c->settings[i].section);
		if (strcmp(conf_variable(c->arena, &c->settings[i]), name) != 0)
			continue;
		c->values[i].where = "the environment";
		if (take(c, i, value))
			return NULL;
		return text(c->arena, "%s in the environment should be %s", name, expected(c->settings[i].kind));
	}
	return ours ? text(c->arena, "%s in the environment: there is no such setting", name) : NULL;
}

static const char *
load_environment(struct conf *c)
{
	const char *wrong = NULL, *equals;

	for (char **at = environ; *at != NULL && wrong == NULL; at++)
		if (strncmp(*at, PREFIX, strlen(PREFIX)) == 0 && (equals = strchr(*at, '=')) != NULL)
			wrong = take_variable(c, arena_copy_n(c->arena, *at, (size_t)(equals - *at)), equals + 1);
	return wrong;
}

/* --- all of it ---------------------------------------------------------------------------------- */

/* Defaults are a programmer's, so one that means nothing is a programmer's mistake. */
static void
load_defaults(struct conf *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->values[i].where == NULL && !take(c, i, c->settings[i].value))
			abort();
}

struct conf *
conf_load(struct arena *a, const char *path, const struct setting *settings, size_t n, const char **err)
{
	struct conf	*c = make(a, struct conf);
	char		*here;

	c->arena = a;
	c->settings = settings;
	c->n = n;
	c->values = make_array(a, struct value, n);
	here = getcwd(NULL, 0);
	c->dir = arena_copy(a, here == NULL ? "." : here);
	free(here);
	*err = path == NULL ? NULL : load_file(c, path);
	if (*err == NULL)
		*err = load_environment(c);
	if (*err != NULL)
		return NULL;
	load_defaults(c);
	return c;
}

const char *
conf_path(void)
{
	const char *said = getenv(PREFIX "CONF");

	return said == NULL || *said == '\0' ? MARQUEE_SYSCONFDIR "/marquee.conf" : said;
}

/* --- asking ---------------------------------------------------------------------------------------- */

/* The setting's number; aborts unless its kind is one of those in the mask. */
static size_t
must_find(const struct conf *c, const char *section, size_t len, const char *key, unsigned kinds)
{
	size_t i = find(c, section, len, key);

	if (i < c->n && (kinds & 1u << c->settings[i].kind) != 0)
		return i;
	log_line(LOG_ERROR, i == c->n ? "asked for a setting that does not exist" :
	    "asked for a setting as what it is not", LOG_TEXT("section", section), LOG_TEXT("key", key), LOG_END);
	abort();
}

#define TEXTS	(1u << SETTING_TEXT | 1u << SETTING_PATH | 1u << SETTING_PLACES)
#define INTS	(1u << SETTING_INT)
#define BOOLS	(1u << SETTING_BOOL)
#define SECRETS	(1u << SETTING_SECRET)

/* "site.url" in its two halves. */
static size_t
must_find_name(const struct conf *c, const char *name, unsigned kinds)
{
	size_t len = strcspn(name, ".");

	return must_find(c, name, len, name[len] == '.' ? name + len + 1 : "", kinds);
}

const char *
conf_text(const struct conf *c, const char *name)
{
	return c->values[must_find_name(c, name, TEXTS)].text;
}

int64_t
conf_int(const struct conf *c, const char *name)
{
	return c->values[must_find_name(c, name, INTS)].number;
}

bool
conf_bool(const struct conf *c, const char *name)
{
	return c->values[must_find_name(c, name, BOOLS)].number != 0;
}

const char *
conf_text_of(const struct conf *c, const char *section, const char *key)
{
	return c->values[must_find(c, section, strlen(section), key, TEXTS)].text;
}

int64_t
conf_int_of(const struct conf *c, const char *section, const char *key)
{
	return c->values[must_find(c, section, strlen(section), key, INTS)].number;
}

bool
conf_bool_of(const struct conf *c, const char *section, const char *key)
{
	return c->values[must_find(c, section, strlen(section), key, BOOLS)].number != 0;
}

bool
conf_has(const struct conf *c, const char *section, const char *key)
{
	return find(c, section, strlen(section), key) < c->n;
}

/* --- secrets ------------------------------------------------------------------------------------------ */

static void
forget_secret(void *secret)
{
	crypto_forget(secret, strlen(secret));
}

/* The first line of a file that not everybody may read; NULL, and *wrong says why not. */
static char *
read_secret(struct arena *a, const char *path, const char **wrong)
{
	struct stat	 st;
	char		*line = NULL;
	size_t		 len;

	if ((*wrong = read_whole(a, path, CONF_SECRET_MAX, &line, &len)) != NULL)
		return NULL;
	arena_defer(a, forget_secret, line);
	if (stat(path, &st) < 0 || (st.st_mode & S_IRWXO) != 0)
		*wrong = "may be read by everybody";
	else if (strlen(line) != len)
		*wrong = "has a NUL in it";
	line[strcspn(line, "\r\n")] = '\0';
	if (*wrong == NULL && *line == '\0')
		*wrong = "has nothing in its first line";
	return *wrong == NULL ? line : NULL;
}

static const char *
secret_at(const struct conf *c, size_t i)
{
	struct value	*v = &c->values[i];
	const char	*wrong;

	if (v->secret != NULL || *v->text == '\0')
		return v->secret != NULL ? v->secret : "";
	if ((v->secret = read_secret(c->arena, v->text, &wrong)) == NULL)
		log_line(LOG_ERROR, "cannot read a secret", LOG_TEXT("section", c->settings[i].section),
		    LOG_TEXT("key", c->settings[i].key), LOG_TEXT("file", v->text), LOG_TEXT("why", wrong), LOG_END);
	return v->secret;
}

const char *
conf_secret(const struct conf *c, const char *name)
{
	return secret_at(c, must_find_name(c, name, SECRETS));
}

const char *
conf_secret_of(const struct conf *c, const char *section, const char *key)
{
	return secret_at(c, must_find(c, section, strlen(section), key, SECRETS));
}

const char *
conf_secret_path(const struct conf *c, const char *section, const char *key)
{
	return c->values[must_find(c, section, strlen(section), key, SECRETS)].text;
}

const char *
conf_show(const struct conf *c, const struct setting *s)
{
	const struct value *v = &c->values[s - c->settings];

	return s->kind == SETTING_SECRET && *v->text != '\0' ? "[secret]" : v->text;
}
