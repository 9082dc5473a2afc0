/*
 * program.c: the health program: is this machine alive, is it ready, and its numbers.
 *
 * A program of its own, so that it answers when all workers of the others are busy, and
 * has no more rights than to read the tables' versions.
 */
#include "handlers/health/health.h"

#define ROUTES "handlers/health/routes.def"
#include "fcgi/route_table.h"

const struct program program = {
	.name = "health",
	.routes = routes,
	.n = ROUTES_N,
};
