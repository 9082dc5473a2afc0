/*
 * mail.h: one message to one person, as bytes ready for a relay.
 *
 * A text part that a person would write and, when there is one, an HTML part
 * (multipart/alternative), with files behind them (multipart/mixed).  Words outside
 * ASCII become encoded words (RFC 2047) and file names extended parameters (RFC
 * 2231).  Nothing a person typed can add a header: what could is refused.
 */
#ifndef CORE_DOCUMENTS_MAIL_H
#define CORE_DOCUMENTS_MAIL_H

#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

struct mail_file {
	const char	*name;		/* "Eintrittskarten für Ada.pdf" */
	const char	*type;		/* "application/pdf" */
	const void	*bytes;
	size_t		 len;
};

struct mail {
	const char	*from;		/* our address */
	const char	*from_name;
	const char	*to;
	const char	*to_name;	/* "" if not known */
	const char	*reply_to;	/* NULL: none */
	const char	*unsubscribe;	/* where one click ends such mail (RFC 8058), https; NULL: nowhere */
	const char	*subject;
	const char	*language;	/* of the words, "de" */
	const char	*text;		/* the whole message without any markup */
	const char	*html;		/* the same, dressed; NULL: none */
	const char	*id;		/* Message-ID without angle brackets; the same when sent again */
	int64_t		 date;		/* when it was written, Unix seconds */
	int64_t		 about;		/* the order or ticket it is about, which tells what comes back; 0: none */
	const struct mail_file *files;
	size_t		 n_files;
};

/*
 * The message with all its headers and CR LF at each line's end, `*len` bytes in the
 * arena.  NULL, and a sentence for the log in *why, when an address is not one or a
 * header holds a control character.
 */
const char *mail_build(struct arena *, const struct mail *, size_t *len, const char **why);

#endif
