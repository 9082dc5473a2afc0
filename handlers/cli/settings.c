/* settings.c: show every setting; core/settings.def is the list. */
#include "handlers/cli/cli.h"

#include "core/settings.h"

#include <stdio.h>
#include <string.h>

/* As the configuration file would say it, so that the output is one. */
int
settings_command(struct cli *cli, int argc, char **argv)
{
	const char *section = "";

	if (argc != 1)
		return usage(argv[0]);
	for (size_t i = 0; i < settings_n; i++) {
		const struct setting *s = &settings[i];

		if (strcmp(s->section, section) != 0)
			printf("%s[%s]\n", *section == '\0' ? "" : "\n", s->section);
		section = s->section;
		printf("; %s (%s)\n", s->meaning, conf_variable(cli->arena, s));
		printf("%s%s = %s\n", s->key, s->kind == SETTING_SECRET ? "_file" : "",
		    conf_show(cli->conf, s));
	}
	return 0;
}
