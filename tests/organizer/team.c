/* team.c: tests of handlers/organizer/team.c and profile.c: who works for whom, and what is shown of them. */
#include "core/domain/team.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

static int64_t
invited(int64_t organizer, const char *email)
{
	return stage_number("shard", "SELECT id FROM invitation WHERE organizer_id = %lld AND email = '%s' "
	    "AND state = 'open'", (long long)organizer, email);
}

static const char *
role_of(int64_t organizer, int64_t account)
{
	static const char *const roles[] = { "", "owner", "manager" };

	return roles[stage_number("shard", "SELECT COALESCE((SELECT role + 0 FROM team WHERE organizer_id = "
	    "%lld AND account_id = %lld), 0)", (long long)organizer, (long long)account)];
}

/* --- an organizer of one's own ----------------------------------------------------------- */

START_TEST(test_make_an_organizer)
{
	int64_t ann = stage_person("Ann"), made;

	stage_sign_in(ann);
	ask_get(&program, "/organize");
	ck_assert_shows("Make an organizer");
	ask_get(&program, "/organize/profile/new");
	ck_assert_status(200);
	ask_post(&program, "/organize/profile/new", "name=The+Lamp&handle=organize&zone=Europe/Berlin&currency=EUR&language=de");
	ck_assert_status(422);
	ck_assert_shows("This word is ours");
	ask_post(&program, "/organize/profile/new", "name=The+Lamp&handle=the-lamp&zone=Europe/Berlin&currency=EUR&language=de");
	ck_assert_status(303);
	made = stage_number("directory", "SELECT organizer_id FROM handle_claim WHERE handle = 'the-lamp'");
	ck_assert_str_eq(role_of(made, ann), "owner");
	ask_get(&program, "/organize");
	ck_assert_shows("The Lamp");
	ask_post(&program, "/organize/profile/new", "name=Another&handle=the-lamp&zone=Europe/Berlin&currency=EUR&language=de");
	ck_assert_status(422);
	ck_assert_shows("Somebody has this address already");
}
END_TEST

START_TEST(test_change_the_profile)
{
	int64_t		ann = stage_person("Ann"), organizer = stage_organizer(ann);
	int64_t		event = stage_event(organizer), before = stage_version(event);
	const char	*old = stage_handle(organizer);
	char		*fields;

	stage_sign_in(ann);
	ask_get(&program, "/organize/profile");
	ck_assert_status(200);
	fields = text(stage_arena(), "name=New+Name&handle=new-%s&summary=&about=**Hi**&website=&link_1=https%%3A//example.org/a"
	    "&email=&imprint=Someone&zone=Europe/Berlin&currency=EUR&language=en&version=1", old);
	ask_post(&program, "/organize/profile", fields);
	ck_assert_status(303);
	ck_assert_int_eq(stage_number("directory", "SELECT left_at IS NOT NULL FROM handle_claim WHERE handle = '%s'",
	    old), 1);
	ck_assert_int_eq(stage_number("directory", "SELECT left_at IS NULL FROM handle_claim WHERE handle = 'new-%s'",
	    old), 1);
	/* the same form again is of an older version: nothing is changed, and what was typed is there */
	ask_post(&program, "/organize/profile", fields);
	ck_assert_status(422);
	ck_assert_shows("Somebody else has changed this profile");
	ask_post(&program, "/organize/profile", "name=&handle=x&zone=Nowhere&currency=XXX&language=en&version=2");
	ck_assert_status(422);
	ck_assert_shows("wrong-handle");
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE kind = 'organizer_feed' AND subject_id = %lld",
	    (long long)organizer), 1);
	ck_assert_int_eq(stage_version(event), before);	/* the job's business */
}
END_TEST

/* --- the team ------------------------------------------------------------------------------- */

START_TEST(test_invite_and_join)
{
	int64_t		 ann = stage_person("Ann"), bo = stage_person("Bo"), eve = stage_person("Eve");
	int64_t		 organizer = stage_organizer(ann), invitation;
	const char	*link;

	stage_sign_in(ann);
	ask_post(&program, "/organize/team/invite", text(stage_arena(), "email=%s&role=manager", stage_email(bo)));
	ck_assert_status(303);
	invitation = invited(organizer, stage_email(bo));
	ck_assert_int_ne(invitation, 0);
	link = text(stage_arena(), "/organize/invitation/%s", invitation_address(stage_arena(), ask_tools(&program)->keys,
	    invitation));
	stage_sign_in(eve);
	ask_get(&program, link);
	ck_assert_shows("for another e-mail address");
	ask_post(&program, link, "");
	ck_assert_str_eq(role_of(organizer, eve), "");
	stage_sign_in(bo);
	ask_get(&program, text(stage_arena(), "%sx", link));
	ck_assert_status(404);
	ask_post(&program, link, "");
	ck_assert_status(303);
	ck_assert_str_eq(role_of(organizer, bo), "manager");
	ask_post(&program, link, "");		/* once */
	ck_assert_shows("not good any more");
	/* a manager sees the team and does not change it */
	ask_get(&program, "/organize/team");
	ck_assert_status(200);
	ask_post(&program, "/organize/team/invite", "email=x%40example.org&role=owner");
	ck_assert_status(403);
}
END_TEST

START_TEST(test_one_owner_stays)
{
	int64_t	ann = stage_person("Ann"), bo = stage_person("Bo"), organizer = stage_organizer(ann);
	char	*ann_id = id_text(stage_arena(), ann), *bo_id = id_text(stage_arena(), bo);

	stage_hire(organizer, bo, "manager");
	stage_sign_in(ann);
	ask_post(&program, text(stage_arena(), "/organize/team/%s/remove", ann_id), "");
	ck_assert_status(422);
	ck_assert_shows("There must be one owner");
	ask_post(&program, text(stage_arena(), "/organize/team/%s/role", ann_id), "role=manager");
	ck_assert_status(422);
	ask_post(&program, text(stage_arena(), "/organize/team/%s/role", bo_id), "role=owner");
	ck_assert_status(303);
	ask_post(&program, text(stage_arena(), "/organize/team/%s/remove", ann_id), "");
	ck_assert_status(303);
	ck_assert_str_eq(role_of(organizer, ann), "");
	/* from the next click on she has no part in it */
	ask_get(&program, "/organize/team");
	ck_assert_status(404);
}
END_TEST

START_TEST(test_withdraw)
{
	int64_t	 ann = stage_person("Ann"), organizer = stage_organizer(ann), invitation;
	char	*path;

	stage_sign_in(ann);
	ask_post(&program, "/organize/team/invite", "email=cy%40example.org&role=owner");
	invitation = invited(organizer, "cy@example.org");
	path = text(stage_arena(), "/organize/team/invitations/%s/withdraw", id_text(stage_arena(), invitation));
	stage_sign_in(stage_person("Eve"));
	ask_post(&program, path, "");
	ck_assert_status(404);
	stage_sign_in(ann);
	ask_post(&program, path, "");
	ck_assert_status(303);
	ck_assert_int_eq(invited(organizer, "cy@example.org"), 0);
}
END_TEST

Suite *
team_suite(void)
{
	Suite *s = suite_create("team");
	TCase *t = tcase_create("team");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_make_an_organizer);
	tcase_add_test(t, test_change_the_profile);
	tcase_add_test(t, test_invite_and_join);
	tcase_add_test(t, test_one_owner_stays);
	tcase_add_test(t, test_withdraw);
	suite_add_tcase(s, t);
	return s;
}
