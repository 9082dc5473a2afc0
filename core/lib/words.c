/* words.c: gettext, one language at a time; see words.h. */
#include "core/lib/words.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/*
 * glibc's count of changes to what catalogues depend on; gettext looks at it before it trusts
 * its own cache.
 */
extern int _nl_msg_cat_cntr;

#define LANGUAGE(tag, name, locale)	{ tag, name, locale },
const struct language languages[] = {
#include "core/lib/words.def"
};
#undef LANGUAGE
const size_t languages_n = sizeof(languages) / sizeof(languages[0]);

const struct language *
language_find(const char *tag)
{
	for (size_t i = 0; i < languages_n; i++)
		if (strcmp(languages[i].tag, tag) == 0)
			return &languages[i];
	return NULL;
}

bool
words_open(const char *dir)
{
	if (setlocale(LC_ALL, "C.UTF-8") == NULL || bindtextdomain(WORDS_DOMAIN, dir) == NULL)
		return false;
	bind_textdomain_codeset(WORDS_DOMAIN, "UTF-8");
	textdomain(WORDS_DOMAIN);
	words_language(languages[0].tag);
	return true;
}

void
words_language(const char *tag)
{
	const struct language	*l = language_find(tag);
	const char		*now = getenv("LANGUAGE");

	if (l == NULL)
		l = &languages[0];
	if (now != NULL && strcmp(now, l->tag) == 0)
		return;
	setenv("LANGUAGE", l->tag, 1);
	_nl_msg_cat_cntr++;
}
