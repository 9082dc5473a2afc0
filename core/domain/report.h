/*
 * report.h: what visitors report, and what an operator does about it (`marquee moderate`).
 *
 * A report names an event, or an organizer when its event is 0.  One network says it once.
 * What is hidden is nobody's business any more but its organizer's, who is told why by mail and at the desk.
 */
#ifndef CORE_DOMAIN_REPORT_H
#define CORE_DOMAIN_REPORT_H

#include "core/domain/audit.h"
#include "core/lib/db.h"

#include <stdint.h>

#define REPORT_WORDS_MAX	2000	/* code points */
#define MODERATION_REASON_MAX	500

extern const char *const report_reasons[];	/* "fraud", ...; NULL at the end */

/* What is reported, or decided about. */
struct report_subject {
	int64_t	organizer;
	int64_t	event;		/* 0: the organizer */
};

enum report_result {
	REPORT_DONE,		/* also when this network has said so before */
	REPORT_GONE,		/* nobody sees it, or it is as it should be already */
	REPORT_BUSY
};

enum report_result report_make(struct db *, const struct actor *, const struct report_subject *,
    const char *reason, const char *words, const char *email, const unsigned char visitor[16]);

/* Hide it from everybody but its organizer, for a reason they are told (job `moderation_mail`); open reports are upheld. */
enum report_result moderation_hide(struct db *, const struct actor *, const struct report_subject *,
    const char *reason);

/* Show it again, as it was; they are told. */
enum report_result moderation_show(struct db *, const struct actor *, const struct report_subject *);

/* Leave it as it is: its open reports are dismissed. */
enum report_result moderation_dismiss(struct db *, const struct actor *, const struct report_subject *);

#endif
