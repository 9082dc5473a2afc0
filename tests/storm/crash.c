/*
 * crash.c: a worker, or the database server, is killed at every statement of what procedures do, and under a
 * crowd.  What was acknowledged is there; what is asked for again is done, once; everything adds up.
 */
#include "core/lib/crypto.h"
#include "tests/stage.h"
#include "tests/storm/crowd.h"
#include "tests/storm/deeds.h"
#include "tests/storm/scene.h"
#include "tests/storm/strike.h"
#include "tests/storm/suites.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS	3000	/* until somebody has come to the strike, if ever */

static uint64_t chance;

static int
draw(int n)
{
	chance = chance * 6364136223846793005u + 1442695040888963407u;
	return (int)((chance >> 33) % (uint64_t)n);
}

/* Procedures are whole, and the server stores what it acknowledges, as production's does. */
static void
begin(void)
{
	strikes_unset();
	stage_sql("shard", "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
}

/* In a process of its own: a worker. */
static pid_t
worker(const struct scene *s)
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(scene_anew(s) == ACT_DONE ? 0 : 1);
	}
	return pid;
}

/* True once it came to the strike; false when it ended without. */
static bool
come_to_it(pid_t pid)
{
	for (int ms = 0; ms < PATIENCE_MS; ms += 10) {
		if (strike_fell())
			return true;
		if (waitpid(pid, NULL, WNOHANG) == pid)
			return false;
		usleep(10000);
	}
	return false;
}

/* Asked again, as a browser would, until it is done: once. */
static void
settle(const struct scene *s, const char *what)
{
	enum act act = ACT_BUSY;

	for (int i = 0; i < 100 && act == ACT_BUSY; i++) {
		act = scene_anew(s);
		if (act == ACT_BUSY)
			usleep(100000);
	}
	ck_assert_msg(act == ACT_DONE, "%s: %s: %s", s->name, what, act == ACT_BUSY ?
	    "it is never done" : "a wrong answer");
	ck_assert_msg(s->stands(), "%s: %s: it was not done once", s->name, what);
	sale_check(scene_sale());
}

/* The worker dies while the procedure rests at its nth statement; the procedure goes on alone. */
static void
kill_worker(const struct procedure *p, int nth, const struct scene *s)
{
	const char	*what = text(stage_arena(), "worker killed in %s, statement %d", p->name, nth);
	pid_t		 pid;

	scene_set(s);
	strike_set(p, nth, "DO SLEEP(0.3);");
	pid = worker(s);
	if (come_to_it(pid)) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	settle(s, what);
	strike_unset(p);
}

/* The server dies there. */
static void
kill_server(const struct procedure *p, int nth, const struct scene *s)
{
	const char	*what = text(stage_arena(), "server killed in %s, statement %d", p->name, nth);
	pid_t		 pid;

	scene_set(s);
	strike_set(p, nth, "DO SLEEP(3);");
	pid = worker(s);
	if (come_to_it(pid)) {
		stage_kill();
		waitpid(pid, NULL, 0);
		stage_again();
		db_hang_up(stage_db());
		sleep(1);	/* until it is not left alone any more */
	}
	strike_unset(p);
	settle(s, what);
}

/*
 * With --long the worker in every scene at every statement, the server in one of them at each; else the
 * worker at some statements, and the server at one of each of two.
 */
START_TEST(test_each_statement)
{
	const struct procedure	*p = &procedures[_i];
	bool			 all = crowd_size(0, 1) == 1;
	int			 statements = 0, dies;

	chance = crowd_seed() + (uint64_t)_i;
	while (strike_has(p, statements + 1))
		statements++;
	dies = strcmp(p->name, "hold_claim") == 0 || strcmp(p->name, "order_register") == 0 ?
	    1 + draw(statements) : 0;
	for (int n = 1; n <= statements; n++)
		for (int i = 0, one = draw(n_scenes); i < n_scenes; i++) {
			if (scenes[i].tries)
				continue;	/* no procedure */
			if (all || (i == one && draw(2) == 0))
				kill_worker(p, n, &scenes[i]);
			if (all ? i == one : n == dies && i == (strcmp(p->name, "hold_claim") == 0 ? 0 : 3))
				kill_server(p, n, &scenes[i]);
		}
}
END_TEST

