/* country.c: what countries are called; see country.h. */
#include "core/lib/country.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <stddef.h>

/* ISO 3166-1 as ICU 72 has it. */
const char *const country_codes[] = {
	"AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW",
	"AX", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN",
	"BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG",
	"CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ",
	"DE", "DG", "DJ", "DK", "DM", "DO", "DZ", "EA", "EC", "EE", "EG", "EH", "ER", "ES",
	"ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF", "GG", "GH",
	"GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
	"HN", "HR", "HT", "HU", "IC", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS",
	"IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW",
	"KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA",
	"MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR",
	"MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI",
	"NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL",
	"PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW", "SA",
	"SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR",
	"SS", "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL",
	"TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ",
	"VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "XK", "YE", "YT", "ZA", "ZM",
	"ZW", NULL
};

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

const char *
language_own_name(struct arena *a, const char *tag)
{
	UErrorCode	 error = U_ZERO_ERROR;
	UChar		 name[NAME_MAX_UNITS];
	char		 utf8[NAME_MAX_UNITS * 3 + 1];

	uloc_getDisplayLanguage(tag, tag, name, NAME_MAX_UNITS, &error);
	u_strToUTF8(utf8, (int32_t)sizeof(utf8), NULL, name, -1, &error);
	if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING)
		return tag;
	return arena_copy(a, utf8);
}
