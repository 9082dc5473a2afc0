/* settings.c: the table; see settings.h. */
#include "core/settings.h"

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
