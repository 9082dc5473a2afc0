/*
 * jobs.h: what runs after the reply: marquee-jobs takes rows of `job` instead of sockets.
 *
 * jobs.def is the map: a kind, the function that does it, how often and how long.  lease.c
 * takes and ends them, program.c is a worker's life, each kind has a file of its own.
 *
 * A job runs at least once, perhaps twice at the same time when a worker hangs past its
 * lease: so doing it twice must be doing it once.
 */
#ifndef HANDLERS_JOBS_JOBS_H
#define HANDLERS_JOBS_JOBS_H

#include "core/flows/event_mail.h"
#include "core/lib/arena.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

/* One lease. */
struct job {
	int64_t		 id;
	const struct kind *kind;
	int64_t		 subject;
	const char	*payload;	/* JSON */
	int64_t		 attempt;	/* 1 at the first */
	const char	*owner;		/* of this lease alone: who does not know it cannot end it */
};

enum job_end {
	JOB_DONE,
	JOB_ENDED,	/* done, and marked so in the job's own transaction */
	JOB_LATER,	/* try again; `why` */
	JOB_NEVER	/* a dead letter; `why` */
};

/* What a worker works with. */
struct hands {
	struct arena		*arena;		/* for one job */
	struct db		*db;
	const struct conf	*conf;
	struct mailer		 mailer;
	const char		*why;		/* set by a job that ends with LATER or NEVER */
	const char		*self;		/* begins every owner of this process */
	int64_t			 leases;	/* taken so far */
	size_t			 turn;		/* whose it is to be asked first */
};

enum lane { LIGHT, HEAVY };

struct kind {
	const char	*name;
	enum job_end	(*run)(struct hands *, const struct job *);
	int		 tries, lease, first, longest;	/* seconds, see jobs.def */
	enum lane	 lane;
};

#define JOB(name, function, tries, lease, first, longest, lane) \
	enum job_end function(struct hands *, const struct job *);
#include "handlers/jobs/jobs.def"
#undef JOB

/* mail.c: what a job ends with after its mail was tried. */
enum job_end mail_job_end(enum mail_end);

extern const struct kind kinds[];
extern const size_t kinds_n;

/* --- lease.c ------------------------------------------------------------------------- */

/*
 * Take the next job that is due and may be taken now.  False: there is none.  `heavy`: whether
 * heavy ones may be taken.  Servers that are down are passed over.
 */
bool lease_take(struct hands *, bool heavy, struct job *);

/* End it as its function said.  Somebody else's by now: nothing, and a line in the log. */
void lease_end(struct hands *, const struct job *, enum job_end);

/* Milliseconds to wait before the next try; `chance` is 0..1. */
int64_t lease_delay(const struct kind *, int64_t attempt, double chance);

/* --- chores.c: what is done from time to time, with nobody having promised it ----------- */

/* Say that somebody works here, and take back what dead workers had. Every few seconds. */
void chores_beat(struct hands *);

/* Promise to remind who comes of what begins soon.  Every minute, by whoever is first. */
void chores_remind(struct hands *);

/* Sweep, if nobody has for an hour. */
void chores_tidy(struct hands *);

#endif
