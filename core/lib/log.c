/* log.c: one JSON object a line; see log.h. */
#include "core/lib/log.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TAIL_ROOM	((size_t)16)	/* for what closes a line that was cut */
#define NAME_ROOM	((size_t)64)

/* Who speaks: one process, one voice. */
static struct {
	char	program[32];
	char	request[64];
	int	fd;
} voice = { "marquee", "", STDERR_FILENO };

/* A line being written.  Once something did not fit, nothing more does. */
struct line {
	char	bytes[LOG_MAX];
	size_t	len;
	bool	full;
};

void
log_open(const char *program, int fd)
{
	snprintf(voice.program, sizeof(voice.program), "%s", program);
	voice.fd = fd;
}

void
log_request(const char *id)
{
	snprintf(voice.request, sizeof(voice.request), "%s", id == NULL ? "" : id);
}

/* --- what goes into a line ------------------------------------------------------------- */

static bool
fits(const struct line *l, size_t n)
{
	return l->len + n <= sizeof(l->bytes) - TAIL_ROOM;
}

static void
add(struct line *l, const char *bytes, size_t n)
{
	if (l->full || !fits(l, n)) {
		l->full = true;
		return;
	}
	memcpy(l->bytes + l->len, bytes, n);
	l->len += n;
}

/* How many bytes of well-formed UTF-8 begin here (RFC 3629), and which code point; 0 when it is not. */
static size_t
code_point(const unsigned char *s, uint32_t *c)
{
	size_t		 n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
	const uint32_t	 least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (n == 0)
		return 0;
	*c = n == 1 ? s[0] : s[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)	/* the NUL at the end stops it, too */
			return 0;
		*c = *c << 6 | (s[i] & 0x3f);
	}
	return *c < least[n] || (*c >= 0xd800 && *c < 0xe000) || *c > 0x10ffff ? 0 : n;
}

/* What a terminal or an eye could take for something else: controls, line ends, bidirectional marks, BOM. */
static bool
deceives(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	    (c >= 0xfff9 && c <= 0xfffc) || (c >= 0xe0000 && c <= 0xe007f);
}

/* A code point in JSON's own words: two escapes beyond the first 65,536 (RFC 8259, 7). */
static size_t
escape(char to[13], uint32_t c)
{
	if (c > 0xffff)
		return (size_t)snprintf(to, 13, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
	return (size_t)snprintf(to, 13, "\\u%04x", c);
}

/* One character of a string; false when the line is full.  *n is how many bytes of s it was. */
static bool
add_character(struct line *l, const char *s, size_t *n)
{
	char		 escaped[13];
	uint32_t	 c;
	size_t		 len = code_point((const unsigned char *)s, &c), out;

	*n = len == 0 ? 1 : len;
	if (len == 0)
		c = 0xfffd;
	if (len != 0 && c != '"' && c != '\\' && !deceives(c)) {
		out = len;
		memcpy(escaped, s, len);
	} else if (c == '"' || c == '\\') {
		out = 2;
		escaped[0] = '\\';
		escaped[1] = (char)c;
	} else {
		out = escape(escaped, c);
	}
	if (!fits(l, out))
		return false;
	add(l, escaped, out);
	return true;
}

/* A string; one that does not fit ends with "…" and the line is full then. */
static void
add_string(struct line *l, const char *s)
{
	size_t n;

	add(l, "\"", 1);
	for (; !l->full && *s != '\0'; s += n)
		if (!add_character(l, s, &n)) {
			l->full = true;
			memcpy(l->bytes + l->len, "…\"", 4);	/* TAIL_ROOM is for this */
			l->len += 4;
			return;
		}
	if (!l->full)
		l->bytes[l->len++] = '"';	/* what was opened is closed, if need be from TAIL_ROOM */
}

static void
add_name(struct line *l, const char *name)
{
	/* Nothing of a field is written unless its name and some of its value fit. */
	if (!fits(l, strnlen(name, NAME_ROOM) + 32))
		l->full = true;
	add(l, ",", 1);
	add_string(l, name);
	add(l, ":", 1);
}

static void
add_text_field(struct line *l, const char *name, const char *value)
{
	add_name(l, name);
	if (value == NULL)
		add(l, "null", 4);
	else
		add_string(l, value);
}

static void __attribute__((format(printf, 3, 4)))
add_printed(struct line *l, const char *name, const char *fmt, ...)
{
	char	 digits[32];
	va_list	 args;

	va_start(args, fmt);
	vsnprintf(digits, sizeof(digits), fmt, args);
	va_end(args);
	add_name(l, name);
	add(l, digits, strlen(digits));
}

static void
add_fields(struct line *l, va_list args)
{
	const char	*name, *secret;
	int		 kind;
	double		 real;

	while ((kind = va_arg(args, int)) != LOG_KIND_END) {
		name = va_arg(args, const char *);
		if (kind == LOG_KIND_TEXT) {
			add_text_field(l, name, va_arg(args, const char *));
		} else if (kind == LOG_KIND_NUM) {
			add_printed(l, name, "%lld", (long long)va_arg(args, int64_t));
		} else if (kind == LOG_KIND_REAL) {
			real = va_arg(args, double);
			add_printed(l, name, isfinite(real) ? "%.6g" : "null", real);
		} else if (kind == LOG_KIND_FLAG) {
			add_printed(l, name, va_arg(args, int) ? "true" : "false");
		} else {
			secret = va_arg(args, const char *);
			add_text_field(l, name, secret == NULL || *secret == '\0' ? "" : "[secret]");
		}
	}
}

/* --- a line ------------------------------------------------------------------------------ */

static void
add_head(struct line *l, enum log_level level)
{
	static const char *const	 words[] = { "info", "warn", "error" };
	struct timespec			 now;
	struct tm			 tm;
	char				 head[96];
	int				 n;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	n = snprintf(head, sizeof(head), "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\",\"level\":\"%s\"",
	    (tm.tm_year + 1900) % 10000, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
	    (int)(now.tv_nsec / 1000000), words[level]);
	add(l, head, (size_t)n);
	add_text_field(l, "program", voice.program);
	add_printed(l, "pid", "%d", (int)getpid());
	if (voice.request[0] != '\0')
		add_text_field(l, "request", voice.request);
}

void
log_line(enum log_level level, const char *message, ...)
{
	struct line	 l;
	va_list		 args;
	int		 kept = errno;

	l.len = 0;
	l.full = false;
	add_head(&l, level);
	add_text_field(&l, "message", message);
	va_start(args, message);
	add_fields(&l, args);
	va_end(args);
	memcpy(l.bytes + l.len, "}\n", 2);
	if (write(voice.fd, l.bytes, l.len + 2) < 0 && voice.fd != STDERR_FILENO &&
	    write(STDERR_FILENO, l.bytes, l.len + 2) < 0) {
		/* there is nobody left to tell */
	}
	errno = kept;
}
