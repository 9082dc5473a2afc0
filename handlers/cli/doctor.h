/*
 * doctor.h: what the checks of `marquee doctor` share.
 *
 * A check looks at one part and says how it is: well, ill (something does not work: what to do is
 * the second sentence), or uneasy (it works, but somebody should look).
 */
#ifndef HANDLERS_CLI_DOCTOR_H
#define HANDLERS_CLI_DOCTOR_H

#include "handlers/cli/cli.h"

struct doctor {
	struct cli	*cli;
	struct db	*db;
	const char	*part;		/* that is being looked at */
	int		 ill, uneasy;	/* so far */
};

void well(struct doctor *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ill(struct doctor *, const char *what, const char *advice);
void uneasy(struct doctor *, const char *what, const char *advice);

/* Parts of the installation (doctor.c) and what is in the databases (doctor_data.c). */
void look_at_places(struct doctor *);
void look_at_rights(struct doctor *);
void look_at_clocks(struct doctor *);
void look_at_search(struct doctor *);
void look_at_jobs(struct doctor *);
void look_at_letters(struct doctor *);

#endif
