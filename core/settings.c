/* settings.c: the table; see settings.h. */
#include "core/settings.h"

#include <string.h>

const struct setting settings[] = {
#define SETTING(section, key, kind, value, meaning) \
	{ #section, #key, SETTING_##kind, value, meaning },
#include "core/settings.def"
#undef SETTING
};
const size_t settings_n = sizeof(settings) / sizeof(settings[0]);

struct conf *
settings_load(struct arena *arena, const char *path, const char **err)
{
	return conf_load(arena, path == NULL ? conf_path() : path, settings, settings_n, err);
}

const char *
settings_db_user(struct arena *arena, const struct conf *conf, const char *program)
{
	const char	*own = conf_has(conf, program, "db_user") ? conf_text_of(conf, program, "db_user") : "";
	const char	*all = conf_text(conf, "db.user"), *at = strstr(all, "{program}");

	if (*own != '\0')
		return own;
	if (at == NULL)
		return all;
	return text(arena, "%.*s%s%s", (int)(at - all), all, program, at + strlen("{program}"));
}

const char *
settings_db_password(const struct conf *conf, const char *program)
{
	const char *own = "";

	if (conf_has(conf, program, "db_password"))
		own = conf_secret_of(conf, program, "db_password");
	return own == NULL || *own != '\0' ? own : conf_secret(conf, "db.password");
}
