/*
 * notices.c: what somebody wants to be told beside what they must know.
 *
 *	GET  /account/notices	notices_show
 *	POST /account/notices	notices_post
 */
#include "handlers/account/account.h"

#include "core/domain/notice.h"
#include "core/lib/db.h"
#include "core/lib/words.h"

struct notices_input {
	bool	reminder_day;
	bool	reminder_hours;
	bool	organizer_message;
};

static const struct field notices_fields[] = {
	FIELD_FLAG(struct notices_input, reminder_day),
	FIELD_FLAG(struct notices_input, reminder_hours),
	FIELD_FLAG(struct notices_input, organizer_message),
	FIELD_END
};

const struct form notices_form = FORM(struct notices_input, notices_fields, notices_show);

int
notices_show(struct req *r)
{
	page_text(r, "desk.section", "account");
	form_show(r, &notices_form);
	for (size_t i = 0; i < notice_kinds_n; i++) {
		const char *kind = notice_kinds[i].name;

		if (notice_wanted(r->db, r->person->id, kind))
			form_value(r, kind, "1");
	}
	return page(r, "account/notices");
}

int
notices_post(struct req *r)
{
	const struct notices_input	*in = r->form;
	const struct {
		const char	*kind;
		bool		 wanted;
	} said[] = {
		{ "reminder_day",	in->reminder_day	},
		{ "reminder_hours",	in->reminder_hours	},
		{ "organizer_message",	in->organizer_message	},
	};

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (!notice_want(r->db, r->person->id, said[i].kind, said[i].wanted))
			return try_later(r);
	notice(r, _("Saved."));
	return see_other(r, "/account");
}
