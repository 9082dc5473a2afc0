/* texts.h: text files that are part of the command line; made by mktexts. */
#ifndef HANDLERS_CLI_TEXTS_H
#define HANDLERS_CLI_TEXTS_H

struct text_file {
	const char	*name;		/* "lampenhof.txt" */
	const char	*text;
};

extern const struct text_file text_files[];	/* ended by a name of NULL */

#endif
