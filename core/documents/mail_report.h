/*
 * mail_report.h: what mail servers send back: delivery status notifications (RFC 3464).
 */
#ifndef CORE_DOCUMENTS_MAIL_REPORT_H
#define CORE_DOCUMENTS_MAIL_REPORT_H

#include "core/lib/arena.h"

#include <stdbool.h>
#include <stddef.h>

#define MAIL_REPORT_MAX		((size_t)1024 * 1024)	/* bytes of one */
#define MAIL_REPORT_RECIPIENTS	16			/* taken of one */

/* What became of it at one mailbox.  Nothing is NULL; "" is what was not said. */
struct mail_report_recipient {
	const char	*address;	/* the one we wrote to, where that is said; as it came */
	const char	*action;	/* "failed", "delayed", "delivered", ... */
	const char	*status;	/* "5.1.1" */
	const char	*diagnostic;	/* "smtp; 550 no such user" */
};

struct mail_report {
	const char			*to;	/* where it was sent, by its own head */
	size_t				 n;
	struct mail_report_recipient	 recipients[MAIL_REPORT_RECIPIENTS];
};

/* Read one.  False for any other message. */
bool mail_report_read(struct arena *, const void *bytes, size_t len, struct mail_report *);

#endif
