/*
 * fsck.c: prove that what must always be true is true (DOMAIN, section 6, as far as there is
 * something to prove it of).  Read only.  Each rule is a row below: either one statement on each
 * server, whose rows are what is broken, or a function that looks across places.
 *
 * It may run beside everything else: what one program writes in two places is apart for a moment,
 * so a rule that settles is asked again before it counts, unless --once says that nothing is at work.
 */
#include "handlers/cli/fsck.h"

#include "core/lib/id.h"
#include "core/lib/str.h"
#include "sql/fsck.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXAMPLES	3	/* shown of each rule */
#define TRIES		4	/* of a rule that settles, a second apart */

typedef struct rows question(struct db *, int64_t shard);

static const struct rule {
	const char	*name;
	const char	*sentence;
	question	*ask;		/* on each server of shards, or */
	void		(*look)(struct fsck *);
	bool		 settles;
} rules[] = {
	{ "stock-room",		"held + sold is at most cap in every slot, and none is below zero",
	    q_fsck_slots_over,	NULL,				false },
	{ "stock-sum",		"a quota has as many slots as it says, and their caps sum up",
	    q_fsck_slots_sum,	NULL,				false },
	{ "stock-lost",		"every slot has its quota",
	    q_fsck_slots_lost,	NULL,				false },
	{ "stock-held",		"what slots say is held are the holds, run out or not",
	    q_fsck_stock_held,	NULL,				true },
	{ "stock-sold",		"what slots say is sold are the live tickets",
	    q_fsck_stock_sold,	NULL,				true },
	{ "stock-ledger",	"what slots say is everything that ever moved, summed up",
	    q_fsck_stock_ledger, NULL,				true },
	{ "stock-person",	"what somebody has of a ticket type are their orders' tickets",
	    q_fsck_persons,	NULL,				true },
	{ "order",		"the state of an order, what it holds and its tickets go together",
	    q_fsck_orders,	NULL,				true },
	{ "order-line",		"an order has the tickets, and holds the stock, that its lines say",
	    q_fsck_order_lines,	NULL,				true },
	{ "order-key",		"one order for each request key",
	    q_fsck_order_keys,	NULL,				true },
	{ "order-late",		"nothing is held fifteen minutes longer than it may be",
	    q_fsck_orders_kept,	NULL,				true },
	{ "ticket-stock",	"live tickets take stock, each of the same quotas, and no others do",
	    q_fsck_ticket_stock, NULL,				true },
	{ "tenant",		"every row belongs to whom its parent belongs to",
	    q_fsck_tenants,	NULL,				false },
	{ "shard",		"every row has the shard of what owns it in its id",
	    q_fsck_shards,	NULL,				false },
	{ "placement",		"no row is on a server that does not hold its shard",
	    NULL,		fsck_placement,			false },
	{ "email-claim",	"an address is claimed by the account that has it, and by no other",
	    NULL,		fsck_people_claims,		true },
	{ "handle-claim",	"a handle is claimed by the organizer that has it, and by no other",
	    NULL,		fsck_organizer_claims,		true },
	{ "owner",		"every active organizer has an owner",
	    q_fsck_owners,	NULL,				false },
	{ "membership",		"teams and the copies their people see agree",
	    NULL,		fsck_membership_copies,		true },
	{ "my-ticket",		"tickets and the copies their people see agree",
	    NULL,		fsck_my_tickets,		true },
	{ "published",		"what the public sees has category, date and place",
	    q_fsck_unready,	NULL,				false },
	{ "time",		"instant and wall clock of a date agree, addresses end with ids",
	    NULL,		fsck_times,			false },
	{ "audit",		"whatever was published was written down",
	    q_fsck_unaudited,	NULL,				false },
	{ "order-audit",	"whatever was registered or cancelled was written down",
	    q_fsck_order_audit,	NULL,				false },
	{ "promise",		"whatever was published promised its mail",
	    q_fsck_unpromised,	NULL,				false },
	{ "order-promise",	"whoever registered was promised what they are owed",
	    q_fsck_order_promises, NULL,			false },
	{ "job",		"no job waits, or is leased, fifteen minutes longer than it should",
	    q_fsck_stuck,	NULL,				false },
	{ "image",		"pictures are ready, refused with a reason, or have a job",
	    q_fsck_images_forgotten, NULL,			true },
	{ "image-files",	"all files of a picture that is ready are there",
	    NULL,		fsck_image_files,		false },
	{ "listing",		"the listing has what is public, of its last version, and no more",
	    NULL,		fsck_listing_copy,		true },
	{ "search",		"the search index has the dates of the listing and no others",
	    NULL,		fsck_search_copy,		true },
};

