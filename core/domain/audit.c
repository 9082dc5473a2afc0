/* audit.c: who did what; see audit.h. */
#include "core/domain/audit.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/audit.h"

#include <arpa/inet.h>

const struct actor actor_program = { 0, "", "" };

struct bytes
audit_address(const struct actor *actor, unsigned char to[16])
{
	if (inet_pton(AF_INET, actor->address, to) == 1)
		return (struct bytes){ to, 4 };
	if (inet_pton(AF_INET6, actor->address, to) == 1)
		return (struct bytes){ to, 16 };
	return (struct bytes){ "", 0 };
}

void
audit_note(struct db *db, const struct actor *actor, int64_t organizer, const char *deed,
    int64_t subject, const char *detail)
{
	unsigned char address[16];

	q_audit_add(db, id_new(id_shard(subject), clock_now()), actor->account, organizer, deed,
	    subject, detail, audit_address(actor, address), actor->request);
}