/* --- under a crowd ------------------------------------------------------------------------ */

#define ORDERS_MAX	20000

/* What was said to be done. */
static struct acknowledged {
	int64_t	n;
	int64_t	orders[ORDERS_MAX];
	bool	end;
} *said;

static struct sale sale;

/* Hold and register, each with its key until it is done, and tell what was acknowledged. */
static void
take_some(struct someone *s)
{
	struct hold_want	want = { s->sale->type[0], 1 };
	struct hold_ask		ask = { .event = s->sale->event, .want = &want, .n = 1,
	    .language = "en", .key_number = 1 };
	struct order_details	d = { .name = "Bo" };
	unsigned char		key[16];
	struct hold		hold;
	enum hold_result	held;
	enum order_result	registered = ORDER_BUSY;

	while (!__atomic_load_n(&said->end, __ATOMIC_RELAXED)) {
		do_key(s, ask.key);
		do_key(s, ask.visitor);
		do_key(s, key);
		d.email = do_email(s);
		do {
			db_use_arena(s->db, s->arena);
			held = hold_place(s->db, &actor_program, &ask, &hold);
			if (held == HOLD_BUSY)
				usleep(50000);
		} while (held == HOLD_BUSY);
		if (held == HOLD_SOLD_OUT)
			return;
		do {
			db_use_arena(s->db, s->arena);
			registered = order_register(s->db, &actor_program, hold.order, key, &d, NULL);
			if (registered == ORDER_BUSY)
				usleep(50000);
		} while (registered == ORDER_BUSY);
		if (registered == ORDER_DONE)
			said->orders[__atomic_fetch_add(&said->n, 1, __ATOMIC_RELAXED)] = hold.order;
		else
			count(s, 0, 1);
		arena_reset(s->arena);
	}
}

/* While they take, the server is killed, again and again. */
static pid_t
killer(void)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	usleep(800000);
	for (int64_t i = 0; i < crowd_size(1, 60); i++) {
		usleep((useconds_t)(500000 + draw(1500000)));
		stage_kill();
		stage_again();
	}
	sleep(2);
	__atomic_store_n(&said->end, true, __ATOMIC_RELAXED);
	_exit(0);
}

START_TEST(test_acknowledged)
{
	struct crowd	c;
	pid_t		pid;

	chance = crowd_seed();
	said = mmap(NULL, sizeof(*said), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	sale = sale_begin(1, ORDERS_MAX);
	sale_stripe(sale.quota[0], ORDERS_MAX, 16);
	pid = killer();
	c = crowd_run(&sale, 8, take_some);
	waitpid(pid, NULL, 0);
	db_hang_up(stage_db());
	ck_assert_int_eq(c.counts[0], 0);
	ck_assert_int_gt(said->n, 50);
	for (int64_t i = 0; i < said->n; i++)
		ck_assert_msg(stage_number("shard", "SELECT COUNT(*) FROM orders o JOIN ticket t "
		    "ON t.order_id = o.id WHERE o.id = %lld AND o.state = 'paid'",
		    (long long)said->orders[i]) == 1, "order %lld was acknowledged, and is not there",
		    (long long)said->orders[i]);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM orders WHERE event_id = %lld "
	    "AND state = 'paid'", (long long)sale.event), said->n);
	sale_check(&sale);
}
END_TEST

Suite *
crash_suite(void)
{
	Suite	*s = suite_create("crash");
	TCase	*t = tcase_create("crash");
	int	 n = 0;

	while (procedures[n].name != NULL)
		n++;
	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, (double)crowd_size(120, 1700));
	tcase_add_loop_test(t, test_each_statement, 0, n);
	tcase_add_test(t, test_acknowledged);
	suite_add_tcase(s, t);
	return s;
}
