/* country.h: what countries are called, by ICU. */
#ifndef CORE_LIB_COUNTRY_H
#define CORE_LIB_COUNTRY_H

#include "core/lib/arena.h"

/* "Portugal" of "PT" (ISO 3166-1) in a language ("de"); the code itself when ICU does not know it. */
const char *country_name(struct arena *, const char *code, const char *language);

/* "Deutsch" of "de" (BCP 47): what its speakers call a language; the tag itself when ICU does not know it. */
const char *language_own_name(struct arena *, const char *tag);

/* Every country's code, NULL at the end; in the order of the codes. */
extern const char *const country_codes[];

#endif
