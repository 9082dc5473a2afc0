/* db_conf.h: who a program is to the databases, and where they are, by the settings. */
#ifndef CORE_LIB_DB_CONF_H
#define CORE_LIB_DB_CONF_H

#include "core/lib/conf.h"
#include "core/lib/db.h"

/* The user of a program: its own setting, or db.user with {program} replaced; "hub" for the hub's links. */
const char *db_conf_user(struct arena *, const struct conf *, const char *program);

/* The password of that user; NULL, and a line in the log, when its file cannot be read. */
const char *db_conf_password(const struct conf *, const char *program);

/*
 * Fill in everything but the statements; strings live in the arena.  False, with a sentence in *err, when a
 * file is missing or wrong.  To be called before fork, so that processes share what they know of sick servers.
 */
bool db_conf_read(struct db_setup *, struct arena *, const struct conf *, const char *program, const char **err);

#endif
