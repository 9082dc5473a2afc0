/*
 * session.c: who is asking, and proof that a form is theirs; see session.h.
 * What is asked and changed here is sql/session.sql.
 */
#include "fcgi/session.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/text.h"
#include "fcgi/program.h"
#include "fcgi/req.h"
#include "sql/session.h"

#define SECRET_BYTES	32
#define SECRET_LETTERS	43		/* of base64url */
#define NONCE_BYTES	16
#define SEEN_SECONDS	300		/* how exact seen_at is */
#define DAY		((int64_t)24 * 3600)
#define TRIES		3		/* at an id that nobody has */
#define HINT		"signed-in"	/* by which static/js/marquee.js dresses the link to one's account */

/* --- the cookie --------------------------------------------------------- */

static struct bytes
hash_of(struct arena *a, const char *secret)
{
	unsigned char *digest = arena_alloc(a, SHA256_BYTES);

	sha256(secret, strlen(secret), digest);
	return (struct bytes){ digest, SHA256_BYTES };
}

/* The session a cookie names; 0 when it is not one.  *secret is the rest of it. */
static int64_t
parse_cookie(struct arena *a, const char *cookie, const char **secret)
{
	if (strlen(cookie) != ID_LETTERS + 1 + SECRET_LETTERS || cookie[ID_LETTERS] != '.')
		return 0;
	*secret = cookie + ID_LETTERS + 1;
	return id_parse(arena_copy_n(a, cookie, ID_LETTERS));
}

static void
set_cookie(struct req *r, int64_t session, const char *secret)
{
	reply_cookie(r, "session", text(r->arena, "%s.%s", id_text(r->arena, session), secret),
	    SESSION_DAYS * DAY);
	reply_hint(r, HINT, "1", SESSION_DAYS * DAY);
}

static void
drop_cookie(struct req *r)
{
	reply_cookie(r, "session", "", 0);
	reply_hint(r, HINT, "", 0);
}

/* --- who is asking ------------------------------------------------------ */

/* After the reply: used just now, to within SEEN_SECONDS. */
static void
note_seen(struct req *r, void *what)
{
	struct person *person = what;

	q_session_seen(r->db, person->session);
}

static void
take_person(struct req *r, int64_t session, const struct row *row)
{
	struct person *p = make(r->arena, struct person);

	p->id = row_id(row, "account_id");
	p->session = session;
	p->name = row_text(row, "name");
	p->email = row_text(row, "email");
	p->fresh_at = r->now - row_int(row, "fresh_age");
	if (row_int(row, "seen_age") > SEEN_SECONDS)
		later(r, note_seen, p);
	r->person = p;
}

void
session_read(struct req *r)
{
	const char	*cookie = req_cookie(r, "__Host-session"), *secret;
	int64_t		 session;
	struct row	*row = NULL;

	r->visitor_known = true;
	if (*cookie == '\0' || r->db == NULL)
		return;
	if ((session = parse_cookie(r->arena, cookie, &secret)) != 0)
		row = q_session_read(r->db, session, hash_of(r->arena, secret));
	if (row != NULL) {
		r->bind = text(r->arena, "session %s", cookie);
		take_person(r, session, row);
	} else if (!req_failed(r)) {
		drop_cookie(r);
	}
}

bool
session_fresh(const struct req *r, int64_t seconds)
{
	return r->person != NULL && r->now - r->person->fresh_at < seconds;
}

/* --- beginning and ending ----------------------------------------------- */

static struct bytes
address_bytes(struct req *r)
{
	unsigned char *address = arena_alloc(r->arena, 16);

	if (inet_pton(AF_INET, r->address, address) == 1)
		return (struct bytes){ address, 4 };
	if (inet_pton(AF_INET6, r->address, address) == 1)
		return (struct bytes){ address, 16 };
	return (struct bytes){ NULL, 0 };
}

