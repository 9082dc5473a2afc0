/* markup.h: is this HTML what text_markdown() may make?  For tests and fuzzing. */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H

/*
 * NULL when the HTML holds nothing but the allowed tags, each closed in its turn and
 * standing where it may, no attribute but a link's href and rel and a list's start,
 * safe addresses, and text without a loose < > & " '.  Else what is wrong with it.
 */
const char *markup_fault(const char *html);

#endif
