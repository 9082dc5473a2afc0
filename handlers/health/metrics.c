/*
 * metrics.c: all pools' numbers for Prometheus.
 *
 *	GET  /metrics	metrics_show
 *
 * What workers counted is in their pools' scoreboards (core/lib/metrics.def); what
 * they are doing now is added here.
 */
#include "handlers/health/health.h"

#include "core/lib/clock.h"
#include "core/lib/conf.h"
#include "core/lib/metric.h"
#include "core/lib/str.h"
#include "fcgi/scoreboard.h"

#define POOLS_MAX	32

struct pools {
	const struct board	*at[POOLS_MAX];
	size_t			 n;
};

static void
done_with_pools(void *what)
{
	struct pools *pools = what;

	for (size_t i = 0; i < pools->n; i++)
		board_done(pools->at[i]);
}

static struct pools *
read_pools(struct req *r)
{
	struct pools *pools = make(r->arena, struct pools);

	pools->n = boards_read(conf_text(r->conf, "paths.run"), pools->at, POOLS_MAX);
	arena_defer(r->arena, done_with_pools, pools);
	return pools;
}

static void
print_counted(struct req *r, struct str *out, const struct pools *pools)
{
	struct metric_source *from = make_array(r->arena, struct metric_source, pools->n);

	for (size_t i = 0; i < pools->n; i++)
		from[i] = (struct metric_source){ pools->at[i]->program, &pools->at[i]->metrics };
	metric_print(out, from, pools->n);
}

/* One number of each pool. */
static void
print_each(struct str *out, const struct pools *pools, const char *name, const char *help,
    int64_t (*number)(const struct board *))
{
	metric_head(out, name, "gauge", help);
	for (size_t i = 0; i < pools->n; i++) {
		str_addf(out, "marquee_%s{program=\"", name);
		metric_label(out, pools->at[i]->program);
		str_addf(out, "\"} %lld\n", (long long)number(pools->at[i]));
	}
}

static void
print_workers(struct str *out, const struct pools *pools)
{
	metric_head(out, "pool_workers", "gauge", "Workers by what they are doing.");
	for (size_t i = 0; i < pools->n; i++) {
		int in[SLOT_STATES] = { 0 };

		for (size_t s = 0; s < BOARD_SLOTS; s++)
			in[slot_state(&pools->at[i]->slots[s])]++;
		for (enum slot_state state = SLOT_STARTING; state < SLOT_STATES; state++) {
			str_add(out, "marquee_pool_workers{program=\"");
			metric_label(out, pools->at[i]->program);
			str_addf(out, "\",state=\"%s\"} %d\n", slot_state_name(state), in[state]);
		}
	}
}

static int64_t
is_up(const struct board *b)
{
	return board_alive(b);
}

static int64_t
is_braked(const struct board *b)
{
	return b->braked;
}

static int64_t
is_refused(const struct board *b)
{
	return b->refused;
}

static int64_t
wanted(const struct board *b)
{
	return b->workers;
}

static int64_t
memory(const struct board *b)
{
	int64_t most = 0;

	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (b->slots[i].memory > most)
			most = b->slots[i].memory;
	return most;
}

static int64_t
lost(const struct board *b)
{
	return b->metrics.lost;
}

int
metrics_show(struct req *r)
{
	struct pools	*pools = read_pools(r);
	struct str	*out = str_new(r->arena);

	metric_head(out, "build_info", "gauge", "The version of this program.");
	str_add(out, "marquee_build_info{version=\"" MARQUEE_VERSION "\"} 1\n");
	print_each(out, pools, "pool_up", "Whether the pool has a master at work.", is_up);
	print_each(out, pools, "pool_workers_wanted", "How many workers there should be.", wanted);
	print_workers(out, pools);
	print_each(out, pools, "pool_braked", "Whether crashed workers are replaced slowly.", is_braked);
	print_each(out, pools, "pool_reload_refused", "Whether the last reload failed.", is_refused);
	print_each(out, pools, "worker_private_bytes", "Private memory of the largest worker.", memory);
	print_each(out, pools, "metrics_lost", "Counts for which there was no room.", lost);
	print_counted(r, out, pools);
	return reply_text(r, "text/plain; version=0.0.4; charset=utf-8", out->text);
}
