/* shard.c: the placement file; see shard.h. */
#include "core/lib/shard.h"
#include "core/lib/id.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SERVERS_MAX	256
#define WORDS_MAX	4

/* What is being read. */
struct reader {
	struct arena		*arena;
	const char		*path;
	int			 line;
	const char		*err;		/* NULL while all is well */
	struct server		 servers[SERVERS_MAX];
	size_t			 n_servers;
	struct shard_range	 ranges[SHARDS];
	size_t			 n_ranges;
	/* index of the server, -1 while unknown */
	int			 directory, listing, hub;
};

static void
refuse(struct reader *r, const char *why, const char *word)
{
	if (r->err == NULL)
		r->err = text(r->arena, "%s:%d: %s%s%s", r->path, r->line, why,
		    *word == '\0' ? "" : ": ", word);
}

/* --- a line -------------------------------------------------------------- */

static int
server_by_name(struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->n_servers; i++)
		if (strcmp(r->servers[i].name, name) == 0)
			return (int)i;
	refuse(r, "no such server (servers come first)", name);
	return -1;
}

/* A socket beside the placement file is named relative to it. */
static const char *
full_address(struct reader *r, const char *address)
{
	const char *slash = strrchr(r->path, '/');

	if (*address == '/' || strchr(address, '/') == NULL || slash == NULL)
		return arena_copy(r->arena, address);
	return text(r->arena, "%.*s/%s", (int)(slash - r->path), r->path, address);
}

static void
read_server(struct reader *r, const char *name, const char *address)
{
	for (size_t i = 0; i < r->n_servers; i++)
		if (strcmp(r->servers[i].name, name) == 0)
			refuse(r, "a server twice", name);
	if (strchr(address, '/') == NULL && strchr(address, ':') == NULL)
		refuse(r, "an address is a path with a slash or host:port", address);
	if (r->n_servers == SERVERS_MAX)
		refuse(r, "too many servers", name);
	if (r->err != NULL)
		return;
	r->servers[r->n_servers].name = arena_copy(r->arena, name);
	r->servers[r->n_servers++].address = full_address(r, address);
}

/* A decimal number from 0 to max, followed by `end`; -1 otherwise. */
static int
number(const char *s, char end, int max, const char **rest)
{
	long	 n;
	char	*stop;

	if (*s < '0' || *s > '9')
		return -1;
	n = strtol(s, &stop, 10);
	if (*stop != end || n > max)
		return -1;
	*rest = stop + (end != '\0');
	return (int)n;
}

static void
read_range(struct reader *r, char **words, int n)
{
	struct shard_range	 range;
	const char		*rest = words[0];
	int			 server = server_by_name(r, words[1]);
	char			 end = strchr(words[0], '-') == NULL ? '\0' : '-';

	range.weight = 1;
	range.server = (size_t)(server < 0 ? 0 : server);
	range.first = range.last = number(rest, end, SHARDS - 1, &rest);
	if (end == '-' && range.first >= 0)
		range.last = number(rest, '\0', SHARDS - 1, &rest);
	if (range.first < 0 || range.last < range.first)
		refuse(r, "not a run of shards from 0 to 4095", words[0]);
	if (n == 3 && (range.weight = number(words[2], '\0', 1000000, &rest)) < 0)
		refuse(r, "not a weight", words[2]);
	if (r->n_ranges == SHARDS)
		refuse(r, "too many runs of shards", words[0]);
	if (r->err == NULL)
		r->ranges[r->n_ranges++] = range;
}

static void
read_words(struct reader *r, char **words, int n)
{
	if (n == 3 && strcmp(words[0], "server") == 0)
		read_server(r, words[1], words[2]);
	else if (n == 2 && strcmp(words[0], "directory") == 0)
		r->directory = server_by_name(r, words[1]);
	else if (n == 2 && strcmp(words[0], "listing") == 0)
		r->listing = server_by_name(r, words[1]);
	else if (n == 2 && strcmp(words[0], "hub") == 0)
		r->hub = server_by_name(r, words[1]);
	else if ((n == 2 || n == 3) && *words[0] >= '0' && *words[0] <= '9')
		read_range(r, words, n);
	else
		refuse(r, "expected 'server name address', 'directory|listing|hub server' or "
		    "'first-last server weight', not", words[0]);
}

static void
read_line(struct reader *r, char *line)
{
	char	*words[WORDS_MAX], *word, *rest;
	int	 n = 0;

	line[strcspn(line, "#\n")] = '\0';
	for (word = strtok_r(line, " \t", &rest); word != NULL; word = strtok_r(NULL, " \t",
	    &rest)) {
		if (n == WORDS_MAX) {
			refuse(r, "too many words", word);
			return;
		}
		words[n++] = word;
	}
	if (n > 0)
		read_words(r, words, n);
}

/* --- the file ------------------------------------------------------------ */

