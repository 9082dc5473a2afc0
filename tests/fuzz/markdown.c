/*
 * markdown.c: whatever is written, the HTML holds only allowed tags, each where it may
 * stand (markup.c reads it without knowing how it was made); and the words alone, escaped,
 * make the same skeleton as harmless words: none at all.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/text.h"
#include "tests/markup.h"

#include <string.h>

FUZZ_TARGET(markdown)
{
	struct arena	*arena = fuzz_arena();
	const char	*md = arena_copy_n(arena, data, size);
	const char	*html = text_markdown(arena, md), *words = text_plain(arena, md, 0), *fault;

	if (html != NULL) {
		FUZZ_MUST(strlen(html) <= TEXT_HTML_MAX && words != NULL);
		FUZZ_MUST(text_is_utf8(html, strlen(html)));
		if ((fault = markup_fault(html)) != NULL)
			fprintf(stderr, "%s: %s\n", fault, html);
		FUZZ_MUST(fault == NULL);
		FUZZ_MUST(strcmp(html, text_markdown(arena, md)) == 0);
	}
	if (words != NULL) {
		FUZZ_MUST(strpbrk(words, "\n\t") == NULL && strstr(words, "  ") == NULL);
		FUZZ_MUST(strpbrk(text_html_escape(arena, words), "<>\"'") == NULL);
	}
	return 0;
}
