/* program.c: the organizer program: making events and looking after them. */
#include "handlers/organizer/organizer.h"

#include "core/domain/order.h"
#include "fcgi/program.h"

#define ROUTES "handlers/organizer/routes.def"
#include "fcgi/route_table.h"

const struct program program = {
	.name = "organizer",
	.routes = routes,
	.n = ROUTES_N,
	.ring = ORDER_RING,
};
