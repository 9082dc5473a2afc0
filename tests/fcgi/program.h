/* program.h: a program made up for the tests of this folder; its rows are routes.def. */
#ifndef TESTS_FCGI_PROGRAM_H
#define TESTS_FCGI_PROGRAM_H

#include <math.h>

#include "core/lib/money.h"
#include "fcgi/form.h"
#include "fcgi/page.h"
#include "fcgi/program.h"
#include "fcgi/route.h"

#define ROUTES "tests/fcgi/routes.def"
#include "fcgi/route_names.h"

/* The same rows twice: a program that knows who asks, and one that is the same for everybody. */
extern const struct program personal, shared;

/* What comes in rows. */
struct edit_part {
	const char	*name;		/* 1 to 10 */
	int64_t		 quantity;	/* 1 to 10; may be left out, as all below */
	bool		 here;
	const char	*currency;
	struct money	 price;
};

/* Every kind of field. */
struct edit_input {
	const char	*title;		/* 1 to 20 */
	const char	*about;		/* 0 to 100, many lines */
	const char	*password;	/* 8 to 256 bytes; may be left out */
	int64_t		 venue;		/* may be left out, as all below */
	int64_t		 quantity;	/* 1 to 10 */
	double		 latitude;
	const char	*currency;
	struct money	 price;
	const char	*starts;
	const char	*day;
	const char	*zone;
	const char	*site;
	const char	*email;
	const char	*phone;
	const char	*category;
	bool		 agreed;
	const char	*handle;	/* 3 to 20 */
	const struct edit_part *parts;	/* at most 3 */
	size_t		 parts_n;
	const char	*aside;
};
extern struct edit_input edited;	/* what edit_post got last, with its text */
extern int edits;			/* how often */

struct upload_input {
	const char	*title;
	struct upload	 cover;
};
extern struct upload uploaded;

struct find_input {
	const char	*q;
	const char	*category;
	int64_t		 page;
};

/* How often page_kept's fill ran, and the version it is told to show. */
extern int fills;
extern int64_t version;

#endif
