/* settings.h: the one list of settings, which is core/settings.def, as a table for conf.h. */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include "core/lib/conf.h"

extern const struct setting settings[];
extern const size_t settings_n;

/* conf_load() with that table; `path` NULL: conf_path(). */
struct conf *settings_load(struct arena *, const char *path, const char **err);

/* Who a program ("public") is to the databases, and its password: its own if it has one, else everybody's; as conf_secret(). */
const char *settings_db_user(struct arena *, const struct conf *, const char *program);
const char *settings_db_password(const struct conf *, const char *program);

#endif
