/* message.c: what an organizer writes to those who come; see message.h. */
#include "core/domain/message.h"

#include "core/domain/job.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/attendee.h"
#include "sql/event.h"
#include "sql/request_key.h"

struct message {
	const struct actor	*actor;
	int64_t			 event, type;
	const unsigned char	*key;
	const char		*payload;
	enum message_result	 end;
};

static const char *
payload_of(struct arena *a, int64_t type, const char *subject, const char *words)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_text(w, "subject", subject);
	json_text(w, "message", words);
	if (type != 0)
		json_text(w, "type", id_text(a, type));
	json_close_object(w);
	return json_written(w, NULL);
}

static bool
promise(struct db *db, void *what)
{
	struct message	*m = what;
	struct row	*event = q_event_lock(db, m->event);

	m->end = MESSAGE_NOBODY;
	if (event == NULL || q_attendees_addresses(db, m->event, m->type) == 0)
		return false;
	m->end = MESSAGE_DONE;
	if (q_request_key_add(db, m->event, (struct bytes){ m->key, 16 }, "event_message", m->event) == 0)
		return false;	/* done before, or the database failed */
	job_promise(db, "event_message_mail", m->event, m->payload, 0);
	audit_note(db, m->actor, row_id(event, "organizer_id"), "event_message", m->event, "{}");
	return true;
}

enum message_result
message_send(struct db *db, const struct actor *actor, int64_t event, int64_t type,
    const unsigned char key[16], const char *subject, const char *words)
{
	struct arena	*a = arena_new();
	struct message	 m = { .actor = actor, .event = event, .type = type, .key = key,
	    .payload = payload_of(a, type, subject, words) };
	bool		 done = db_try(db, id_shard(event), promise, &m);

	arena_free(a);
	return done ? m.end : MESSAGE_BUSY;
}
