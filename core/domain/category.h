/* category.h: what kinds of events there are; the list is category.def. */
#ifndef CORE_DOMAIN_CATEGORY_H
#define CORE_DOMAIN_CATEGORY_H

#include <stddef.h>

struct category {
	int		 number;	/* in the search index */
	const char	*slug;		/* in tables and addresses: "music" */
	const char	*name;		/* English; show it with _() */
	const char	*words;		/* what finds it, in all languages */
};

/* In the order people are shown them. */
extern const struct category categories[];
extern const size_t categories_n;

/* The same slugs, NULL at the end: the choices of a form's field. */
extern const char *const category_slugs[];

/* NULL when there is none of that slug or number. */
const struct category *category_find(const char *slug);
const struct category *category_numbered(int number);

#endif
