/*
 * route_names.h: declare the handlers, forms and policies that the table ROUTES names; see
 * route.h.
 */
#include "fcgi/route.h"

#define GET(path, handler, who) \
	int handler(struct req *); \
	enum access who(struct req *);
#define FIND(path, handler, input, who) \
	GET(path, handler, who) \
	extern const struct form input;
#define POST(path, handler, input, who)	FIND(path, handler, input, who)
#define HOOK(path, handler, verify)	GET(path, handler, verify)
#define RETURN(path, handler, who)	GET(path, handler, who)
#include ROUTES
#undef GET
#undef FIND
#undef POST
#undef HOOK
#undef RETURN
#undef ROUTES
