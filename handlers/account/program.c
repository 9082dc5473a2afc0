/* program.c: the account program: signing in, and what belongs to a person. */
#include "handlers/account/account.h"

#include "core/domain/order.h"
#include "fcgi/program.h"

#define ROUTES "handlers/account/routes.def"
#include "fcgi/route_table.h"

const struct program program = {
	.name = "account",
	.ring = ORDER_RING,
	.routes = routes,
	.n = ROUTES_N,
};
