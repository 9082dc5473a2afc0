/* world.c: programs for tests with real databases; see world.h. */
#include "tests/fcgi/world.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "fcgi/limit.h"
#include "sql/account.h"
#include "sql/session.h"
#include "tests/ask.h"

int made;
int64_t kept_version = 1;

static const struct limit try_limit = { "test-try", 3, 5, 600 };

static int
say(struct req *r, const char *what)
{
	return reply_text(r, "text/plain; charset=utf-8", what);
}

int
who_show(struct req *r)
{
	if (r->person == NULL)
		return say(r, "nobody");
	return say(r, text(r->arena, "%s <%s>", r->person->name, r->person->email));
}

int
sessions_show(struct req *r)
{
	struct rows	 all = session_list(r);
	char		*said = text(r->arena, "%zu:", all.n);

	for (size_t i = 0; i < all.n; i++)
		said = text(r->arena, "%s %s", said,
		    id_text(r->arena, row_id(all.at[i], "session_id")));
	return say(r, said);
}

int
begin_post(struct req *r)
{
	return session_begin(r, req_id(r, "account")) ? see_other(r, "/who") : try_later(r);
}

int
confirm_post(struct req *r)
{
	return session_confirm(r) ? see_other(r, "/who") : try_later(r);
}

int
end_post(struct req *r)
{
	return session_end(r) ? see_other(r, "/who") : try_later(r);
}

int
end_which_post(struct req *r)
{
	const char	*which = req_text(r, "which");
	bool		 good;

	if (strcmp(which, "others") == 0)
		good = session_end_others(r);
	else if (strcmp(which, "all") == 0)
		good = session_end_all(r, r->person->id);
	else
		good = session_end_one(r, req_id(r, "which"));
	return good ? see_other(r, "/who") : try_later(r);
}

int
touch_post(struct req *r)
{
	return see_other(r, "/who");
}

/* What no GET may do. */
int
writes_show(struct req *r)
{
	q_session_end_all(r->db, id_new(0, r->now), 0);
	return say(r, "written");
}

int
try_post(struct req *r)
{
	if (!limit_take(r, &try_limit, req_text(r, "subject")))
		return too_many(r, try_limit.seconds);
	return say(r, "go on");
}

int
try_account_post(struct req *r)
{
	if (!limit_take_account(r, &try_limit, r->person->id))
		return too_many(r, try_limit.seconds);
	return say(r, "go on");
}

int
forget_post(struct req *r)
{
	limit_forget(r, &try_limit, req_text(r, "subject"));
	return say(r, "forgotten");
}

static void
kept_fill(struct req *r, void *id)
{
	made++;
	page_text(r, "error.reason", text(r->arena, "version %lld of %lld", (long long)kept_version,
	    (long long)*(const int64_t *)id));
}

int
kept_show(struct req *r)
{
	int64_t id = 7;

	return page_kept(r, "error", kept_fill, &id, id, kept_version);
}

#define ROUTES "tests/fcgi/world.def"
#include "fcgi/route_table.h"

const struct program world_account = { .name = "account", .routes = routes, .n = ROUTES_N };
const struct program world_public = { .name = "public", .routes = routes, .n = ROUTES_N,
    .readonly = true };

/* --- people, and what time does to them --------------------------------- */

int64_t
world_person(int shard, const char *name)
{
	struct tools	*t = ask_tools(&world_account);
	struct arena	*a = arena_new();
	unsigned char	 drawn[8];
	const char	*email;
	int64_t		 id;

	random_bytes(drawn, sizeof(drawn));
	db_use_arena(t->db, a);
	id = id_new(shard, 1796400000);
	email = text(a, "%s@example.org", hex(a, drawn, sizeof(drawn)));
	q_account_claim(t->db, email, id);
	q_account_add(t->db, id, email, name, "", "en", "UTC");
	ck_assert_msg(!db_failed(t->db), "%s", db_failure(t->db));
	arena_free(a);
	world_sql(id, "UPDATE account SET state = 'active' WHERE id = %lld", (long long)id);
	return id;
}

static FILE *
client(int64_t id, const char *sql)
{
	const struct places	*places = db_places(ask_tools(&world_account)->db);
	int			 server = place_server(places, id_shard(id));
	const char		*address = places->servers[server].address;
	struct arena		*a = arena_new();
	FILE			*p;

	p = popen(text(a, "mariadb --no-defaults -N -B -S '%s' marquee_shard -e \"%s\"", address,
	    sql), "r");
	ck_assert(p != NULL);
	arena_free(a);
	return p;
}

void
world_sql(int64_t id, const char *fmt, ...)
{
	struct arena	*a = arena_new();
	va_list		 args;

	va_start(args, fmt);
	ck_assert_int_eq(pclose(client(id, text_va(a, fmt, args))), 0);
	va_end(args);
	arena_free(a);
}

long
world_number(int64_t id, const char *fmt, ...)
{
	struct arena	*a = arena_new();
	va_list		 args;
	long		 n = -1;
	FILE		*p;

	va_start(args, fmt);
	p = client(id, text_va(a, fmt, args));
	va_end(args);
	ck_assert_int_eq(fscanf(p, "%ld", &n), 1);
	ck_assert_int_eq(pclose(p), 0);
	arena_free(a);
	return n;
}
