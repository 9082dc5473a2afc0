/*
 * text_address.c: e-mail addresses, host names and telephone numbers as people
 * type them; see text.h.
 */
#include "core/lib/text.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uidna.h>

#define LOCAL_MAX	64	/* RFC 5321 4.5.3.1.1 */
#define HOST_MAX	253	/* RFC 1035 2.3.4, without the root's dot */
#define PHONE_MIN	7	/* digits: the shortest in use, with country code */
#define PHONE_MAX	15	/* ITU-T E.164 */

/* A copy without spaces and tabs at its ends. */
static char *
trimmed(struct arena *arena, const char *s)
{
	size_t	n;

	s += strspn(s, " \t");
	n = strlen(s);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	return arena_copy_n(arena, s, n);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s + ('a' - 'A'));
}

/* --- hosts ------------------------------------------------------------------------ */

/*
 * True when the last label is digits or 0x…: browsers and inet_aton() read such a name
 * as an IPv4 address ("127.1", "0x7f.1"), so it is not a name.
 */
static bool
ends_in_number(const char *host)
{
	const char	*last = strrchr(host, '.');

	last = last == NULL ? host : last + 1;
	if (last[0] == '0' && last[1] == 'x')
		return last[2 + strspn(last + 2, "0123456789abcdef")] == '\0';
	return last[strspn(last, "0123456789")] == '\0';
}

char *
text_host(struct arena *arena, const char *typed)
{
	UIDNAInfo	 info = UIDNA_INFO_INITIALIZER;
	UErrorCode	 error = U_ZERO_ERROR;
	UIDNA		*idna;
	char		 host[HOST_MAX + 2];
	int32_t		 n;

	if (*typed == '\0' || strlen(typed) > 4 * HOST_MAX || !text_is_utf8(typed, strlen(typed)))
		return NULL;
	idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
	    UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &error);
	if (U_FAILURE(error))
		abort();	/* ICU without its data is a broken installation */
	n = uidna_nameToASCII_UTF8(idna, typed, -1, host, sizeof(host), &info, &error);
	uidna_close(idna);
	if (U_FAILURE(error) || info.errors != 0 || n < 1 || n > HOST_MAX)
		return NULL;
	host[n] = '\0';
	/* UTS #46 lets a dot at the end and long labels' dots through; we do not. */
	if (host[n - 1] == '.' || ends_in_number(host))
		return NULL;
	return arena_copy(arena, host);
}

/* --- e-mail ------------------------------------------------------------------------ */

/* RFC 5322's dot-atom: letters, digits, some signs, and single dots between them. */
static bool
is_dot_atom(const char *s, size_t n)
{
	if (n == 0 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '.' && s[i + 1] == '.')
			return false;
		if (s[i] == '\0' || (!is_letter(s[i]) && !is_digit(s[i]) &&
		    strchr(".!#$%&'*+-/=?^_`{|}~", s[i]) == NULL))
			return false;
	}
	return true;
}

char *
text_email(struct arena *arena, const char *typed)
{
	char	*address = trimmed(arena, typed), *at = strrchr(address, '@'), *host;
	size_t	 local;

	if (at == NULL || (local = (size_t)(at - address)) > LOCAL_MAX ||
	    !is_dot_atom(address, local))
		return NULL;
	host = text_host(arena, at + 1);
	if (host == NULL || strchr(host, '.') == NULL || local + 1 + strlen(host) > TEXT_EMAIL_MAX)
		return NULL;
	return text(arena, "%.*s@%s", (int)local, address, host);
}

char *
text_email_key(struct arena *arena, const char *typed)
{
	char	*address = text_email(arena, typed);

	if (address != NULL)
		lower(address);
	return address;
}

/* --- telephones ---------------------------------------------------------------------- */

char *
text_phone(struct arena *arena, const char *typed)
{
	char		*phone = arena_alloc(arena, PHONE_MAX + 2), *to = phone;
	const char	*s = trimmed(arena, typed);

	if (*s == '\0')
		return phone;
	if (*s != '+' && strncmp(s, "00", 2) != 0)
		return NULL;
	s += *s == '+' ? 1 : 2;
	*to++ = '+';
	for (; *s != '\0'; s++) {
		if (strncmp(s, "(0)", 3) == 0 && to > phone + 1) {
			s += 2;		/* "+49 (0)30": dialled at home only */
		} else if (is_digit(*s)) {
			if (to - phone > PHONE_MAX)
				return NULL;
			*to++ = *s;
		} else if (strchr(" -./()", *s) == NULL)
			return NULL;
	}
	return to - phone - 1 < PHONE_MIN || phone[1] == '0' ? NULL : phone;
}
