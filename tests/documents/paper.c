/*
 * paper.c: writes what tests/documents/readers.py has others read.
 *
 *	paper calendar|pdf <fields
 *
 * A field is a line "name value", in which \\n is a line feed, \\r a carriage return and \\\\ a backslash;
 * an empty line begins the next ticket.  `paper time <times>` says how many tickets a second it prints.
 */
#include "core/documents/calendar.h"
#include "core/documents/ticket_pdf.h"
#include "core/lib/clock.h"
#include "core/lib/str.h"
#include "core/lib/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS_MAX	32
#define SHEETS_MAX	50

struct field {
	const char *name, *value;
};

static const char *
unescaped(struct arena *a, const char *from)
{
	struct str *s = str_new(a);

	for (; *from != '\0'; from++)
		if (from[0] == '\\' && from[1] != '\0') {
			from++;
			str_addc(s, *from == 'n' ? '\n' : *from == 'r' ? '\r' : *from);
		} else
			str_addc(s, *from);
	return s->text;
}

/* The fields up to an empty line; false when there are none any more. */
static bool
read_fields(struct arena *a, struct field *fields, size_t *n)
{
	char line[8192];

	for (*n = 0; *n < FIELDS_MAX && fgets(line, sizeof(line), stdin) != NULL;) {
		char *blank;

		line[strcspn(line, "\n")] = '\0';
		if (*line == '\0')
			break;
		blank = strchr(line, ' ');
		if (blank == NULL)
			exit(2);
		*blank = '\0';
		fields[(*n)++] = (struct field){ arena_copy(a, line), unescaped(a, blank + 1) };
	}
	return *n > 0;
}

static const char *
get(const struct field *fields, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].value;
	return "";
}

static void
write_calendar(struct arena *a)
{
	struct field		 f[FIELDS_MAX];
	size_t			 n, len;
	const char		*bytes;
	struct calendar_event	 e;

	read_fields(a, f, &n);
	e = (struct calendar_event){
		.occurrence = atoll(get(f, n, "occurrence")), .sequence = atoll(get(f, n, "sequence")),
		.changed_at = atoll(get(f, n, "changed_at")), .starts_at = atoll(get(f, n, "starts_at")),
		.ends_at = atoll(get(f, n, "ends_at")), .state = (enum calendar_state)atoi(get(f, n, "state")),
		.time_zone = get(f, n, "time_zone"), .title = get(f, n, "title"), .about = get(f, n, "about"),
		.place = get(f, n, "place"), .url = get(f, n, "url"), .join_url = get(f, n, "join_url"),
		.organizer = get(f, n, "organizer"), .sender = get(f, n, "sender"),
		.has_point = *get(f, n, "latitude") != '\0', .latitude = atof(get(f, n, "latitude")),
		.longitude = atof(get(f, n, "longitude")),
	};
	bytes = calendar_file(a, &e, &len);
	fwrite(bytes, 1, len, stdout);
}

static struct ticket_sheet
sheet_of(const struct field *f, size_t n)
{
	return (struct ticket_sheet){
		.title = get(f, n, "title"), .when = get(f, n, "when"), .until = get(f, n, "until"),
		.place = get(f, n, "place"), .address = get(f, n, "address"), .join_url = get(f, n, "join_url"),
		.organizer = get(f, n, "organizer"), .contact = get(f, n, "contact"), .holder = get(f, n, "holder"),
		.type = get(f, n, "type"), .price = get(f, n, "price"), .code = get(f, n, "code"),
		.short_code = get(f, n, "short_code"), .state = get(f, n, "state"), .order = get(f, n, "order"),
		.buyer = get(f, n, "buyer"), .ordered = get(f, n, "ordered"),
	};
}

static size_t
read_sheets(struct arena *a, struct ticket_sheet *sheets)
{
	struct field	f[FIELDS_MAX];
	size_t		n, sheets_n = 0;

	while (sheets_n < SHEETS_MAX && read_fields(a, f, &n))
		sheets[sheets_n++] = sheet_of(f, n);
	return sheets_n;
}

static const struct ticket_print print = { .site_name = "Marquee", .site_url = "https://marquee.example",
    .language = "en", .made_at = 1767344400 };

static void
write_pdf(struct arena *a)
{
	struct ticket_sheet	 sheets[SHEETS_MAX];
	size_t			 n = read_sheets(a, sheets), len;
	const void		*pdf = ticket_pdf(a, &print, sheets, n, &len);

	fwrite(pdf, 1, len, stdout);
}

/* How fast: the same file again and again. */
static void
time_pdf(struct arena *a, int times)
{
	struct ticket_sheet	 sheets[SHEETS_MAX];
	size_t			 n = read_sheets(a, sheets), len = 0;
	struct arena		*each = arena_new();
	int64_t			 begun;

	ticket_pdf(each, &print, sheets, n, &len);
	begun = clock_ms();
	for (int i = 0; i < times; i++) {
		arena_reset(each);
		ticket_pdf(each, &print, sheets, n, &len);
	}
	printf("%.1f files a second of %zu tickets and %zu bytes\n",
	    times * 1000.0 / (double)(clock_ms() - begun + 1), n, len);
	arena_free(each);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();

	words_open(".");
	if (argc == 2 && strcmp(argv[1], "calendar") == 0)
		write_calendar(a);
	else if (argc == 2 && strcmp(argv[1], "pdf") == 0)
		write_pdf(a);
	else if (argc == 3 && strcmp(argv[1], "time") == 0)
		time_pdf(a, atoi(argv[2]));
	else
		return 2;
	arena_free(a);
	return 0;
}
