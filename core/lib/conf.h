/*
 * conf.h: settings, from a file (libinih), the environment and files of secrets.
 *
 *	[site]
 *	url = https://marquee.example
 *	MARQUEE_SITE_URL=https://…	the environment wins over the file
 *	[db]
 *	password_file = secrets/db	a SECRET is only ever the first line of a file;
 *	MARQUEE_DB_PASSWORD_FILE=…	which file, the environment may say too
 *
 * What may be set is a table (core/settings.def).  Anything else in the file, or in the
 * environment under the name of a section, is an error that says where.  So is a setting said
 * twice, a number that is none, a line that is neither.  " ;" begins a comment; lines do not continue.
 */
#ifndef CORE_LIB_CONF_H
#define CORE_LIB_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

#define CONF_FILE_MAX	((size_t)64 * 1024)
#define CONF_SECRET_MAX	((size_t)4096)

enum setting_kind {
	SETTING_TEXT,
	SETTING_PATH,	/* relative ones begin where the file lies; "" stays "" */
	SETTING_PLACES,	/* comma-separated sockets and host:port: paths among them as SETTING_PATH; host:port when there is a ':' */
	SETTING_INT,	/* 0 or more */
	SETTING_BOOL,	/* yes, no (true, false, on, off, 1, 0) */
	SETTING_SECRET	/* the setting is <key>_file, its value the file's first line */
};

struct setting {
	const char		*section, *key;
	enum setting_kind	 kind;
	const char		*value;		/* when nobody says otherwise, written as in the file */
	const char		*meaning;	/* one sentence, for `marquee settings` */
};

struct conf;

/*
 * Read the file, then the environment.  `path` NULL: nothing but defaults and environment.  NULL, with
 * one sentence in *err ("marquee.conf:12: there is no setting site.ulr"), when anything is wrong.
 */
struct conf *conf_load(struct arena *, const char *path, const struct setting *, size_t n,
    const char **err);

/* Where the file is: $MARQUEE_CONF, or marquee.conf below sysconfdir. */
const char *conf_path(void);

/*
 * What is set for "site.url".  A name that is not in the table, or of another
 * kind, is a programmer's mistake and aborts.
 */
const char *conf_text(const struct conf *, const char *name);	/* TEXT, PATH, PLACES; "" if empty */
int64_t conf_int(const struct conf *, const char *name);
bool conf_bool(const struct conf *, const char *name);

/* The same by section and key, for one of several: conf_int_of(conf, program->name, "workers"). */
const char *conf_text_of(const struct conf *, const char *section, const char *key);
int64_t conf_int_of(const struct conf *, const char *section, const char *key);
bool conf_bool_of(const struct conf *, const char *section, const char *key);

/* True when the table has it at all. */
bool conf_has(const struct conf *, const char *section, const char *key);

/*
 * A secret: read when first asked for (so that each program needs only its own), then kept.  "" when no
 * file is named; NULL, with a line in the log, when the file cannot be read, is empty, has a NUL, or everybody may read it.
 */
const char *conf_secret(const struct conf *, const char *name);
const char *conf_secret_of(const struct conf *, const char *section, const char *key);

/* The file of a secret, for who makes it; "" when none is named. */
const char *conf_secret_path(const struct conf *, const char *section, const char *key);

/* For `marquee settings`: the variable of a setting, and what it is set to ("[secret]" for those). */
char *conf_variable(struct arena *, const struct setting *);
const char *conf_show(const struct conf *, const struct setting *);

#endif
