/*
 * text.c: text in its one stored form, its length, its words for an address, and
 * its escapes; see text.h.  Markdown is in text_markdown.c, addresses of people
 * and hosts in text_address.c.
 */
#include "core/lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#define MARKS_MAX	30	/* combining marks in a row: UAX #15, stream-safe text format */
#define CUT_BACK	24	/* how far text_cut() looks back for a space, in code points */
#define ELLIPSIS	"\xE2\x80\xA6"

struct wide {		/* UTF-16, as ICU wants it */
	UChar	*at;
	int32_t	 n;
};

bool
text_is_utf8(const void *bytes, size_t len)
{
	const uint8_t	*s = bytes;
	int32_t		 i = 0;
	UChar32		 c;

	if (len > INT32_MAX)
		return false;
	while (i < (int32_t)len) {
		U8_NEXT(s, i, (int32_t)len, c);
		if (c < 0)
			return false;
	}
	return true;
}

/* --- cleaning ------------------------------------------------------------------ */

/* An ICU call that can only fail for lack of memory, or because we are wrong. */
static void
must(UErrorCode error)
{
	if (U_FAILURE(error))
		abort();
}

static struct wide
widen(struct arena *arena, const char *s, size_t len)
{
	UErrorCode	 error = U_ZERO_ERROR;
	struct wide	 w = { .at = make_array(arena, UChar, len + 1) };

	u_strFromUTF8(w.at, (int32_t)len + 1, &w.n, s, (int32_t)len, &error);
	must(error);
	return w;
}

static char *
narrow(struct arena *arena, const UChar *at, int32_t n)
{
	UErrorCode	 error = U_ZERO_ERROR;
	char		*s = arena_alloc(arena, (size_t)n * 3 + 1);

	u_strToUTF8(s, n * 3 + 1, NULL, at, n, &error);
	must(error);
	return s;
}

/* CR LF and a lone CR are line feeds; only what a browser made of line breaks. */
static void
unify_lines(struct wide *w)
{
	int32_t	to = 0;

	for (int32_t i = 0; i < w->n; i++) {
		if (w->at[i] == '\r') {
			if (i + 1 < w->n && w->at[i + 1] == '\n')
				continue;
			w->at[to++] = '\n';
		} else
			w->at[to++] = w->at[i];
	}
	w->n = to;
}

static bool
is_refused(UChar32 c, enum text_kind kind)
{
	if (c == '\n' || c == '\t')
		return kind == TEXT_LINE;
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) ||	/* C0, DEL, C1 */
	    (c >= 0x2028 && c <= 0x202E) ||		/* line ends, embeddings, overrides */
	    (c >= 0x2066 && c <= 0x2069) ||		/* isolates */
	    c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC) ||
	    U_IS_UNICODE_NONCHAR(c);
}

static bool
is_acceptable(const struct wide *w, enum text_kind kind)
{
	int32_t	i = 0, marks = 0;
	UChar32	c;

	while (i < w->n) {
		U16_NEXT(w->at, i, w->n, c);
		if (is_refused(c, kind))
			return false;
		marks = (U_MASK(u_charType(c)) & (U_GC_MN_MASK | U_GC_ME_MASK)) == 0 &&
		    u_getCombiningClass(c) == 0 ? 0 : marks + 1;
		if (marks > MARKS_MAX)
			return false;
	}
	return true;
}

static struct wide
compose(struct arena *arena, const struct wide *w)
{
	UErrorCode		 error = U_ZERO_ERROR;
	const UNormalizer2	*nfc = unorm2_getNFCInstance(&error);
	/* NFC makes at most three units of one (UAX #15, section on expansion factors). */
	struct wide		 to = { .at = make_array(arena, UChar, (size_t)w->n * 3 + 1) };

	to.n = unorm2_normalize(nfc, w->at, w->n, to.at, w->n * 3 + 1, &error);
	must(error);
	return to;
}

