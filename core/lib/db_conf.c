/* db_conf.c: see db_conf.h. */
#include "core/lib/db_conf.h"

#include <string.h>

static bool
is_hub(const char *program)
{
	return strcmp(program, "hub") == 0;
}

const char *
db_conf_user(struct arena *arena, const struct conf *conf, const char *program)
{
	static const char	 mark[] = "{program}";
	const char		*user, *at;

	if (is_hub(program))
		return conf_text(conf, "db.hub_user");
	user = conf_text_of(conf, program, "db_user");
	if (*user == '\0')
		user = conf_text(conf, "db.user");
	at = strstr(user, mark);
	return at == NULL ? user : text(arena, "%.*s%s%s", (int)(at - user), user, program, at + strlen(mark));
}

const char *
db_conf_password(const struct conf *conf, const char *program)
{
	const char *own;

	if (is_hub(program))
		return conf_secret(conf, "db.hub_password");
	own = conf_secret_of(conf, program, "db_password");
	return own == NULL || *own != '\0' ? own : conf_secret(conf, "db.password");
}

bool
db_conf_read(struct db_setup *setup, struct arena *arena, const struct conf *conf, const char *program,
    const char **err)
{
	setup->places = places_load(arena, conf_text(conf, "db.placement"), err);
	if (setup->places == NULL)
		return false;
	setup->user = db_conf_user(arena, conf, program);
	setup->password = db_conf_password(conf, program);
	setup->patience = (double)conf_int(conf, "db.patience_ms") / 1000;
	if (setup->password == NULL)
		*err = text(arena, "the database password of %s cannot be read; see `marquee init`", program);
	return setup->password != NULL;
}
