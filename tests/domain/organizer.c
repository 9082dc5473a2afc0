/* organizer.c: tests of core/domain/organizer.c: handles, the owner, copies of who works for whom. */
#include "core/domain/organizer.h"

#include "core/lib/id.h"
#include "sql/account.h"
#include "sql/organizer.h"
#include "sql/team.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static struct organizer_input
input(const char *handle)
{
	return (struct organizer_input){ .handle = handle, .name = "Name", .summary = "", .about = "",
	    .website = "", .country = "", .time_zone = "UTC", .currency = "EUR", .language = "en" };
}

START_TEST(test_a_handle_is_somebody_s)
{
	int64_t			ann = stage_person("Ann"), first = stage_organizer(ann), second = 0;
	struct organizer_input	in = input(stage_handle(first));
	struct organizer_owner	eve = { stage_person("Eve"), "Eve", "eve@example.org" };

	ck_assert_int_eq(organizer_make(stage_db(), &actor_program, 5, &in, &eve, &second),
	    ORGANIZER_TAKEN);
	ck_assert_int_eq(second, first);
	ck_assert_ptr_null(q_team_role(stage_db(), first, eve.account));
	ck_assert_str_eq(row_text(q_team_role(stage_db(), first, ann), "role"), "owner");
}
END_TEST

START_TEST(test_a_claim_is_gone_on_from)
{
	struct organizer_owner	ann = { stage_person("Ann"), "Ann", "ann@example.org" };
	int64_t			claimed = id_new(6, 2000000), organizer;
	struct organizer_input	in = input(text(stage_arena(), "claim-%s",
	    id_text(stage_arena(), ann.account)));

	ck_assert_int_eq(q_organizer_claim(stage_db(), in.handle, claimed), 1);
	ck_assert_int_eq(organizer_make(stage_db(), &actor_program, 7, &in, &ann, &organizer),
	    ORGANIZER_MADE);
	ck_assert_int_eq(organizer, claimed);
	ck_assert_int_eq(organizer_make(stage_db(), &actor_program, 7, &in, &ann, &organizer),
	    ORGANIZER_TAKEN);
}
END_TEST

START_TEST(test_words_of_ours)
{
	ck_assert(handle_reserved("admin"));
	ck_assert(handle_reserved("static"));
	ck_assert(!handle_reserved("administrators-of-jazz"));
}
END_TEST

/* The list on a person's own shard follows, and a copy read earlier never replaces a later one. */
START_TEST(test_copies_of_memberships)
{
	int64_t		ann = stage_person("Ann"), organizer = stage_organizer(ann);
	struct rows	list = q_account_memberships(stage_db(), ann);

	ck_assert_uint_eq(list.n, 1);
	ck_assert_str_eq(row_text(list.at[0], "role"), "owner");
	q_membership_put(stage_db(), ann, organizer, "viewer", "Old", "old", 0);
	list = q_account_memberships(stage_db(), ann);
	ck_assert_str_eq(row_text(list.at[0], "role"), "owner");
	ck_assert_str_eq(row_text(list.at[0], "name"), "The Stage");
}
END_TEST

START_TEST(test_what_roles_may)
{
	ck_assert(role_may_edit("owner") && role_may_edit("manager"));
	ck_assert(!role_may_edit("finance") && role_may_see("finance"));
	ck_assert(!role_may_edit("viewer") && role_may_see("viewer"));
	ck_assert(!role_may_see("scanner") && !role_may_see("box_office") && !role_may_see(""));
}
END_TEST

Suite *
organizer_suite(void)
{
	Suite *s = suite_create("organizer");
	TCase *t = tcase_create("organizer");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_a_handle_is_somebody_s);
	tcase_add_test(t, test_a_claim_is_gone_on_from);
	tcase_add_test(t, test_words_of_ours);
	tcase_add_test(t, test_copies_of_memberships);
	tcase_add_test(t, test_what_roles_may);
	suite_add_tcase(s, t);
	return s;
}
