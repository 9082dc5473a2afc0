/*
 * metric.h: numbers that many processes count together.
 *
 * What there is to count is listed in metrics.def.  The numbers lie in memory that
 * the supervisor shares with its workers, so none is lost with a worker and nobody
 * sums per process; one more process reads all pools' tables and prints them for
 * Prometheus.  Counting takes no lock and no system call.
 *
 *	metric_add(METRIC_cache_ops_total, 1, "get", "hit");
 */
#ifndef CORE_LIB_METRIC_H
#define CORE_LIB_METRIC_H

#include <stddef.h>
#include <stdint.h>

struct str;

enum metric {
#define METRIC(name, kind, labels, help) METRIC_##name,
#include "core/lib/metrics.def"
#undef METRIC
	METRICS_N
};

#define METRIC_CELLS	512		/* different label values in one table */
#define METRIC_KEY	120		/* bytes of name and label values */
#define METRIC_VALUES	16

/* One number with its labels.  A histogram uses all values: its buckets, then the sum. */
struct metric_cell {
	_Atomic uint32_t	 state;
	uint32_t		 hash;
	char			 key[METRIC_KEY];	/* "name\037value\037value" */
	_Atomic int64_t		 values[METRIC_VALUES];
};

/* Zeroed memory is an empty table. */
struct metric_table {
	_Atomic int64_t		 lost;		/* counts for which there was no cell */
	struct metric_cell	 cells[METRIC_CELLS];
};

/* Count in this table from now on; NULL, as at the start: nowhere. */
void metric_use(struct metric_table *);

/*
 * Add to a counter or gauge; set a gauge; note a time in a histogram.  One value for
 * each label, in the order of metrics.def: another number of them aborts.  What is too
 * long is cut.  Safe in any process that shares the table, whenever one of them is killed.
 */
#define metric_add(metric, n, ...) \
	metric_add_to((metric), (n), (const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })
#define metric_set(metric, n, ...) \
	metric_set_to((metric), (n), (const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })
#define metric_time(metric, us, ...) \
	metric_time_to((metric), (us), (const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })

void metric_add_to(enum metric, int64_t n, const char *const *labels);
void metric_set_to(enum metric, int64_t n, const char *const *labels);
void metric_time_to(enum metric, int64_t us, const char *const *labels);

/* What all series of a counter or gauge add up to. */
int64_t metric_sum(const struct metric_table *, enum metric);

/* A table to print, and what to call its program. */
struct metric_source {
	const char			*program;
	const struct metric_table	*table;
};

/*
 * Print all that was counted as Prometheus' text exposition format 0.0.4: each family
 * once, each series once, in the order of metrics.def.
 */
void metric_print(struct str *, const struct metric_source *, size_t n);

/*
 * For families that are not counted but known: the two lines above them, and one
 * label value, escaped.
 */
void metric_head(struct str *, const char *name, const char *type, const char *help);
void metric_label(struct str *, const char *value);

#endif
