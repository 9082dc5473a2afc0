/*
 * mail.c: message building with GMime, whose only user this is; see mail.h.
 * Sending is lib/http.c's, when to send is handlers/jobs/mail.c's.
 */
#include "core/documents/mail.h"
#include "core/lib/str.h"
#include "core/lib/text.h"

#include <gmime/gmime.h>
#include <stdbool.h>
#include <string.h>

/* A header's value is one line: no control characters at all (RFC 5322 2.2), and UTF-8. */
static bool
is_one_line(const char *value)
{
	for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
		if (*p < 0x20 || *p == 0x7f)
			return false;
	return text_is_utf8(value, strlen(value));
}

/* Somebody may have typed what looks like an encoded word (RFC 2047): it must not become one. */
static char *
no_encoded_words(struct arena *a, const char *value)
{
	struct str *s = str_new(a);

	for (const char *p = value; *p != '\0'; p++) {
		str_addc(s, *p);
		if (p[0] == '=' && p[1] == '?')
			str_addc(s, ' ');
	}
	return s->text;
}

/* What is wrong with the headers, or NULL. */
static const char *
headers_wrong(struct arena *a, const struct mail *m)
{
	if (text_email(a, m->from) == NULL)
		return "the sender's address is not one";
	if (text_email(a, m->to) == NULL)
		return "the recipient's address is not one";
	if (m->reply_to != NULL && text_email(a, m->reply_to) == NULL)
		return "the address to reply to is not one";
	if (text_email(a, m->id) == NULL)
		return "the message's id is not one";
	if (!is_one_line(m->from_name) || !is_one_line(m->to_name) || !is_one_line(m->subject) ||
	    !is_one_line(m->language))
		return "a header holds a control character";
	if (m->unsubscribe != NULL && (!is_one_line(m->unsubscribe) || strpbrk(m->unsubscribe, " <>,") != NULL))
		return "the address to unsubscribe at is not one";
	for (size_t i = 0; i < m->n_files; i++)
		if (!is_one_line(m->files[i].name) || !is_one_line(m->files[i].type))
			return "a file's name or type holds a control character";
	return NULL;
}

/* Some bytes of a type, in the encoding they travel in. */
static GMimePart *
part_of(const char *type, const void *bytes, size_t len, GMimeContentEncoding encoding)
{
	GMimePart	*part = g_mime_part_new();
	GMimeContentType *parsed = g_mime_content_type_parse(NULL, type);
	GMimeStream	*stream = g_mime_stream_mem_new_with_buffer(bytes, len);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream,
			    GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type(GMIME_OBJECT(part), parsed);
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, encoding);
	g_object_unref(content);
	g_object_unref(stream);
	g_object_unref(parsed);
	return part;
}

/* Not GMimeTextPart, which would choose a smaller charset than the one we say everywhere. */
static GMimeObject *
words_part(const char *type, const char *words)
{
	return GMIME_OBJECT(part_of(type, words, strlen(words),
	    GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE));
}

static void
set_utf8(GMimeParamList *parameters, const char *name)
{
	g_mime_param_set_charset(g_mime_param_list_get_parameter(parameters, name), "utf-8");
}

static GMimeObject *
file_part(const struct mail_file *file)
{
	GMimePart	*part = part_of(file->type, file->bytes, file->len,
	    GMIME_CONTENT_ENCODING_BASE64);
	GMimeObject	*object = GMIME_OBJECT(part);

	g_mime_part_set_filename(part, file->name);
	set_utf8(g_mime_content_disposition_get_parameters(
	    g_mime_object_get_content_disposition(object)), "filename");
	set_utf8(g_mime_content_type_get_parameters(g_mime_object_get_content_type(object)),
	    "name");
	return object;
}

/* `part` becomes the next of `parts`, which then holds it alone. */
static void
add_part(GMimeMultipart *parts, GMimeObject *part)
{
	g_mime_multipart_add(parts, part);
	g_object_unref(part);
}

/* Poorest first: clients show the last that they understand (RFC 2046 5.1.4). */
static GMimeObject *
words_of(const struct mail *m)
{
	GMimeMultipart *both;

	if (m->html == NULL)
		return words_part("text/plain; charset=utf-8", m->text);
	both = g_mime_multipart_new_with_subtype("alternative");
	add_part(both, words_part("text/plain; charset=utf-8", m->text));
	add_part(both, words_part("text/html; charset=utf-8", m->html));
	return GMIME_OBJECT(both);
}

static GMimeObject *
body_of(const struct mail *m)
{
	GMimeMultipart *all;

	if (m->n_files == 0)
		return words_of(m);
	all = g_mime_multipart_new_with_subtype("mixed");
	add_part(all, words_of(m));
	for (size_t i = 0; i < m->n_files; i++)
		add_part(all, file_part(&m->files[i]));
	return GMIME_OBJECT(all);
}

static GMimeMessage *
message_of(struct arena *a, const struct mail *m)
{
	GMimeMessage	*message = g_mime_message_new(FALSE);
	GMimeObject	*headers = GMIME_OBJECT(message), *body = body_of(m);
	GDateTime	*date = g_date_time_new_from_unix_utc(m->date);

	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM,
	    no_encoded_words(a, m->from_name),
	    text_email(a, m->from));
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO,
	    *m->to_name == '\0' ? NULL : no_encoded_words(a, m->to_name), text_email(a, m->to));
	if (m->reply_to != NULL)
		g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, NULL,
		    text_email(a, m->reply_to));
	g_mime_message_set_subject(message, no_encoded_words(a, m->subject), "utf-8");
	g_mime_message_set_date(message, date);
	g_mime_message_set_message_id(message, m->id);
	/* RFC 3834 */
	g_mime_object_set_header(headers, "Auto-Submitted", "auto-generated", NULL);
	g_mime_object_set_header(headers, "Content-Language", m->language, NULL);
	if (m->unsubscribe != NULL) {
		g_mime_object_set_header(headers, "List-Unsubscribe", text(a, "<%s>", m->unsubscribe), NULL);
		g_mime_object_set_header(headers, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click", NULL);
	}
	g_mime_message_set_mime_part(message, body);
	g_object_unref(body);
	g_date_time_unref(date);
	return message;
}

const char *
mail_build(struct arena *a, const struct mail *m, size_t *len, const char **why)
{
	GMimeMessage	*message;
	GMimeStream	*out;
	GMimeFormatOptions *format;
	GByteArray	*bytes;
	const char	*copy;

	if ((*why = headers_wrong(a, m)) != NULL)
		return NULL;
	g_mime_init();		/* counts; only the first does anything */
	message = message_of(a, m);
	format = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_format_options_set_param_encoding_method(format,
	    GMIME_PARAM_ENCODING_METHOD_RFC2231);
	out = g_mime_stream_mem_new();
	g_mime_object_write_to_stream(GMIME_OBJECT(message), format, out);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
	copy = arena_copy_n(a, bytes->data, bytes->len);
	*len = bytes->len;
	g_object_unref(out);
	g_object_unref(message);
	g_mime_format_options_free(format);
	return copy;
}
