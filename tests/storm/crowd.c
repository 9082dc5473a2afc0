/* crowd.c: see crowd.h. */
#include "tests/storm/crowd.h"

#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "tests/stage.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_US		5000
#define PATIENCE	2.0	/* as programs have */

/* What all processes share. */
struct ground {
	struct crowd	crowd;
	bool		end;	/* the onlooker may go home */
};

static uint64_t	seed;

uint64_t
crowd_seed(void)
{
	const char *said = getenv("MARQUEE_SEED");

	if (seed == 0 && said != NULL)
		seed = strtoull(said, NULL, 10);
	if (seed == 0)
		random_bytes(&seed, sizeof(seed) / 2);
	return seed;
}

int64_t
crowd_size(int64_t brief, int64_t full)
{
	const char *said = getenv("MARQUEE_LONG");

	return said == NULL || *said == '\0' ? brief : full;
}

uint32_t
dice(struct someone *s, uint32_t n)
{
	s->chance = s->chance * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(s->chance >> 33) % n;
}

void
count(struct someone *s, int what, int64_t n)
{
	__atomic_add_fetch(&s->counts[what], n, __ATOMIC_RELAXED);
}

/* --- one of them ------------------------------------------------------------------------- */

static struct db *
connected(struct arena *a)
{
	struct db *db = stage_db_new(a, PATIENCE);

	ck_assert(db_ping(db, 11));
	return db;
}

static _Noreturn void
be_someone(struct ground *g, const struct sale *sale, int number, int gate, void (*fn)(struct someone *))
{
	struct someone	s = { .number = number, .sale = sale, .arena = arena_new(),
	    .chance = crowd_seed() * 1000003 + (uint64_t)number, .counts = g->crowd.counts,
	    .answers = &g->crowd.answers[number] };
	char		nothing;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	s.db = connected(arena_new());	/* which lives longer than a turn's memory */
	db_use_arena(s.db, s.arena);
	(void)!read(gate, &nothing, 1);	/* until the gate is opened */
	fn(&s);
	db_free(s.db);
	_exit(0);
}

static int64_t
number(struct db_link *l, struct arena *a, const char *sql)
{
	struct rows rows = { 0 };

	if (db_link_ask(l, a, sql, strlen(sql), &rows, 1) != 1 || rows.n == 0)
		return 1;	/* what cannot be seen is not well */
	return row_int(rows.at[0], "n");
}

/* Every slot of the sale, every five milliseconds. */
static _Noreturn void
look_on(struct ground *g, const struct sale *sale)
{
	struct arena	*a = arena_new();
	struct db_link	*l = db_link_new(&(struct db_link_setup){ .address = stage_socket(),
	    .user = stage_user(), .password = "", .database = "marquee_shard" });

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (!__atomic_load_n(&g->end, __ATOMIC_RELAXED)) {
		g->crowd.over += number(l, a, text(a, "SELECT COUNT(*) AS n FROM quota q "
		    "JOIN stock_slot s ON s.quota_id = q.id WHERE q.event_id = %lld "
		    "AND (s.held < 0 OR s.sold < 0 OR s.held + s.sold > s.cap)", (long long)sale->event));
		g->crowd.looks++;
		arena_reset(a);
		usleep(LOOK_US);
	}
	_exit(0);
}

/* --- all of them ------------------------------------------------------------------------- */

struct crowd
crowd_run(const struct sale *sale, int n, void (*fn)(struct someone *))
{
	struct ground	*g = mmap(NULL, sizeof(*g), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	    -1, 0);
	pid_t		 people[CROWD_MAX], onlooker;
	int		 gate[2], status, died = 0;
	struct crowd	 crowd;

	ck_assert(g != MAP_FAILED && n <= CROWD_MAX && pipe(gate) == 0);
	if ((onlooker = fork()) == 0) {
		close(gate[0]);
		close(gate[1]);
		look_on(g, sale);
	}
	for (int i = 0; i < n; i++)
		if ((people[i] = fork()) == 0) {
			close(gate[1]);
			be_someone(g, sale, i, gate[0], fn);
		}
	close(gate[0]);
	usleep(200000 + (useconds_t)n * 5000);	/* until all stand before it */
	close(gate[1]);
	for (int i = 0; i < n; i++)
		died += waitpid(people[i], &status, 0) != people[i] || status != 0;
	__atomic_store_n(&g->end, true, __ATOMIC_RELAXED);
	waitpid(onlooker, &status, 0);
	crowd = g->crowd;
	munmap(g, sizeof(*g));
	ck_assert_msg(died == 0, "%d of %d died (seed %llu)", died, n, (unsigned long long)crowd_seed());
	return crowd;
}
