/*
 * metric.c: an open hash table that processes fill together; see metric.h.
 *
 * A cell is claimed by its state (free, being written, ready) and never given
 * back.  A process killed while it writes a key leaves a cell nobody uses.
 * Two that race may both get a cell for one key; printing adds them up.
 */
#include "core/lib/metric.h"
#include "core/lib/str.h"

#include <assert.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum kind { COUNTER, GAUGE, SECONDS };
enum cell_state { CELL_FREE, CELL_WRITTEN, CELL_READY };

#define SEPARATOR	'\037'
#define PATIENCE	1000	/* turns to wait for a cell that is being written */

static const struct family {
	const char	*name;
	enum kind	 kind;
	const char	*labels;
	const char	*help;
} families[METRICS_N] = {
#define METRIC(name, kind, labels, help) { #name, kind, labels, help },
#include "core/lib/metrics.def"
#undef METRIC
};

/* Upper ends of a histogram's buckets in microseconds; values[BUCKETS] is beyond, values[BUCKETS + 1] the sum. */
static const struct bucket {
	int64_t		 us;
	const char	*le;
} buckets[] = {
	{ 500, "0.0005" }, { 1000, "0.001" }, { 2500, "0.0025" }, { 5000, "0.005" },
	{ 10000, "0.01" }, { 25000, "0.025" }, { 50000, "0.05" }, { 100000, "0.1" },
	{ 250000, "0.25" }, { 500000, "0.5" }, { 1000000, "1.0" }, { 2500000, "2.5" },
	{ 5000000, "5.0" }, { 10000000, "10.0" },
};

#define BUCKETS	(sizeof(buckets) / sizeof(buckets[0]))

_Static_assert(BUCKETS + 2 <= METRIC_VALUES, "a histogram fits in a cell");

static struct metric_table *table;	/* of this process; NULL: count nowhere */

void
metric_use(struct metric_table *t)
{
	table = t;
}

/* --- counting --------------------------------------------------------------------- */

struct key {
	char		 text[METRIC_KEY];
	uint32_t	 hash;
};

static void
key_add(struct key *k, size_t *n, const char *s)
{
	for (; *s != '\0' && *n < sizeof(k->text) - 1; s++) {
		k->text[*n] = *s;
		k->hash = (k->hash ^ (unsigned char)*s) * 16777619u;	/* FNV-1a */
		(*n)++;
	}
}

/* How many labels "route,method,code" names. */
static size_t
labels_count(const char *labels)
{
	size_t n = *labels != '\0';

	for (; *labels != '\0'; labels++)
		n += *labels == ',';
	return n;
}

static void
key_make(struct key *k, const struct family *f, const char *const *values)
{
	size_t n = 0, i;

	memset(k, 0, sizeof(*k));
	k->hash = 2166136261u;
	key_add(k, &n, f->name);
	for (i = 0; values[i] != NULL; i++) {
		key_add(k, &n, (const char[]){ SEPARATOR, '\0' });
		key_add(k, &n, values[i]);
	}
	assert(i == labels_count(f->labels));
}

/* Wait for whoever claimed this cell to write its key. False: they died of it. */
static bool
cell_settle(struct metric_cell *c)
{
	for (int i = 0; i < PATIENCE; i++) {
		if (atomic_load_explicit(&c->state, memory_order_acquire) == CELL_READY)
			return true;
		sched_yield();
	}
	return false;
}

static bool
cell_claim(struct metric_cell *c, const struct key *k)
{
	uint32_t free_state = CELL_FREE;

	if (!atomic_compare_exchange_strong(&c->state, &free_state, CELL_WRITTEN))
		return false;
	c->hash = k->hash;
	memcpy(c->key, k->text, sizeof(c->key));
	atomic_store_explicit(&c->state, CELL_READY, memory_order_release);
	return true;
}

static bool
cell_is(struct metric_cell *c, const struct key *k)
{
	return cell_settle(c) && c->hash == k->hash && memcmp(c->key, k->text, sizeof(c->key)) == 0;
}

/* The cell of a key, made if need be; NULL when the table is full. */
static struct metric_cell *
cell_find(const struct key *k)
{
	for (size_t i = 0; i < METRIC_CELLS; i++) {
		struct metric_cell *c = &table->cells[(k->hash + i) % METRIC_CELLS];

		if (atomic_load_explicit(&c->state, memory_order_acquire) == CELL_FREE &&
		    cell_claim(c, k))
			return c;
		if (cell_is(c, k))
			return c;
	}
	atomic_fetch_add(&table->lost, 1);
	return NULL;
}

static struct metric_cell *
metric_cell(enum metric m, const char *const *values)
{
	struct key k;

	if (table == NULL)
		return NULL;
	key_make(&k, &families[m], values);
	return cell_find(&k);
}

void
metric_add_to(enum metric m, int64_t n, const char *const *values)
{
	struct metric_cell *c = metric_cell(m, values);

	assert(families[m].kind != SECONDS);
	if (c != NULL)
		atomic_fetch_add_explicit(&c->values[0], n, memory_order_relaxed);
}

void
metric_set_to(enum metric m, int64_t n, const char *const *values)
{
	struct metric_cell *c = metric_cell(m, values);

	assert(families[m].kind == GAUGE);
	if (c != NULL)
		atomic_store_explicit(&c->values[0], n, memory_order_relaxed);
}