/* A row under an id that nobody has; 0 when the database failed. */
static int64_t
add_session(struct req *r, int64_t account, const char *secret)
{
	struct bytes	 hash = hash_of(r->arena, secret), address = address_bytes(r);
	const char	*device = text_cut(r->arena, r->agent, 200);

	for (int i = 0; i < TRIES; i++) {
		int64_t session = id_new(id_shard(account), r->now);

		if (q_session_add(r->db, session, account, hash, address, device) == 1)
			return session;
	}
	return 0;
}

bool
session_begin(struct req *r, int64_t account)
{
	unsigned char	 drawn[SECRET_BYTES];
	const char	*secret;
	int64_t		 session;

	if (r->person != NULL && !session_end(r))
		return false;
	random_bytes(drawn, sizeof(drawn));
	secret = base64url(r->arena, drawn, sizeof(drawn));
	if ((session = add_session(r, account, secret)) == 0)
		return false;
	set_cookie(r, session, secret);
	return true;
}

bool
session_confirm(struct req *r)
{
	return r->person != NULL && session_begin(r, r->person->id);
}

bool
session_end(struct req *r)
{
	if (r->person != NULL)
		q_session_end(r->db, r->person->session);
	if (req_failed(r))
		return false;
	drop_cookie(r);
	return true;
}

bool
session_end_all(struct req *r, int64_t account)
{
	return session_end_account(r->db, account);
}

bool
session_end_others(struct req *r)
{
	if (r->person != NULL)
		q_session_end_all(r->db, r->person->id, r->person->session);
	return !req_failed(r);
}

bool
session_end_one(struct req *r, int64_t session)
{
	if (r->person != NULL && id_shard(session) == id_shard(r->person->id))
		q_session_end_one(r->db, session, r->person->id);
	return !req_failed(r);
}

struct rows
session_list(struct req *r)
{
	if (r->person == NULL)
		return (struct rows){ 0, NULL };
	return q_session_list(r->db, r->person->id);
}

/* --- CSRF ------------------------------------------------------------------
 *
 * A proof is a nonce and its MAC together with what it is bound to: the session's cookie, or
 * for who has none a cookie of our own making.  That one is signed so that it is ours and not
 * one that somebody managed to plant.
 */

/* What this visitor's cookie binds proofs to, or NULL without one that is ours. */
static const char *
bound_to(struct req *r)
{
	const char *cookie = req_cookie(r, "__Host-visitor"), *dot = strchr(cookie, '.');

	if (r->bind == NULL && dot != NULL &&
	    mac_verify(r->tools->keys, "visitor", cookie, (size_t)(dot - cookie), dot + 1))
		r->bind = text(r->arena, "visitor %s", cookie);
	return r->bind;
}

static const char *
sign(struct req *r, const char *purpose, const char *what)
{
	return mac_sign(r->arena, r->tools->keys, purpose, what, strlen(what));
}

static void
bind_visitor(struct req *r)
{
	unsigned char	 drawn[NONCE_BYTES];
	char		*nonce, *cookie;

	random_bytes(drawn, sizeof(drawn));
	nonce = base64url(r->arena, drawn, sizeof(drawn));
	cookie = text(r->arena, "%s.%s", nonce, sign(r, "visitor", nonce));
	reply_cookie(r, "visitor", cookie, DAY);
	r->bind = text(r->arena, "visitor %s", cookie);
}

const char *
csrf_proof(struct req *r)
{
	unsigned char	 drawn[NONCE_BYTES];
	char		*nonce, *bytes;

	if (bound_to(r) == NULL)
		bind_visitor(r);
	random_bytes(drawn, sizeof(drawn));
	nonce = base64url(r->arena, drawn, sizeof(drawn));
	bytes = text(r->arena, "%s %s", nonce, r->bind);
	return text(r->arena, "%s.%s", nonce, sign(r, "csrf", bytes));
}

bool
csrf_good(struct req *r, const char *proof)
{
	const char	*dot = strchr(proof, '.');
	char		*bytes;

	if (dot == NULL || bound_to(r) == NULL)
		return false;
	bytes = text(r->arena, "%.*s %s", (int)(dot - proof), proof, r->bind);
	return mac_verify(r->tools->keys, "csrf", bytes, strlen(bytes), dot + 1);
}
