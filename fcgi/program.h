/*
 * program.h: what makes a web program: its table, and the tools its workers hold.
 *
 * handlers/<name>/program.c defines `program`; fcgi/main.c is every program's main().
 */
#ifndef FCGI_PROGRAM_H
#define FCGI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct cache;
struct conf;
struct db;
struct keyring;
struct req;
struct route;
struct sphinxql;
struct templates;
struct tools;

struct program {
	const char		*name;		/* "public": its socket, log and templates are called so */
	const char		*templates;	/* another folder of templates; NULL: `name` */
	const struct route	*routes;
	size_t			 n;
	const char		*ring;		/* keys it needs besides PROGRAM_KEYS: "ticket"; NULL: none */
	bool			 readonly;	/* public: reads no cookie, writes nothing, gives everybody the same bytes */
	void			(*work)(struct tools *);	/* instead of routes: what a worker does; see worker.h */
};

extern const struct program program;

#define PROGRAM_KEYS	"web"	/* for CSRF proofs, notices, counters and what is kept in memcached */

/* What a worker keeps from one request to the next. */
struct tools {
	const struct program	*program;
	const struct conf	*conf;
	const char		*site_url;	/* "https://marquee.example", no slash at the end */
	struct arena		*arena;		/* lives as long as the process */
	struct templates	*templates;
	struct keyring		*keys;		/* the ring PROGRAM_KEYS */
	struct keyring		*ring;		/* the one program->ring names; NULL: none */
	const struct db_setup	*databases;
	struct db		*db;		/* after fork */
	struct cache		*cache;		/* after fork */
	struct sphinxql		*search;	/* after fork; NULL: there is none */
	void			(*routed)(struct req *);	/* told when the route is known; or NULL */
};

/*
 * Before the fork: check the table, parse the templates, read the keys.  False, and a
 * sentence in malloc'ed *error, when the program must not start.
 */
bool tools_open(struct tools *, const struct program *, const struct conf *, char **error);

/* After the fork: this worker's own database and cache; nothing is connected before it is needed. */
void tools_connect(struct tools *);
void tools_close(struct tools *);

#endif