void
metric_time_to(enum metric m, int64_t us, const char *const *values)
{
	struct metric_cell	*c = metric_cell(m, values);
	size_t			 i = 0;

	assert(families[m].kind == SECONDS);
	if (c == NULL)
		return;
	while (i < BUCKETS && us > buckets[i].us)
		i++;
	atomic_fetch_add_explicit(&c->values[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&c->values[BUCKETS + 1], us, memory_order_relaxed);
}

/* --- printing ----------------------------------------------------------------------- */

/* One series: its labels and what all cells of that key add up to. */
struct series {
	const char	*program;
	const char	*key;
	int64_t		 values[METRIC_VALUES];
};

/* Whether a cell is one of that family: other processes write here, so nothing is taken for granted. */
static bool
cell_of(const struct metric_cell *c, const char *name)
{
	size_t n = strlen(name);

	return atomic_load_explicit(&c->state, memory_order_acquire) == CELL_READY &&
	    c->key[METRIC_KEY - 1] == '\0' && strncmp(c->key, name, n) == 0 &&
	    (c->key[n] == '\0' || c->key[n] == SEPARATOR);
}

int64_t
metric_sum(const struct metric_table *t, enum metric m)
{
	int64_t sum = 0;

	for (size_t i = 0; i < METRIC_CELLS; i++) {
		const struct metric_cell *c = &t->cells[i];

		if (cell_of(c, families[m].name))
			sum += atomic_load_explicit(&c->values[0], memory_order_relaxed);
	}
	return sum;
}

static int
series_order(const void *a, const void *b)
{
	const struct series *x = a, *y = b;
	int programs = strcmp(x->program, y->program);

	return programs != 0 ? programs : strcmp(x->key, y->key);
}

/* Collect a family's cells from all tables, sorted, equal keys added up. */
static size_t
series_collect(struct series *all, const struct metric_source *from, size_t n, const char *name)
{
	size_t count = 0, kept = 0;

	for (size_t s = 0; s < n; s++)
		for (size_t i = 0; i < METRIC_CELLS; i++) {
			const struct metric_cell *c = &from[s].table->cells[i];

			if (!cell_of(c, name))
				continue;
			all[count] = (struct series){ .program = from[s].program, .key = c->key };
			for (size_t v = 0; v < METRIC_VALUES; v++)
				all[count].values[v] = atomic_load(&c->values[v]);
			count++;
		}
	qsort(all, count, sizeof(*all), series_order);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && series_order(&all[kept - 1], &all[i]) == 0)
			for (size_t v = 0; v < METRIC_VALUES; v++)
				all[kept - 1].values[v] += all[i].values[v];
		else
			all[kept++] = all[i];
	}
	return kept;
}

void
metric_head(struct str *out, const char *name, const char *type, const char *help)
{
	str_addf(out, "# HELP marquee_%s %s\n# TYPE marquee_%s %s\n", name, help, name, type);
}

void
metric_label(struct str *out, const char *value)
{
	for (; *value != '\0'; value++)
		if (*value == '\n')
			str_add(out, "\\n");
		else if (*value == '\\' || *value == '"')
			str_addf(out, "\\%c", *value);
		else
			str_addc(out, *value);
}

/* `n` bytes of a label list or of a key, up to the separator. */
static const char *
part(struct str *out, const char *from, char separator, bool value)
{
	char	 one[METRIC_KEY];
	size_t	 n = 0;

	for (; *from != '\0' && *from != separator; from++)
		if (n < sizeof(one) - 1)
			one[n++] = *from;
	one[n] = '\0';
	if (value)
		metric_label(out, one);
	else
		str_add(out, one);
	return *from == separator ? from + 1 : from;
}

/* marquee_<name><suffix>{program="public",route="/e/{event}"  and the brace is left open. */
static void
series_begin(struct str *out, const struct family *f, const char *suffix, const struct series *s)
{
	const char *values = s->key + strlen(f->name), *labels = f->labels;

	str_addf(out, "marquee_%s%s{program=\"", f->name, suffix);
	metric_label(out, s->program);
	str_addc(out, '"');
	if (*values == SEPARATOR)
		values++;
	while (*labels != '\0') {
		str_addc(out, ',');
		labels = part(out, labels, ',', false);
		str_add(out, "=\"");
		values = part(out, values, SEPARATOR, true);
		str_addc(out, '"');
	}
}

static void
histogram_print(struct str *out, const struct family *f, const struct series *s)
{
	int64_t so_far = 0;

	for (size_t i = 0; i <= BUCKETS; i++) {
		so_far += s->values[i];
		series_begin(out, f, "_bucket", s);
		str_addf(out, ",le=\"%s\"} %lld\n", i < BUCKETS ? buckets[i].le : "+Inf",
		    (long long)so_far);
	}
	series_begin(out, f, "_sum", s);
	str_addf(out, "} %.6f\n", (double)s->values[BUCKETS + 1] / 1e6);
	series_begin(out, f, "_count", s);
	str_addf(out, "} %lld\n", (long long)so_far);
}

static void
family_print(struct str *out, const struct family *f, const struct series *all, size_t n)
{
	static const char *const types[] = {
		[COUNTER] = "counter", [GAUGE] = "gauge", [SECONDS] = "histogram"
	};

	if (n == 0)
		return;
	metric_head(out, f->name, types[f->kind], f->help);
	for (size_t i = 0; i < n; i++) {
		if (f->kind == SECONDS) {
			histogram_print(out, f, &all[i]);
			continue;
		}
		series_begin(out, f, "", &all[i]);
		str_addf(out, "} %lld\n", (long long)all[i].values[0]);
	}
}

void
metric_print(struct str *out, const struct metric_source *from, size_t n)
{
	struct series *all = calloc(n == 0 ? 1 : n * METRIC_CELLS, sizeof(*all));

	if (all == NULL)
		abort();
	for (size_t i = 0; i < METRICS_N; i++)
		family_print(out, &families[i], all,
		    series_collect(all, from, n, families[i].name));
	free(all);
}
