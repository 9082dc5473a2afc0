/*
 * search.h: finding dates by words, and what the search index knows of each.
 *
 * The index is sql/search/listing.conf, a copy of the listing that can always be made
 * again.  Whoever asks may find nobody home, and then browses the listing.
 */
#ifndef CORE_DOMAIN_SEARCH_H
#define CORE_DOMAIN_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct row;
struct sphinxql;

struct search_question {
	const char	*words;		/* as typed; "" finds everything */
	int64_t		 from, to;	/* dates that begin in this stretch of time */
	int64_t		 city;		/* city.id; 0: anywhere */
	int		 category;	/* its number; 0: any */
	bool		 free;		/* costs nothing */
	bool		 online;	/* can be attended online */
	int64_t		 skip, most;	/* which part of what was found, soonest first */
};

struct search_count {
	int64_t	value;			/* the category's number */
	int64_t	n;
};

struct search_answer {
	int64_t			*found;		/* occurrence ids, soonest first */
	size_t			 n;
	int64_t			 total;		/* of which these are a part */
	struct search_count	*categories;	/* how many of each kind, all kinds counted */
	size_t			 categories_n;
};

/* Search results end here: searchd keeps no more of them. */
#define SEARCH_DEPTH	1000

/* False when nothing in it can be looked for, as in "%". */
bool search_has_words(struct arena *, const char *typed);

/* Ask one of the two indexes. False: the engine is away or did not understand; the answer is empty. */
bool search_ask(struct sphinxql *, struct arena *, const char *index, const struct search_question *,
    struct search_answer *);

#endif