/* Cut white space off both ends; all of it when nothing in between would be seen. */
static void
trim(struct wide *w)
{
	int32_t	first = -1, last = 0, i = 0, at;
	bool	seen = false;
	UChar32	c;

	while (i < w->n) {
		at = i;
		U16_NEXT(w->at, i, w->n, c);
		if (u_isUWhiteSpace(c))
			continue;
		if (first < 0)
			first = at;
		last = i;
		/* U+2800 is a blank that Unicode counts among the symbols. */
		seen |= !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && c != 0x2800;
	}
	w->at += seen ? first : 0;
	w->n = seen ? last - first : 0;
}

char *
text_clean(struct arena *arena, const void *bytes, size_t len, enum text_kind kind)
{
	struct wide	w;

	if (len > INT32_MAX / 16 || !text_is_utf8(bytes, len))
		return NULL;
	w = widen(arena, bytes, len);
	if (kind == TEXT_LINES)
		unify_lines(&w);
	if (!is_acceptable(&w, kind))
		return NULL;
	w = compose(arena, &w);
	if (!is_acceptable(&w, kind))	/* composition exclusions make more marks of fewer */
		return NULL;
	trim(&w);
	return narrow(arena, w.at, w.n);
}

/* --- measuring ------------------------------------------------------------------ */

