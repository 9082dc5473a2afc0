/* health.h: the health program: what machines ask about this machine. */
#ifndef HANDLERS_HEALTH_HEALTH_H
#define HANDLERS_HEALTH_HEALTH_H

#include "fcgi/program.h"
#include "fcgi/req.h"

#define ROUTES "handlers/health/routes.def"
#include "fcgi/route_names.h"

#endif
