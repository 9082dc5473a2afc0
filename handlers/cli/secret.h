/* secret.h: passwords the command line makes up for people. */
#ifndef HANDLERS_CLI_SECRET_H
#define HANDLERS_CLI_SECRET_H

#include "handlers/cli/cli.h"

/* A new one that can be read aloud and typed: twenty letters and digits in fives, 100 bits. */
const char *secret_draw(struct arena *);

/*
 * What is stored of it; NULL, having said why, when the machine is busy or the pepper cannot be
 * read.
 */
const char *secret_hash(struct cli *, const char *password);

#endif
