/*
 * route.h: the table of what a program answers, and the dispatcher that reads it.
 *
 * A program's table is its routes.def, one row per address:
 *
 *	GET(path, handler, who)		a page; HEAD is the same without the body
 *	FIND(path, handler, form, who)	a page with filters: a bad one is dropped with a sentence,
 *					and search engines keep away
 *	POST(path, handler, form, who)	a change: origin and CSRF proof are checked
 *	HOOK(path, handler, verify)	a change somebody's server asks for: `verify` checks its
 *					signature on the raw body
 *	RETURN(path, handler, who)	a buyer coming back: a GET that may settle one order
 *
 * `{name}` in a path stands for one segment.  A literal segment wins over a name.
 * There is no row without `who`: it would not compile.
 *
 * A program's header declares what its table names, and its program.c defines the table:
 *
 *	#define ROUTES "handlers/public/routes.def"
 *	#include "fcgi/route_names.h"		in public.h; "fcgi/route_table.h" in program.c
 */
#ifndef FCGI_ROUTE_H
#define FCGI_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "fcgi/form.h"
#include "fcgi/req.h"

/* What a policy says.  0 is the answer of a policy that forgot to answer. */
enum access {
	ACCESS_HIDDEN,		/* 404: not even whether it exists */
	ACCESS_OPEN,		/* come in */
	ACCESS_SIGN_IN,		/* to the sign-in page, and back */
	ACCESS_CONFIRM,		/* who are you, again: the password page, and back */
	ACCESS_FORBIDDEN	/* 403: it is there, and not for you */
};

/* The policies every program has. */
enum access anyone(struct req *);
enum access signed_in(struct req *);
enum access signed_in_12h(struct req *);	/* and proved it lately: organizer and admin acts */
enum access signed_in_10min(struct req *);	/* just now: money, export, e-mail, second factor */

#define ANYONE		anyone
#define SIGNED_IN	signed_in
#define SIGNED_IN_12H	signed_in_12h
#define SIGNED_IN_10MIN	signed_in_10min

enum word { WORD_GET, WORD_FIND, WORD_POST, WORD_HOOK, WORD_RETURN };

struct route {
	enum word		 word;
	const char		*path;		/* "/e/{event}" */
	int			(*handler)(struct req *);
	const struct form	*form;		/* NULL: none */
	enum access		(*who)(struct req *);
	const char		*name;		/* of the handler, for logs */
};

struct program;

/* Answer the request, whatever it is: r->reply is filled when this returns. */
void route_request(struct req *);

/*
 * What is wrong with a table, or NULL: no policy, no handler, a path that is not
 * canonical, the same address twice, a FIND or POST without a form. For main.c and tests.
 */
const char *routes_wrong(struct arena *, const struct program *);

#endif
