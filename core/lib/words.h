/*
 * words.h: what people read, in their language (gettext).
 *
 * One language at a time for the whole process: words_language() is called when a
 * request's language is known, and everything after it, C and templates, speaks it.
 */
#ifndef CORE_LIB_WORDS_H
#define CORE_LIB_WORDS_H

#include <libintl.h>
#include <stdbool.h>
#include <stddef.h>

#define WORDS_DOMAIN	"marquee"

/* _() translates now; N_() only marks a sentence that is translated later. */
#define _(sentence)	gettext(sentence)
#define N_(sentence)	(sentence)

struct language {
	const char	*tag;	/* "de", also the first segment of its addresses */
	const char	*name;	/* "Deutsch" */
	const char	*locale;	/* "de_DE", for Open Graph */
};

/* The languages of words.def, in that order. The first is the one pages are written in. */
extern const struct language languages[];
extern const size_t languages_n;

/* The language with this tag, or NULL. */
const struct language *language_find(const char *tag);

/*
 * Use the catalogues <dir>/<tag>/LC_MESSAGES/marquee.mo.  Once, at start. False when the
 * C.UTF-8 locale is missing, without which nothing would be translated.
 */
bool words_open(const char *dir);

/* Speak this language from now on; an unknown tag speaks English. */
void words_language(const char *tag);

#endif
