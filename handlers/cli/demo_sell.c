/*
 * demo_sell.c: who comes to the sample events: orders and tickets, given away so that no money is owed
 * for them, of guests who have no account and to whom no mail goes.
 */
#include "handlers/cli/demo.h"

#include "core/domain/audit.h"
#include "core/domain/ticket_code.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "sql/demo.h"
#include "sql/request_key.h"

#define GROUP_MAX	10	/* tickets in an order */
#define SOME_MAX	24	/* tickets of a type, unless it is sold out */
#define HOURS_MAX	480	/* so long ago they were taken */

static const char *const first_names[] = { "Ada", "Aino", "Alma", "Amir", "Beatriz", "Bram", "Carla",
	"Daiki", "Dilek", "Edda", "Elif", "Emil", "Farah", "Felix", "Greta", "Hana", "Henrik", "Ines",
	"Isak", "Jonas", "Juno", "Kaito", "Lena", "Liam", "Lucía", "Maeve", "Malik", "Marta", "Mila",
	"Nadia", "Nils", "Noor", "Olive", "Oskar", "Paula", "Rafael", "Rosa", "Sami", "Sofia", "Thea",
	"Tomás", "Vera", "Wanda", "Yuki", "Zoë" };
static const char *const last_names[] = { "Abel", "Almeida", "Aydın", "Bakker", "Berg", "Brandt",
	"Castro", "Dahl", "Dubois", "Eriksen", "Ferrari", "Fischer", "Gallo", "Haas", "Hoshino", "Ibrahim",
	"Jansen", "Keller", "Kowalski", "Lang", "Lindholm", "Moreau", "Murphy", "Nakamura", "Novák",
	"O'Neill", "Okafor", "Olsen", "Pereira", "Quinn", "Rossi", "Sato", "Silva", "Suter", "Tanaka",
	"Thorne", "Vidal", "Walsh", "Weber", "Yılmaz" };

#define PICK(names)	(names)[random_below(sizeof(names) / sizeof((names)[0]))]

struct sale {
	struct arena		*arena;
	int64_t			 event;
	const unsigned char	*key;	/* the event's, so that it is sold once */
	unsigned		 percent;
};

static const char *
guest_name(struct arena *a)
{
	return text(a, "%s %s", PICK(first_names), PICK(last_names));
}

static void
add_tickets(struct db *db, struct sale *s, int64_t order, int64_t type, int64_t n, int64_t ago,
    const char *first)
{
	char code[11];

	for (int64_t i = 1; i <= n; i++) {
		ticket_short_code_draw(code);
		q_demo_ticket(db, id_new(id_shard(order), clock_now()), order, type, i, code,
		    i == 1 ? first : guest_name(s->arena), ago);
	}
}

static void
add_order(struct db *db, struct sale *s, const struct row *type, int64_t n)
{
	int64_t		 order = id_new(id_shard(s->event), clock_now());
	int64_t		 quota = row_id(type, "quota_id"), ago = 24 + random_below(HOURS_MAX);
	int64_t		 ticket_type = row_id(type, "ticket_type_id");
	const char	*name = guest_name(s->arena);
	const char	*email = text(s->arena, "guest-%s@marquee.example", id_text(s->arena, order));
	unsigned char	 key[16];

	random_bytes(key, sizeof(key));
	q_request_key_add(db, s->event, (struct bytes){ key, 16 }, "hold_place", order);
	q_demo_order(db, order, s->event, email, name, n, 1, ago);
	q_demo_line(db, order, ticket_type, n);
	add_tickets(db, s, order, ticket_type, n, ago, name);
	q_demo_ticket_stock(db, order, quota);
	q_demo_person(db, ticket_type, email, n);
	audit_note(db, &actor_program, row_id(type, "organizer_id"), "order_register", order, "{}");
	q_demo_move(db, id_new(id_shard(order), clock_now()), quota, n, order);
	q_demo_stock(db, quota, n);
}

static bool
sell(struct db *db, void *what)
{
	struct sale	*s = what;
	struct rows	 types;

	if (q_request_key_add(db, s->event, (struct bytes){ s->key, 16 }, "demo_sell", 0) == 0)
		return false;	/* done before */
	types = q_demo_types(db, s->event);
	for (size_t i = 0; i < types.n; i++) {
		int64_t left = row_int(types.at[i], "free") * s->percent / 100;

		if (s->percent < 100 && left > SOME_MAX)
			left = SOME_MAX - (int64_t)random_below(SOME_MAX / 2);
		while (left > 0) {
			int64_t n = 1 + random_below(s->percent < 100 ? 4 : GROUP_MAX);

			n = n < left ? n : left;
			add_order(db, s, types.at[i], n);
			left -= n;
		}
	}
	return true;
}

bool
demo_sell(struct db *db, struct arena *a, int64_t event, const unsigned char key[16], unsigned percent)
{
	struct sale s = { a, event, key, percent };

	return db_try(db, id_shard(event), sell, &s);
}
