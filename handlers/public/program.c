/* program.c: the public program: pages anyone may see. */
#include "handlers/public/public.h"

#include "fcgi/program.h"

#define ROUTES "handlers/public/routes.def"
#include "fcgi/route_table.h"

const struct program program = {
	.name = "public",
	.routes = routes,
	.n = ROUTES_N,
	.readonly = true,
};
