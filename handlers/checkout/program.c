/* program.c: the checkout program: what visitors take, from the hold to the ticket. */
#include "handlers/checkout/checkout.h"

#include "core/domain/order.h"
#include "fcgi/program.h"

#define ROUTES "handlers/checkout/routes.def"
#include "fcgi/route_table.h"

const struct program program = {
	.name = "checkout",
	.routes = routes,
	.n = ROUTES_N,
	.ring = ORDER_RING,
};
