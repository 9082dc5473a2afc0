/* account.h: what the pages of the account program share; its table is routes.def. */
#ifndef HANDLERS_ACCOUNT_ACCOUNT_H
#define HANDLERS_ACCOUNT_ACCOUNT_H

#include "fcgi/page.h"
#include "fcgi/req.h"

#define ROUTES "handlers/account/routes.def"
#include "fcgi/route_names.h"

#endif
