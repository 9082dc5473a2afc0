/*
 * session.c: what holds without a database; who is signed in is tested in a world,
 * tests/fcgi_world.
 */
#include "fcgi/session.h"

#include <string.h>

#include "core/lib/arena.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

START_TEST(test_strangers)
{
	static const char *const cookies[] = {
		"", "x", "0000000000001", "0000000000001.", "0000000000001.short",
		"................................................",
		"!!!!!!!!!!!!!.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	};

	for (size_t i = 0; i < sizeof(cookies) / sizeof(cookies[0]); i++) {
		ask_as_stranger();
		ask_set_cookie("__Host-session", cookies[i]);
		ask_get(&personal, "/own");
		ck_assert_status(303);
	}
	/* One that may be somebody's, while nobody can tell: neither in nor out. */
	ask_set_cookie("__Host-session",
	    "0000000000001.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	ask_get(&personal, "/own");
	ck_assert_status(503);
	ck_assert_str_ne(ask_cookie("__Host-session"), "");
}
END_TEST

START_TEST(test_fresh)
{
	struct req	*r = ask_request(&personal, "GET", "/", NULL, NULL);
	struct person	 p = { .id = 1, .fresh_at = r->now - 599 };

	ck_assert(!session_fresh(r, 600));
	r->person = &p;
	ck_assert(session_fresh(r, 600));
	p.fresh_at--;
	ck_assert(!session_fresh(r, 600));
}
END_TEST

START_TEST(test_proofs)
{
	struct req	*r = ask_request(&personal, "GET", "/", NULL, NULL);
	const char	*proof = csrf_proof(r);
	char		*broken;

	ck_assert(csrf_good(r, proof));
	for (size_t i = 0; i < strlen(proof); i++) {
		broken = arena_copy(r->arena, proof);
		broken[i] = broken[i] == 'A' ? 'B' : 'A';
		ck_assert(!csrf_good(r, broken));
	}
	ck_assert(!csrf_good(r, ""));
	ck_assert(!csrf_good(r, "."));
	ck_assert(!csrf_good(r, "..."));
}
END_TEST

Suite *
session_suite(void)
{
	Suite	*s = suite_create("session");
	TCase	*t = tcase_create("session");

	tcase_add_test(t, test_strangers);
	tcase_add_test(t, test_fresh);
	tcase_add_test(t, test_proofs);
	suite_add_tcase(s, t);
	return s;
}
