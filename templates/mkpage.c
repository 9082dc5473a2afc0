/*
 * mkpage: one page from its template and names that are written down, without a server.
 *
 *	mkpage <templates> <catalogues> <language> <page> <names>...
 *
 * <page> is "public/event".  Each of <names> is a file (ClearSilver's HDF) or name=value; a later one
 * goes over an earlier one.  The page goes to standard output; 1 when it cannot be made.
 *
 * nginx's error pages are made so while building, and the samples that tests look at.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lib/arena.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/words.h"

static int	fail(const char *, ...) __attribute__((format(printf, 1, 2)));

static int
fail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("mkpage: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	return 1;
}

/* All of a file, or NULL. */
static const char *
contents(struct arena *a, const char *path)
{
	struct str	*all = str_new(a);
	char		 some[4096];
	size_t		 n;
	FILE		*f = fopen(path, "re");

	if (f == NULL)
		return NULL;
	while ((n = fread(some, 1, sizeof(some), f)) > 0)
		str_add_n(all, some, n);
	n = ferror(f) != 0;
	fclose(f);
	return n == 0 ? all->text : NULL;
}

/* Take in a file of names, or one name=value. */
static bool
take(struct arena *a, struct names *names, const char *what)
{
	const char *equals = strchr(what, '='), *all;

	if (equals != NULL) {
		names_set(names, arena_copy_n(a, what, (size_t)(equals - what)), equals + 1);
		return true;
	}
	all = contents(a, what);
	return all != NULL && names_read(names, all);
}

/* The folder of the page, as templates_open() wants it: those of "error" are parsed anyway. */
static struct templates *
open_templates(struct arena *a, const char *dir, const char *page, char **why)
{
	const char	*slash = strchr(page, '/');
	const char	*folders[2] = { NULL, NULL };

	if (slash != NULL)
		folders[0] = arena_copy_n(a, page, (size_t)(slash - page));
	return templates_open(dir, folders, why);
}

static int
print(struct arena *a, struct templates *t, const char *page, struct names *names)
{
	size_t	 len;
	char	*html = template_render(t, a, page, names, &len);

	if (html == NULL || fwrite(html, 1, len, stdout) != len || fflush(stdout) != 0)
		return fail("%s: cannot be rendered", page);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct arena		*a = arena_new();
	struct templates	*t;
	struct names		*names = names_new(a);
	char			*why;
	int			 status;

	if (argc < 5)
		return fail("mkpage <templates> <catalogues> <language> <page> <names>...");
	if (!words_open(argv[2]))
		return fail("the locale C.UTF-8 is missing");
	words_language(argv[3]);
	if ((t = open_templates(a, argv[1], argv[4], &why)) == NULL)
		return fail("%s", why);
	if (!template_exists(t, argv[4]))
		return fail("there is no template %s", argv[4]);
	for (int i = 5; i < argc; i++)
		if (!take(a, names, argv[i]))
			return fail("%s: cannot be read", argv[i]);
	status = print(a, t, argv[4], names);
	templates_free(t);
	arena_free(a);
	return status;
}
