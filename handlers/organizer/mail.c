/*
 * mail.c: how an organizer's mail fares: whom it did not reach, and whether any waits.
 *
 *	GET  /organize/mail	mail_show
 *
 * What is read here is sql/bounce.sql; what it looks like is templates/organizer/mail.cs.
 */
#include "handlers/organizer/organizer.h"

#include "core/lib/words.h"
#include "sql/bounce.h"
#include "sql/organizer.h"

#define SHOWN	200

int
mail_show(struct req *r)
{
	int64_t		 organizer = organizer_of_person(r);
	struct row	*self = q_organizer_desk(r->db, organizer), *late = q_mail_late(r->db, organizer);

	if (self == NULL || late == NULL)
		return not_found(r);
	page_text(r, "desk.section", "events");
	page_row(r, "organizer", self);
	page_rows(r, "bounces", q_bounces_list(r->db, organizer, SHOWN));
	page_row(r, "mail", late);
	page_flag(r, "mail.is_late", row_int(late, "late") > 60);
	organizer_warn(r, organizer);
	return page(r, "organizer/mail");
}