static bool
starts_character(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

size_t
text_length(const char *s)
{
	size_t	n = 0;

	for (; *s != '\0'; s++)
		n += starts_character(*s);
	return n;
}

/* The byte where code point `n` begins, or the end. */
static size_t
offset_of(const char *s, size_t n)
{
	size_t	i = 0;

	for (; s[i] != '\0'; i++)
		if (starts_character(s[i]) && n-- == 0)
			break;
	return i;
}

char *
text_cut(struct arena *arena, const char *s, size_t n)
{
	size_t	end, floor;

	if (n == 0 || text_length(s) <= n)
		return arena_copy_n(arena, s, n == 0 ? 0 : strlen(s));
	end = offset_of(s, n - 1);
	floor = offset_of(s, n > CUT_BACK ? n - CUT_BACK : 1);
	for (size_t i = end; i > floor; i--)
		if (s[i] == ' ') {
			end = i;
			break;
		}
	while (end > 0 && s[end - 1] == ' ')
		end--;
	return text(arena, "%.*s" ELLIPSIS, (int)end, s);
}

/* --- the words of an address --------------------------------------------------- */

/*
 * ICU's rules take 15 ms to load and 80 more at the first Chinese character, so one
 * set is kept for the life of the process; reached only by writing programs.
 */
static const UTransliterator *
romanizer(void)
{
	static UTransliterator	*kept;
	UErrorCode		 error = U_ZERO_ERROR;
	UChar			 id[32];

	if (kept == NULL) {
		u_uastrcpy(id, "Any-Latin; Latin-ASCII");
		kept = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
		must(error);
	}
	return kept;
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* As Latin letters, as far as ICU knows how; what it does not know stays. */
static const char *
romanize(struct arena *arena, const char *s)
{
	UErrorCode	 error = U_ZERO_ERROR;
	struct wide	 w;
	int32_t		 room, limit, n;
	UChar		*at;

	if (is_ascii(s))
		return s;
	w = widen(arena, s, strlen(s));
	room = w.n * 8 + 64;
	do {	/* a syllable may become many letters */
		error = U_ZERO_ERROR;
		at = make_array(arena, UChar, (size_t)room);
		u_memcpy(at, w.at, w.n);
		limit = n = w.n;
		utrans_transUChars(romanizer(), at, &n, room, 0, &limit, &error);
		room *= 2;
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	must(error);
	return narrow(arena, at, n);
}

/*
 * What of a Japanese text is read as it is written.  How a Chinese character is read in Japanese is
 * in no table of ICU, which would read it as Chinese; and the little words between them say nothing
 * alone.  So with any such character only Katakana, Latin letters and digits are left.
 */
static const char *
readable_japanese(struct arena *arena, const char *s)
{
	struct wide	 w = widen(arena, s, strlen(s));
	UErrorCode	 error = U_ZERO_ERROR;
	bool		 characters = false;
	UChar32		 c;

	for (int32_t i = 0; i < w.n && !characters;) {
		U16_NEXT(w.at, i, w.n, c);
		characters = uscript_getScript(c, &error) == USCRIPT_HAN;
	}
	for (int32_t i = 0, from = 0; i < w.n && characters; from = i) {
		U16_NEXT(w.at, i, w.n, c);
		if (uscript_getScript(c, &error) == USCRIPT_HAN ||
		    uscript_getScript(c, &error) == USCRIPT_HIRAGANA)
			u_memset(w.at + from, ' ', i - from);
	}
	return narrow(arena, w.at, w.n);
}

/* Nobody else writes in Kana. */
static bool
has_kana(struct arena *arena, const char *s)
{
	struct wide	 w = widen(arena, s, strlen(s));
	UErrorCode	 error = U_ZERO_ERROR;
	UChar32		 c;

	for (int32_t i = 0; i < w.n;) {
		UScriptCode script;

		U16_NEXT(w.at, i, w.n, c);
		script = uscript_getScript(c, &error);
		if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA)
			return true;
	}
	return false;
}

static bool
is_word_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Cut to `cap` bytes, before a word rather than in it unless that loses more than half. */
static void
cut_words(char *slug, size_t cap)
{
	size_t	at = cap;

	if (strlen(slug) <= cap)
		return;
	while (at > cap / 2 && slug[at] != '-')
		at--;
	if (slug[at] != '-')
		at = cap;
	while (at > 0 && slug[at - 1] == '-')
		at--;
	slug[at] = '\0';
}

char *
text_slug(struct arena *arena, const char *s, const char *language, size_t cap)
{
	/* Nothing behind the first few hundred characters can get into the address. */
	const char	*from = arena_copy_n(arena, s, offset_of(s, cap * 4));
	char		*slug, *to;

	if (!is_ascii(from) && (strcmp(language, "ja") == 0 || has_kana(arena, from)))
		from = readable_japanese(arena, from);
	from = romanize(arena, from);
	to = slug = arena_alloc(arena, strlen(from) + 2);
	for (; *from != '\0'; from++) {
		char c = *from >= 'A' && *from <= 'Z' ? (char)(*from + ('a' - 'A')) : *from;

		if (is_word_character(c))
			*to++ = c;
		else if (c != '\'' && to > slug && to[-1] != '-')
			*to++ = '-';
	}
	if (to > slug && to[-1] == '-')
		to--;
	*to = '\0';
	cut_words(slug, cap);
	return *slug == '\0' ? arena_copy(arena, "x") : slug;
}

/* --- escaping -------------------------------------------------------------------- */

static const char *
html_reference(char c)
{
	switch (c) {
	case '&':	return "&amp;";
	case '<':	return "&lt;";
	case '>':	return "&gt;";
	case '"':	return "&quot;";
	case '\'':	return "&#39;";
	default:	return NULL;
	}
}

char *
text_html_escape(struct arena *arena, const char *s)
{
	char	*escaped = arena_alloc(arena, strlen(s) * 6 + 1), *to = escaped;

	for (; *s != '\0'; s++) {
		const char *reference = html_reference(*s);

		if (reference == NULL)
			*to++ = *s;
		else
			to = stpcpy(to, reference);
	}
	return escaped;
}

static bool
is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.' || c == '_' || c == '~';
}

char *
text_url_escape(struct arena *arena, const char *s)
{
	static const char	 digits[] = "0123456789ABCDEF";
	char			*escaped = arena_alloc(arena, strlen(s) * 3 + 1), *to = escaped;

	for (; *s != '\0'; s++) {
		if (is_unreserved(*s)) {
			*to++ = *s;
			continue;
		}
		*to++ = '%';
		*to++ = digits[(unsigned char)*s >> 4];
		*to++ = digits[(unsigned char)*s & 15];
	}
	return escaped;
}