static int
by_first(const void *a, const void *b)
{
	return ((const struct shard_range *)a)->first - ((const struct shard_range *)b)->first;
}

static void
check_whole(struct reader *r)
{
	qsort(r->ranges, r->n_ranges, sizeof(r->ranges[0]), by_first);
	for (size_t i = 1; i < r->n_ranges; i++)
		if (r->ranges[i].first <= r->ranges[i - 1].last)
			refuse(r, "a shard is in two runs",
			    text(r->arena, "%d", r->ranges[i].first));
	if (r->n_ranges == 0)
		refuse(r, "no shards at all", "");
	if (r->directory < 0 || r->listing < 0 || r->hub < 0)
		refuse(r, "directory, listing and hub each need a server", "");
}

/*
 * Shared by all processes forked after this, so that one of them finds out that a server is
 * gone.
 */
static struct breaker *
make_breakers(struct arena *arena, size_t n)
{
	void *p = mmap(NULL, n * sizeof(struct breaker), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? make_array(arena, struct breaker, n) : p;
}

static const struct places *
make_places(struct reader *r)
{
	struct places		*p = make(r->arena, struct places);
	struct server		*servers = make_array(r->arena, struct server, r->n_servers);
	struct shard_range	*ranges = make_array(r->arena, struct shard_range, r->n_ranges);

	memcpy(servers, r->servers, r->n_servers * sizeof(*servers));
	memcpy(ranges, r->ranges, r->n_ranges * sizeof(*ranges));
	p->servers = servers;
	p->n_servers = r->n_servers;
	p->ranges = ranges;
	p->n_ranges = r->n_ranges;
	p->directory = (size_t)r->directory;
	p->listing = (size_t)r->listing;
	p->hub = (size_t)r->hub;
	p->breakers = make_breakers(r->arena, r->n_servers);
	return p;
}

const struct places *
places_load(struct arena *arena, const char *path, const char **err)
{
	struct reader	*r = make(arena, struct reader);
	FILE		*file = fopen(path, "re");
	char		*line = NULL;
	size_t		 size = 0;

	r->arena = arena;
	r->path = path;
	r->directory = r->listing = r->hub = -1;
	if (file == NULL) {
		*err = text(arena, "%s: %s", path, strerror(errno));
		return NULL;
	}
	for (r->line = 1; getline(&line, &size, file) >= 0; r->line++)
		read_line(r, line);
	free(line);
	fclose(file);
	if (r->err == NULL)
		check_whole(r);
	*err = r->err;
	return r->err == NULL ? make_places(r) : NULL;
}

/* --- questions ----------------------------------------------------------- */

static const struct shard_range *
range_of(const struct places *p, int shard)
{
	size_t low = 0, high = p->n_ranges;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (shard > p->ranges[mid].last)
			low = mid + 1;
		else if (shard < p->ranges[mid].first)
			high = mid;
		else
			return &p->ranges[mid];
	}
	return NULL;
}

int
place_server(const struct places *p, int place)
{
	const struct shard_range *range;

	if (place >= 0) {
		range = range_of(p, place);
		return range == NULL ? -1 : (int)range->server;
	}
	return place == PLACE_DIRECTORY ? (int)p->directory : place == PLACE_LISTING ?
	    (int)p->listing :
	    place == PLACE_HUB ? (int)p->hub : -1;
}

int
server_place(const struct places *p, size_t server)
{
	for (size_t i = 0; i < p->n_ranges; i++)
		if (p->ranges[i].server == server)
			return p->ranges[i].first;
	return PLACE_NONE;
}

const char *
place_name(int place)
{
	return place == PLACE_DIRECTORY ? "directory" : place == PLACE_LISTING ? "listing" :
	    place == PLACE_HUB ? "hub" : place >= 0 ? "shard" : "nowhere";
}

int
place_of(const struct places *p, int64_t id)
{
	return id > 0 && range_of(p, id_shard(id)) != NULL ? id_shard(id) : PLACE_NONE;
}

/* Every range weighs as it says, however many shards are in it; within it all are alike. */
int
shard_for_new(const struct places *p, uint32_t chance)
{
	uint64_t	 total = 0, at;
	/* other bits than those that choose the range */
	const uint32_t	 within = chance * 2654435761u;

	for (size_t i = 0; i < p->n_ranges; i++)
		total += (uint64_t)p->ranges[i].weight;
	if (total == 0)
		return PLACE_NONE;
	at = (uint64_t)chance * total >> 32;
	for (size_t i = 0; i < p->n_ranges; i++) {
		const struct shard_range *r = &p->ranges[i];

		if (at < (uint64_t)r->weight)
			return r->first +
			    (int)((uint64_t)within * (uint64_t)(r->last - r->first + 1) >> 32);
		at -= (uint64_t)r->weight;
	}
	return PLACE_NONE;
}
