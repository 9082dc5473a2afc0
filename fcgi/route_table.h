/* route_table.h: define `routes` and ROUTES_N from the table ROUTES; see route.h. */
#include "fcgi/route.h"

#define GET(path, handler, who)		{ WORD_GET, path, handler, NULL, who, #handler },
#define FIND(path, handler, input, who)	{ WORD_FIND, path, handler, &input, who, #handler },
#define POST(path, handler, input, who)	{ WORD_POST, path, handler, &input, who, #handler },
#define HOOK(path, handler, verify)	{ WORD_HOOK, path, handler, NULL, verify, #handler },
#define RETURN(path, handler, who)	{ WORD_RETURN, path, handler, NULL, who, #handler },
static const struct route routes[] = {
#include ROUTES
};
#undef GET
#undef FIND
#undef POST
#undef HOOK
#undef RETURN

#define ROUTES_N	(sizeof(routes) / sizeof(routes[0]))
