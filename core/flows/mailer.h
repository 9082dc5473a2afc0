/*
 * mailer.h: what every flow that sends mail shares: a pair of templates is rendered, the message built and
 * handed to the relay.
 */
#ifndef CORE_FLOWS_MAILER_H
#define CORE_FLOWS_MAILER_H

#include "core/documents/mail.h"
#include "core/domain/recipient.h"
#include "core/lib/arena.h"
#include "core/lib/http.h"
#include "core/lib/row.h"
#include "core/lib/template.h"
#include "core/services/relay.h"

/* What mail is written and sent with. */
struct mailer {
	const struct relay	*relay;		/* NULL: none; mail waits */
	struct http		*http;
	struct templates	*templates;	/* the folder mail/ */
	struct recipient_cap	 cap;		/* see core/domain/recipient.h */
	const struct keyring	*ring;		/* ORDER_RING */
	const char		*site_url;
	const char		*site_name;
};

enum mail_end {
	MAIL_SENT,		/* the relay has it */
	MAIL_NEEDLESS,		/* there is nothing to say any more, or nobody to say it to */
	MAIL_WAITS,		/* the relay or a database is away: try again */
	MAIL_REFUSED		/* it will never be taken; *why says what was said */
};

/* The language of ours that a text column asks for; the first one when it is none. */
const char *mailer_language(const char *wanted);

/* Names of a mail's templates with mail.language and mail.prefix, whose words are spoken from now on. */
struct names *mailer_names(struct arena *, const char *language);

/*
 * Render templates/<name>.cs and <name>_text.cs and send what they make.  Set in *mail: to, to_name, subject,
 * language, date, and whatever else it shall have; from_name is the relay's if it is not set.  `id` is the Message-ID's first part: the same when it is sent again,
 * so that whoever gets it twice can see that it is one.
 */
enum mail_end mailer_send(struct arena *, const struct mailer *, const char *name,
    struct names *, struct mail *, const char *id, const char **why);

#endif
