/*
 * serve.c: one request, from the wire to its handler and back; see serve.h.
 *
 * The reply is whole before its first byte is written, so that a worker which dies in
 * the making of it can be replaced by another try.  What was put off is done when the browser has
 * its answer; then one line is logged, the numbers are counted and the arena is empty again.
 */
#include "fcgi/serve.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/lib/arena.h"
#include "core/lib/cache.h"
#include "core/lib/clock.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"
#include "core/lib/log.h"
#include "core/lib/metric.h"
#include "fcgi/program.h"
#include "fcgi/req.h"
#include "fcgi/route.h"
#include "fcgi/worker.h"

/* What this worker keeps from one request to the next. */
static struct {
	struct arena	*arena;
	int64_t		 slow_ms;
} kept;

/* What one request took, when the browser had its answer. */
struct took {
	int64_t		 us;
	size_t		 bytes;
	bool		 arrived;	/* the reply */
	struct db_count	 db;
};

static int64_t
clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
routed(struct req *r)
{
	worker_about(r->route->path, NULL);
}

void
serve_begin(struct tools *t)
{
	kept.arena = arena_new();
	kept.slow_ms = conf_int_of(t->conf, t->program->name, "slow_ms");
	t->routed = routed;
}

static bool
put_on_wire(void *to, const void *bytes, size_t len)
{
	return wire_write(to, bytes, len);
}

static void
answer(struct req *r, struct wire *w, struct took *took)
{
	struct sink	 sink = { .put = put_on_wire, .to = w };
	const char	*head = reply_head(r), *body;
	size_t		 len;

	body = reply_body(r, &len);
	if (wire_write(w, head, strlen(head)) && wire_write(w, body, len))
		reply_write(r, &sink);
	took->bytes = len + sink.len;
	took->arrived = wire_finish(w);
}

/* --- the line in the log, and the numbers ------------------------------------------------ */

/* Labels take few values: what a client made up is "other". */
static const char *
method_of(const struct req *r)
{
	if (r->head)
		return "HEAD";
	if (strcmp(r->method, "GET") == 0 || strcmp(r->method, "POST") == 0)
		return r->method;
	return "other";
}

static const char *
route_of(const struct req *r)
{
	return r->route == NULL ? "none" : r->route->path;
}

static void
log_took(const struct req *r, const struct took *took)
{
	bool slow = kept.slow_ms > 0 && took->us / 1000 >= kept.slow_ms;

	log_line(slow ? LOG_WARN : LOG_INFO, slow ? "slow request" : "request",
	    LOG_TEXT("method", method_of(r)), LOG_TEXT("route", route_of(r)),
	    LOG_NUM("status", r->reply.status), LOG_REAL("ms", (double)took->us / 1000),
	    LOG_NUM("bytes", took->bytes), LOG_NUM("statements", took->db.statements),
	    LOG_REAL("db_ms", (double)took->db.us / 1000), LOG_FLAG("kept", r->reply.kept),
	    LOG_FLAG("arrived", took->arrived), LOG_END);
}

static void
count_cache(const struct cache_count *n)
{
	const struct {
		const char	*op, *result;
		unsigned	 n;
	} counts[] = {
		{ "get", "hit", n->hits }, { "get", "miss", n->misses }, { "get", "error", n->errors },
		{ "set", "sent", n->sets }, { "add", "sent", n->adds }, { "delete", "sent", n->deletes },
		{ "any", "skipped", n->skipped },
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (counts[i].n > 0)
			metric_add(METRIC_cache_ops_total, counts[i].n, counts[i].op, counts[i].result);
}

static void
count_took(const struct req *r, const struct took *took)
{
	char code[12];

	snprintf(code, sizeof(code), "%d", r->reply.status);
	metric_add(METRIC_http_requests_total, 1, route_of(r), method_of(r), code);
	metric_time(METRIC_http_request_seconds, took->us, route_of(r));
}

/* Statements and questions of what was put off are counted with the rest. */
static void
count_stores(const struct req *r, const struct took *took)
{
	const struct db_count *all = db_count(r->db);

	if (all->statements > 0) {
		metric_add(METRIC_db_statements_total, all->statements);
		metric_time(METRIC_db_request_seconds, took->db.us);
	}
	count_cache(cache_count(r->cache));
}

/* --- serving --------------------------------------------------------------------------------- */

void
serve(void *what, struct wire *w)
{
	struct tools		*t = what;
	struct req_source	 source = { wire_params(w), wire_read, w };
	struct took		 took;
	int64_t			 began_us = clock_us();
	struct req		*r;

	cache_count_reset(t->cache);
	r = req_new(kept.arena, t, &source, clock_now());
	worker_about(NULL, r->id);
	log_request(r->id);
	route_request(r);
	answer(r, w, &took);
	took.us = clock_us() - began_us;
	took.db = *db_count(r->db);
	r->source = (struct req_source){ NULL, NULL, NULL };	/* libfcgi's memory is gone */
	count_took(r, &took);
	req_do_later(r);
	count_stores(r, &took);
	log_took(r, &took);
	log_request(NULL);
	arena_reset(kept.arena);
}
