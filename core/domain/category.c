/* category.c: what kinds of events there are; see category.h. */
#include "core/domain/category.h"

#include "core/lib/words.h"

#include <string.h>

const struct category categories[] = {
#define CATEGORY(number, slug, name, words) { number, slug, name, words },
#include "core/domain/category.def"
#undef CATEGORY
};
const size_t categories_n = sizeof(categories) / sizeof(categories[0]);

const char *const category_slugs[] = {
#define CATEGORY(number, slug, name, words) slug,
#include "core/domain/category.def"
#undef CATEGORY
	NULL
};

const struct category *
category_find(const char *slug)
{
	for (size_t i = 0; i < categories_n; i++)
		if (strcmp(categories[i].slug, slug) == 0)
			return &categories[i];
	return NULL;
}

const struct category *
category_numbered(int number)
{
	for (size_t i = 0; i < categories_n; i++)
		if (categories[i].number == number)
			return &categories[i];
	return NULL;
}
