/* country.c: what countries are called; see country.h. */
#include "core/lib/country.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS	128

const char *
country_name(struct arena *a, const char *code, const char *language)
{
	UErrorCode	 error = U_ZERO_ERROR;
	UChar		 name[NAME_MAX_UNITS];
	char		 utf8[NAME_MAX_UNITS * 3 + 1];
	const char	*locale = text(a, "und_%s", code);

	uloc_getDisplayCountry(locale, language, name, NAME_MAX_UNITS, &error);
	u_strToUTF8(utf8, (int32_t)sizeof(utf8), NULL, name, -1, &error);
	if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING)
		return code;
	return arena_copy(a, utf8);
}
