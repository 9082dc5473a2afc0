/* mail_report.c: whatever a mail server sends back is read to its end, and what is taken of it is clean text. */
#include "tests/fuzz/fuzz.h"
#include "core/documents/mail_report.h"
#include "core/domain/bounce.h"
#include "core/lib/text.h"

#include <string.h>

static void
check(const char *value)
{
	FUZZ_MUST(value != NULL && text_is_utf8(value, strlen(value)));
	for (; *value != '\0'; value++)
		FUZZ_MUST((unsigned char)*value >= ' ');
}

FUZZ_TARGET(mail_report)
{
	struct arena		*arena = fuzz_arena();
	struct mail_report	 report;
	const char		*status;

	if (mail_report_read(arena, data, size, &report)) {
		FUZZ_MUST(report.n > 0 && report.n <= MAIL_REPORT_RECIPIENTS);
		for (size_t i = 0; i < report.n; i++) {
			check(report.recipients[i].address);
			check(report.recipients[i].action);
			check(report.recipients[i].status);
			check(report.recipients[i].diagnostic);
			bounce_kind_of(report.recipients[i].status);
		}
	}
	status = bounce_status(arena, arena_copy_n(arena, data, size));
	FUZZ_MUST(strlen(status) <= 16);
	return 0;
}
