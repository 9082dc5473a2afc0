/* calendar.c: an event as a calendar file; see calendar.h. */
#include "core/documents/calendar.h"

#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/str.h"
#include "core/lib/zone.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LINE_OCTETS	75	/* of one line without its CR LF (RFC 5545 3.1) */
#define YEAR		(366 * (int64_t)86400)

/* --- lines ---------------------------------------------------------------------------- */

/* Whether a character begins here (UTF-8). */
static bool
is_start(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* A line, folded so that none is too long and no character is torn: what follows begins with a blank. */
static void
add_line(struct str *s, const char *line)
{
	size_t room = LINE_OCTETS;

	for (size_t left = strlen(line), n; left > 0; left -= n, line += n) {
		for (n = left < room ? left : room; n < left && n > 1 && !is_start(line[n]); n--)
			;
		if (room < LINE_OCTETS)
			str_add(s, "\r\n ");
		str_add_n(s, line, n);
		room = LINE_OCTETS - 1;
	}
	str_add(s, "\r\n");
}

static void add(struct str *, const char *, ...) __attribute__((format(printf, 2, 3)));

static void
add(struct str *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_line(s, text_va(s->arena, fmt, args));
	va_end(args);
}

/* TEXT (3.3.11): whatever is in it stays within its line. */
static const char *
escaped(struct arena *a, const char *value)
{
	struct str *s = str_new(a);

	for (; *value != '\0'; value++)
		if (*value == '\n')
			str_add(s, "\\n");
		else if (strchr("\\;,", *value) != NULL)
			str_addf(s, "\\%c", *value);
		else if ((unsigned char)*value >= 0x20 && *value != 0x7F)
			str_addc(s, *value);
	return s->text;
}

/* A parameter's value in quotes, which it cannot hold itself (3.2). */
static const char *
quoted(struct arena *a, const char *value)
{
	struct str *s = str_new(a);

	str_addc(s, '"');
	for (; *value != '\0'; value++)
		if ((unsigned char)*value >= 0x20 && *value != 0x7F)
			str_addc(s, *value == '"' ? '\'' : *value);
	str_addc(s, '"');
	return s->text;
}

/* A URI is not escaped; what none can hold is %XX. */
static const char *
uri(struct arena *a, const char *value)
{
	struct str *s = str_new(a);

	for (; *value != '\0'; value++)
		if ((unsigned char)*value <= 0x20 || (unsigned char)*value >= 0x7F || strchr("\"<>\\^`{|}", *value) != NULL)
			str_addf(s, "%%%02X", (unsigned char)*value);
		else
			str_addc(s, *value);
	return s->text;
}

static void
add_text(struct str *s, const char *name, const char *value)
{
	if (*value != '\0')
		add(s, "%s:%s", name, escaped(s->arena, value));
}

static void
add_uri(struct str *s, const char *name, const char *value)
{
	if (*value != '\0')
		add(s, "%s:%s", name, uri(s->arena, value));
}

/* --- instants ------------------------------------------------------------------------------ */

static const char *
stamp(struct arena *a, int64_t at)
{
	return zone_wall(a, at, "UTC", "%Y%m%dT%H%M%SZ");
}

static void
add_time(struct str *s, const char *name, int64_t at, const char *zone)
{
	if (strcmp(zone, "UTC") == 0)
		add(s, "%s:%s", name, stamp(s->arena, at));
	else
		add(s, "%s;TZID=%s:%s", name, zone, zone_wall(s->arena, at, zone, "%Y%m%dT%H%M%S"));
}

/* --- the zone (3.6.5): one part for each change of its clocks, as they have been and are announced ---- */

static const char *
offset_text(struct arena *a, int offset)
{
	int size = abs(offset);

	if (size % 60 != 0)
		return text(a, "%c%02d%02d%02d", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60, size % 60);
	return text(a, "%c%02d%02d", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
}

/* What clocks do from `at` on; before it they were `before` seconds ahead of UTC. */
static void
add_span(struct str *s, const struct span *span, int64_t at, int before)
{
	const char *part = span->summer ? "DAYLIGHT" : "STANDARD";

	add(s, "BEGIN:%s", part);
	add(s, "DTSTART:%s", zone_wall(s->arena, at + before, "UTC", "%Y%m%dT%H%M%S"));
	add(s, "TZOFFSETFROM:%s", offset_text(s->arena, before));
	add(s, "TZOFFSETTO:%s", offset_text(s->arena, span->offset));
	add(s, "TZNAME:%s", span->abbreviation);
	add(s, "END:%s", part);
}

static void
add_zone(struct str *s, const char *name, int64_t from, int64_t until)
{
	const struct zone	*zone = zone_find(name);
	struct span		 span;
	int			 before;

	if (zone == NULL || strcmp(name, "UTC") == 0)
		return;
	add(s, "BEGIN:VTIMEZONE");
	add(s, "TZID:%s", name);
	span = zone_span(zone, from - YEAR);
	add_span(s, &span, from - YEAR, span.offset);
	for (before = span.offset; span.until < until + YEAR; before = span.offset) {
		int64_t at = span.until;

		span = zone_span(zone, at);
		add_span(s, &span, at, before);
	}
	add(s, "END:VTIMEZONE");
}

/* --- the event ----------------------------------------------------------------------------------- */

/* RFC 7986 5.3: it looks drawn at random and names nobody; RFC 9562's version 8. */
static const char *
uid(struct arena *a, int64_t occurrence)
{
	const char	*letters = text(a, "marquee occurrence %s", id_text(a, occurrence));
	unsigned char	 digest[SHA256_BYTES];
	char		*h;

	sha256(letters, strlen(letters), digest);
	digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x80);
	digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
	h = hex(a, digest, 16);
	return text(a, "%.8s-%.4s-%.4s-%.4s-%.12s", h, h + 8, h + 12, h + 16, h + 20);
}

static const char *
status_of(const struct calendar_event *e)
{
	switch (e->state) {
	case CALENDAR_ON:
		return "CONFIRMED";
	case CALENDAR_UNSURE:
		return "TENTATIVE";
	case CALENDAR_OFF:
		break;
	}
	return "CANCELLED";
}

const char *
calendar_method(const struct calendar_event *e)
{
	return e->state == CALENDAR_OFF ? "CANCEL" : "PUBLISH";
}

/* What it is about, and its addresses, for those who read on in their calendar. */
static const char *
description(struct arena *a, const struct calendar_event *e)
{
	struct str *s = str_new(a);

	for (size_t i = 0; i < 3; i++) {
		const char *paragraph = i == 0 ? e->about : i == 1 ? e->join_url : e->url;

		if (*paragraph != '\0')
			str_addf(s, "%s%s", s->len == 0 ? "" : "\n\n", paragraph);
	}
	return s->text;
}

static void
add_event(struct str *s, const struct calendar_event *e)
{
	const char *zone = zone_find(e->time_zone) == NULL ? "UTC" : e->time_zone;

	add(s, "BEGIN:VEVENT");
	add(s, "UID:%s", uid(s->arena, e->occurrence));
	add(s, "SEQUENCE:%" PRId64, e->sequence);
	add(s, "DTSTAMP:%s", stamp(s->arena, e->changed_at));
	add(s, "LAST-MODIFIED:%s", stamp(s->arena, e->changed_at));
	add_time(s, "DTSTART", e->starts_at, zone);
	if (e->ends_at > e->starts_at)
		add_time(s, "DTEND", e->ends_at, zone);
	add_text(s, "SUMMARY", e->title);
	add_text(s, "DESCRIPTION", description(s->arena, e));
	add_text(s, "LOCATION", e->place);
	if (e->has_point)
		add(s, "GEO:%.6f;%.6f", e->latitude, e->longitude);
	add(s, "ORGANIZER;CN=%s:mailto:%s", quoted(s->arena, e->organizer), uri(s->arena, e->sender));
	add(s, "STATUS:%s", status_of(e));
	add_uri(s, "URL", e->url);
	add_uri(s, "CONFERENCE;VALUE=URI", e->join_url);
	add(s, "END:VEVENT");
}

const char *
calendar_file(struct arena *a, const struct calendar_event *e, size_t *len)
{
	struct str *s = str_new(a);

	add(s, "BEGIN:VCALENDAR");
	add(s, "VERSION:2.0");
	add(s, "PRODID:-//Marquee//Events 1.0//EN");
	add(s, "CALSCALE:GREGORIAN");
	add(s, "METHOD:%s", calendar_method(e));
	add_zone(s, e->time_zone, e->starts_at, e->ends_at);
	add_event(s, e);
	add(s, "END:VCALENDAR");
	*len = s->len;
	return s->text;
}
