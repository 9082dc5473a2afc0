/*
 * status.c: `marquee status`: what every pool and every worker is doing, from the pools'
 * scoreboards.  Needs no database and asks no worker.
 */
#include "handlers/cli/cli.h"

#include "core/lib/clock.h"
#include "core/lib/metric.h"
#include "fcgi/scoreboard.h"

#include <stdio.h>
#include <string.h>

#define POOLS_MAX	32

/* "850 ms", "12 s", "5 min", "3 h", "12 days". */
static const char *
ago(struct arena *a, int64_t ms)
{
	static const struct {
		int64_t		 below, unit;
		const char	*name;
	} steps[] = {
		{ 1000, 1, "ms" }, { 120 * 1000, 1000, "s" }, { 7200 * 1000, 60 * 1000, "min" },
		{ 48 * 3600 * 1000LL, 3600 * 1000, "h" }, { INT64_MAX, 24 * 3600 * 1000, "days" },
	};
	size_t i = 0;

	while (ms >= steps[i].below)
		i++;
	return text(a, "%lld %s", (long long)(ms / steps[i].unit), steps[i].name);
}

/* The same since an instant in whole seconds. */
static const char *
since(struct cli *cli, int64_t at)
{
	return at < cli->now ? ago(cli->arena, (cli->now - at) * 1000) : "a moment";
}

static void
show_worker(struct cli *cli, const struct slot *s, int64_t now_ms)
{
	const char *memory = s->memory == 0 ? "-" :
	    text(cli->arena, "%.1f MiB", (double)s->memory / 1048576);

	printf("  %8d  %-9s  %8s  %9lld  %9s  %.63s%s%.39s\n", (int)s->pid,
	    slot_state_name(slot_state(s)), ago(cli->arena, now_ms - s->since_ms),
	    (long long)s->served, memory, s->route, s->request[0] == '\0' ? "" : "  ", s->request);
}

static void
show_workers(struct cli *cli, const struct board *b)
{
	int64_t now_ms = clock_ms();

	printf("  %8s  %-9s  %8s  %9s  %9s  %s\n", "pid", "state", "for", "served", "memory", "at, or last at");
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (slot_state(&b->slots[i]) != SLOT_FREE)
			show_worker(cli, &b->slots[i], now_ms);
}

static const char *
state_of(const struct board *b)
{
	if (!board_alive(b))
		return "its master is dead";
	if (b->refused)
		return "up, but the last reload was refused: an older generation serves";
	if (b->braked)
		return "up, but workers crash and are replaced slowly";
	return board_ready(b) < b->workers ? "up, but workers are missing" : "up";
}

static void
show_pool(struct cli *cli, const struct board *b)
{
	printf("%s: %s\n", b->program, state_of(b));
	printf("  master %d, for %s; %s; %d of %d workers ready\n", (int)b->master,
	    since(cli, b->started_at), b->generation == 0 ? "no generation was ready yet" :
	    text(cli->arena, "generation %lld, for %s", (long long)b->generation, since(cli, b->reloaded_at)),
	    board_ready(b), (int)b->workers);
	printf("  %lld requests, %lld deaths, %lld retirements, %lld reloads\n",
	    (long long)metric_sum(&b->metrics, METRIC_http_requests_total),
	    (long long)metric_sum(&b->metrics, METRIC_worker_deaths_total),
	    (long long)metric_sum(&b->metrics, METRIC_worker_retirements_total),
	    (long long)metric_sum(&b->metrics, METRIC_pool_reloads_total));
	show_workers(cli, b);
}

static bool
is_well(const struct board *b)
{
	return board_alive(b) && !b->braked && !b->refused && board_ready(b) >= b->workers;
}

int
status_command(struct cli *cli, int argc, char **argv)
{
	const struct board	*boards[POOLS_MAX];
	const char		*run = conf_text(cli->conf, "paths.run");
	size_t			 n;
	bool			 well = true;

	if (argc != 1)
		return usage(argv[0]);
	if ((n = boards_read(run, boards, POOLS_MAX)) == 0)
		return complain("no pool runs in %s", run);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			putchar('\n');
		show_pool(cli, boards[i]);
		well = well && is_well(boards[i]);
		board_done(boards[i]);
	}
	return well ? 0 : 1;
}
