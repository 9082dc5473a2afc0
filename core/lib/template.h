/*
 * template.h: pages from templates (ClearSilver 0.10.5).
 *
 * Every template is parsed once, when the program starts; a broken one is an
 * error with its file and line, not a customer's.  What a template shows is a
 * tree of names made anew for each request.  Everything is escaped for HTML
 * unless the template says `uvar:`, which the lint allows for *_html alone, or its name
 * ends in _text: that is the plain text of a mail, where nothing is HTML.
 *
 * Functions a template can call: html_escape, url_escape (one component, a space is
 * %20), js_escape, and _() for words.
 */
#ifndef CORE_LIB_TEMPLATE_H
#define CORE_LIB_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/lib/arena.h"
#include "core/lib/words.h"

struct templates;	/* all of a program's, parsed */
struct names;		/* what one page shows: a tree of names and texts */

/*
 * Parse every *.cs of the folders <dir>/<folder>, and those directly in <dir>, but
 * not <dir>/lib, which holds what they include.  `folders` ends with NULL; one that is not there
 * has none.  NULL when one is broken or there are none at all, and *error then says where, in
 * malloc'ed text.
 */
struct templates *templates_open(const char *dir, const char *const *folders, char **error);
void templates_free(struct templates *);

/* The names every page sees, beneath its own: set at start, "site.url". */
struct names *templates_site(struct templates *);

/* True when there is a template of that name: "public/event", "error". */
bool template_exists(const struct templates *, const char *name);

/*
 * Render.  The page is in the arena, NUL-ended, its length in *len.  NULL when it went
 * wrong half way (logged): nobody gets half a page.  An unknown name aborts.
 */
char *template_render(struct templates *, struct arena *, const char *name, struct names *,
    size_t *len);

/* --- names -------------------------------------------------------------- */

/* An empty tree; it goes with the arena. */
struct names *names_new(struct arena *);

/*
 * Names are written by programmers: letters, digits, '_' and dots between levels;
 * anything else aborts, so that no user's text can become a name.
 */
void names_set(struct names *, const char *name, const char *value);	/* NULL: not set at all */
const char *names_get(struct names *, const char *name);	/* "" when it is not there */

/* The node at `name`, made when it is not there: setting many names beneath it is then cheaper. */
struct names *names_at(struct names *, const char *name);

/*
 * Set what `text` says, in ClearSilver's HDF; for samples and tools, never for what came in.
 * False: it is none.
 */
bool names_read(struct names *, const char *text);

/* A new last child of a list, called 0, 1, 2, ...  */
struct names *names_add(struct names *list);

#endif