/* --- for rules --------------------------------------------------------------------------- */

void
broken(struct fsck *f, int64_t id, const char *fmt, ...)
{
	va_list args;

	if (f->broken++ >= EXAMPLES)
		return;
	str_addf(f->examples, "%14s%s%s", "", id == 0 ? "" : id_text(f->arena, id), id == 0 ? "" :
	    "  ");
	va_start(args, fmt);
	str_addf_va(f->examples, fmt, args);
	va_end(args);
	str_addc(f->examples, '\n');
}

void
fsck_each_server(struct fsck *f, void (*look)(struct fsck *, int place))
{
	const struct places *places = db_places(f->db);

	for (size_t i = 0; i < places->n_servers; i++)
		if (server_place(places, i) != PLACE_NONE)
			look(f, server_place(places, i));
}

/* --- one rule ---------------------------------------------------------------------------- */

static void
ask_everywhere(struct fsck *f, const struct rule *rule)
{
	const struct places *places = db_places(f->db);

	for (size_t i = 0; i < places->n_servers; i++) {
		struct rows rows;

		if (server_place(places, i) == PLACE_NONE)
			continue;
		rows = rule->ask(f->db, server_place(places, i));
		for (size_t n = 0; n < rows.n; n++)
			broken(f, row_id(rows.at[n], "id"), "%s", row_text(rows.at[n], "about"));
	}
}

static void
look_once(struct fsck *f, const struct rule *rule)
{
	arena_reset(f->arena);
	db_use_arena(f->db, f->arena);
	db_readonly(f->db, true);
	f->broken = 0;
	f->examples = str_new(f->arena);
	if (rule->ask != NULL)
		ask_everywhere(f, rule);
	else
		rule->look(f);
}

/* True when it holds. */
static bool
prove(struct fsck *f, const struct rule *rule)
{
	int tries = rule->settles && !f->once ? TRIES : 1;

	for (look_once(f, rule); f->broken > 0 && --tries > 0; look_once(f, rule))
		sleep(1);
	if (db_failed(f->db))
		printf("FAILED        %-14s  could not be looked at: %s\n", rule->name,
		    db_failure(f->db));
	else
		printf("%-6s %6lld  %-14s  %s\n%s", f->broken == 0 ? "ok" : "BROKEN",
		    (long long)f->broken,
		    rule->name, rule->sentence, f->examples->text);
	fflush(stdout);
	return f->broken == 0 && !db_failed(f->db);
}

/* --- the command ------------------------------------------------------------------------- */

static bool
is_named(const struct rule *rule, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], rule->name) == 0)
			return true;
	return argc == 1;
}

int
fsck_command(struct cli *cli, int argc, char **argv)
{
	struct fsck	f = { .cli = cli, .db = cli_db(cli) };
	const char	*search = conf_text(cli->conf, "search.socket");
	const char	*command = argv[0];
	int		 asked = 0, fell = 0;

	if (f.db == NULL)
		return 1;
	if (argc > 1 && strcmp(argv[1], "--once") == 0) {
		f.once = true;
		argc--, argv++;
	}
	f.arena = arena_new();
	f.search = *search == '\0' ? NULL : sphinxql_new(search);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (is_named(&rules[i], argc, argv)) {
			asked++;
			fell += !prove(&f, &rules[i]);
		}
	db_use_arena(f.db, cli->arena);
	sphinxql_free(f.search);
	arena_free(f.arena);
	if (asked == 0)
		return usage(command);
	printf("%d rules, %d broken\n", asked, fell);
	return fell == 0 ? 0 : 1;
}
