/*
 * relay.h: the mail server that takes our mail and brings it on its way (settings [mail]).
 *
 * Signing (DKIM), queues and bounces are its business.
 */
#ifndef CORE_SERVICES_RELAY_H
#define CORE_SERVICES_RELAY_H

#include "core/lib/arena.h"
#include "core/lib/conf.h"
#include "core/lib/http.h"

#include <stdbool.h>

struct relay {
	struct smtp_server	 server;
	const char		*from, *from_name;	/* who our mail is from */
	const char		*domain;		/* behind the @ of it, for Message-IDs */
	const char		*bounces;		/* where what comes back goes; NULL: to `from` */
};

/*
 * What the settings say.  NULL when there is no relay, or with a sentence in *err ("" for none)
 * when they cannot be right.  Lives in the arena.
 */
const struct relay *relay_new(struct arena *, const struct conf *, const char **err);

/*
 * Hand over one finished message (documents/mail.h) for one person; `from` is the envelope's sender, to whom what
 * cannot be delivered comes back. *why is what was said, for the log.
 */
enum smtp_outcome relay_send(const struct relay *, struct http *, struct arena *, const char *from, const char *to,
    const char *bytes, size_t len, const char **why);

/*
 * True when somebody there speaks SMTP (or, where TLS comes first, answers at all) within two
 * seconds. Sends nothing.  For `marquee doctor`.
 */
bool relay_greets(const struct relay *, struct arena *, const char **why);

#endif
