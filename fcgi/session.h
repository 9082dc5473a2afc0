/*
 * session.h: who is asking.
 *
 * The cookie `__Host-session` is `<session id>.<256-bit secret>`; the table `session`,
 * on the account's shard, has the secret's SHA-256.  It is read from the database on
 * every request, so that an end is an end at once and a lost cache neither lets anybody
 * in nor mixes two people up (ASSURANCE A08-A12).
 */
#ifndef FCGI_SESSION_H
#define FCGI_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "core/lib/row.h"

struct db;
struct req;

#define SESSION_IDLE_DAYS	30
#define SESSION_DAYS		90

#define SIGN_IN_PATH		"/account/sign-in"
#define CONFIRM_PATH		"/account/confirm"

/*
 * Look the cookie up, once; r->person is set or stays NULL. Done for every row but the public
 * program's.
 */
void session_read(struct req *);

/*
 * Sign in: end the session there was, begin a new one under a new id, set the cookie.
 * They have just proved who they are.  False when the database failed.
 */
bool session_begin(struct req *, int64_t account);

/*
 * They proved it again, or may do more from now on: a new id for the same person, fresh from
 * now.
 */
bool session_confirm(struct req *);

/* Sign out here; an account everywhere (a new password, an admin's act); everywhere but here. */
bool session_end(struct req *);
bool session_end_all(struct req *, int64_t account);
bool session_end_others(struct req *);

/* The same for who has no request: an operator. */
bool session_end_account(struct db *, int64_t account);

/*
 * The signed-in person's sessions: session_id (this one is r->person->session), device, address,
 * began_at, seen_at.  End one of them; one of somebody else's is let be.
 */
struct rows session_list(struct req *);
bool session_end_one(struct req *, int64_t session);

/* True when they proved who they are within so many seconds. */
bool session_fresh(const struct req *, int64_t seconds);

/* --- CSRF --------------------------------------------------------------- */

/*
 * The proof a form of this page carries in its field `csrf`: bound to the session or, for a
 * visitor without one, to a cookie that is set with the page. Never the same text twice.
 */
const char *csrf_proof(struct req *);

/* True when the proof is of this visitor. */
bool csrf_good(struct req *, const char *proof);

#endif
