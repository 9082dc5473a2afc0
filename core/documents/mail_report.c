/* mail_report.c: delivery status notifications, read with GMime; see mail_report.h. */
#include "core/documents/mail_report.h"

#include "core/lib/text.h"

#include <gmime/gmime.h>
#include <string.h>
#include <strings.h>

/* --- fields of message/delivery-status -------------------------------------------------------- */

/* "rfc822; a@example.org" without what kind of address it is, and without angle brackets. */
static const char *
address_in(struct arena *a, const char *value)
{
	const char	*semicolon = strchr(value, ';'), *from = semicolon == NULL ? value : semicolon + 1;
	size_t		 n;

	from += strspn(from, " \t<");
	n = strcspn(from, " \t>");
	return arena_copy_n(a, from, n);
}

static void
take_field(struct arena *a, struct mail_report_recipient *r, const char *name, const char *value)
{
	if (strcasecmp(name, "Original-Recipient") == 0)
		r->address = address_in(a, value);
	else if (strcasecmp(name, "Final-Recipient") == 0 && *r->address == '\0')
		r->address = address_in(a, value);
	else if (strcasecmp(name, "Action") == 0)
		r->action = arena_copy_n(a, value, strcspn(value, " \t("));
	else if (strcasecmp(name, "Status") == 0)
		r->status = arena_copy_n(a, value, strcspn(value, " \t("));
	else if (strcasecmp(name, "Diagnostic-Code") == 0)
		r->diagnostic = value;
}

/* One line, with what is folded under it; *at is moved behind it.  NULL at the end of a block. */
static char *
next_line(struct arena *a, const char **at)
{
	char	*line = arena_alloc(a, strlen(*at) + 1);
	size_t	 n = 0;

	while (**at != '\0') {
		for (; **at != '\0' && **at != '\n'; (*at)++)
			if (**at != '\r')
				line[n++] = (unsigned char)**at < 0x20 ? ' ' : **at;
		if (**at == '\n')
			(*at)++;
		if (n == 0 || (**at != ' ' && **at != '\t'))
			break;
	}
	return n == 0 ? NULL : line;
}

/* Blocks of fields with empty lines between; the first is about the whole message. */
static void
read_blocks(struct arena *a, const char *at, struct mail_report *report)
{
	static const struct mail_report_recipient	 nobody = { "", "", "", "" };
	struct mail_report_recipient			 r = nobody;
	size_t						 lines = 0;

	while (report->n < MAIL_REPORT_RECIPIENTS) {
		char *line = next_line(a, &at), *colon = line == NULL ? NULL : strchr(line, ':');

		if (line == NULL) {
			if (*r.address != '\0' && *r.action != '\0')
				report->recipients[report->n++] = r;
			r = nobody;
			if (*at == '\0')
				return;
			continue;
		}
		if (++lines > 1000)
			return;
		if (colon == NULL)
			continue;
		*colon = '\0';
		take_field(a, &r, line, colon + 1 + strspn(colon + 1, " \t"));
	}
}

/* --- the message ---------------------------------------------------------------------------------- */

struct search {
	struct arena		*arena;
	struct mail_report	*report;
};

static void
look_at(GMimeObject *parent, GMimeObject *part, void *what)
{
	struct search		*s = what;
	GMimeContentType	*type = g_mime_object_get_content_type(part);
	GMimeDataWrapper	*content;
	GMimeStream		*out;
	GByteArray		*bytes;
	char			*fields;

	(void)parent;
	if (!GMIME_IS_PART(part) ||
	    !(g_mime_content_type_is_type(type, "message", "delivery-status") ||
	    g_mime_content_type_is_type(type, "message", "global-delivery-status")) ||
	    (content = g_mime_part_get_content(GMIME_PART(part))) == NULL)
		return;
	out = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, out);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
	fields = arena_copy_n(s->arena, bytes->data, bytes->len);
	for (size_t i = 0; i < bytes->len; i++)
		if (fields[i] == '\0')
			fields[i] = ' ';
	g_object_unref(out);
	if (text_is_utf8(fields, strlen(fields)))
		read_blocks(s->arena, fields, s->report);
}

/* Where its own head says that it was sent: Postfix and Exim say so in one of these. */
static const char *
sent_to(struct arena *a, GMimeMessage *message)
{
	static const char *const heads[] = { "X-Original-To", "Envelope-To", "Delivered-To", "To" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		const char *value = g_mime_object_get_header(GMIME_OBJECT(message), heads[i]);

		if (value != NULL && strchr(value, '+') != NULL)
			return address_in(a, value);
	}
	return "";
}

bool
mail_report_read(struct arena *a, const void *bytes, size_t len, struct mail_report *report)
{
	struct search	 s = { a, report };
	GMimeStream	*in;
	GMimeParser	*parser;
	GMimeMessage	*message;

	*report = (struct mail_report){ .to = "" };
	if (len > MAIL_REPORT_MAX)
		return false;
	g_mime_init();
	in = g_mime_stream_mem_new_with_buffer(bytes, len);
	parser = g_mime_parser_new_with_stream(in);
	message = g_mime_parser_construct_message(parser, NULL);
	if (message != NULL) {
		report->to = sent_to(a, message);
		g_mime_message_foreach(message, look_at, &s);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(in);
	return report->n > 0;
}
