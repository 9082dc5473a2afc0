/* password_weak.c: what must not become a password; see password.h. */
#include "core/lib/password.h"

#include <ctype.h>
#include <string.h>

#include <zxcvbn.h>

#include "core/lib/crypto.h"
#include "core/lib/password_common.h"
#include "core/lib/words.h"

#define GUESSED_BITS	26.6	/* 10^8 tries: what an attacker has who is slowed down by our limits */
#define ABOUT_MAX	32	/* words about somebody */
#define ABOUT_LETTERS	1024	/* and their letters, all together */
#define WORD_MIN	3

/* Code points, where it is UTF-8; any byte that does not continue one. */
static size_t
characters(const unsigned char *bytes, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += (bytes[i] & 0xc0) != 0x80;
	return count;
}

/* The password as zxcvbn can read it: a string, a NUL in it being as good as any other odd letter. */
static void
as_string(char to[PASSWORD_MAX + 1], const char *password, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = password[i] == '\0' ? '\x01' : password[i];
	to[n] = '\0';
}

static bool
is_common(const char *password)
{
	char	line[PASSWORD_MAX + 3];
	size_t	n = strlen(password);

	line[0] = line[n + 1] = '\n';
	line[n + 2] = '\0';
	for (size_t i = 0; i < n; i++)
		line[i + 1] = (char)tolower((unsigned char)password[i]);
	return memchr(password, '\n', n) == NULL && strstr(password_common, line) != NULL;
}

/* --- words about somebody ---------------------------------------------------------------- */

struct about {
	char		 letters[ABOUT_LETTERS];
	size_t		 used;
	const char	*words[ABOUT_MAX + 1];	/* NULL behind the last */
	size_t		 n;
};

static void
add_word(struct about *to, const char *word, size_t len)
{
	char *copy = to->letters + to->used;

	if (len < WORD_MIN || to->n == ABOUT_MAX || len >= sizeof(to->letters) - to->used)
		return;
	for (size_t i = 0; i < len; i++)
		copy[i] = (char)tolower((unsigned char)word[i]);
	copy[len] = '\0';
	to->used += len + 1;
	to->words[to->n++] = copy;
}

static bool
is_between(char c)
{
	return c != '\0' && !isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* "Ada King <ada@example.org>": the whole of it, and each word. */
static void
add_words(struct about *to, const char *s)
{
	add_word(to, s, strlen(s));
	while (*s != '\0') {
		const char *end;

		while (is_between(*s))
			s++;
		for (end = s; *end != '\0' && !is_between(*end); )
			end++;
		add_word(to, s, (size_t)(end - s));
		s = end;
	}
}

/* --- the answer ------------------------------------------------------------------------------ */

static const char *
weakness(const char *password, const char *const *about)
{
	struct about words = { .n = 0 };

	if (is_common(password))
		return N_("Many people use this password, so it is tried first. Choose another one.");
	if (ZxcvbnMatch(password, NULL, NULL) < GUESSED_BITS)
		return N_("This password is easily guessed. Make it longer, or of several words.");
	for (; about != NULL && *about != NULL; about++)
		add_words(&words, *about);
	if (ZxcvbnMatch(password, words.words, NULL) < GUESSED_BITS)
		return N_("This password is made of your name or address, or of our name. Choose another one.");
	return NULL;
}

const char *
password_weak(const void *password, size_t n, const char *const *about)
{
	char		 s[PASSWORD_MAX + 1];
	const char	*reason;

	if (characters(password, n) < PASSWORD_MIN)
		return N_("Use at least 8 characters.");
	if (n > PASSWORD_MAX)
		return N_("This password is too long. Use at most 256 characters.");
	as_string(s, password, n);
	reason = weakness(s, about);
	crypto_forget(s, sizeof(s));
	return reason;
}
