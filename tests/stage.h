/*
 * stage.h: a throwaway Marquee for the tests of the domain and of programs' pages: one database
 * server (tests/mariadb) with the tables, users and rights that `marquee init` and `marquee
 * migrate` give it, no cache, no search engine, nobody doing jobs.  And a cast to play with.
 *
 *	int main(void) { return stage_main(suites); }
 *
 *	int64_t ann = stage_person("Ann");
 *	int64_t organizer = stage_organizer(ann);
 *	int64_t event = stage_event(organizer);
 *	stage_publish(event);
 *	ask_get(&program, stage_path(event));
 *
 * Handlers ask with the rights of their own program; what the cast does is done by the
 * server's administrator.  What is not done here is done by the domain's functions on stage_db().
 */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

#include "core/domain/event.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "tests/check.h"

#include <stdint.h>

/* Build it, run the suites, take it down; main()'s exit status. */
int stage_main(const suite_maker *suites);

/* For everything on it, as the administrator; and memory, both until the test ends. */
struct db *stage_db(void);
struct arena *stage_arena(void);

/* Another one, for a process of its own; patience as db_setup has it. */
struct db *stage_db_new(struct arena *, double patience);

/* The server's socket, and its folder (tests/mariadb), for who goes through a proxy or kills it. */
const char *stage_socket(void);
const char *stage_dir(void);
const char *stage_user(void);
struct db *stage_db_at(struct arena *, const char *socket, double patience);

/* Another one that asks with statements of the test's own, as many as there are. */
struct statement;
struct db *stage_db_of(struct arena *, const struct statement *);

/* The server dies as by kill -9; and is there again on the same data, storing what it acknowledges. */
void stage_kill(void);
void stage_again(void);

/* SQL of the test's own on one database ("directory", "listing", "shard"). */
void stage_sql(const char *place, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* and the one number that a question answers there. */
int64_t stage_number(const char *place, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* --- the cast ----------------------------------------------------------- */

/* Who may sign in, and with what. */
#define STAGE_PASSWORD	"a long night at the opera"
int64_t stage_person(const char *name);
const char *stage_email(int64_t account);

/* Somebody's organizer, called "The Stage", whose handle nobody else has; and its handle. */
int64_t stage_organizer(int64_t owner);
const char *stage_handle(int64_t organizer);

/* Somebody else in its team. */
void stage_hire(int64_t organizer, int64_t account, const char *role);

/* What a good event is made of: two weeks from now, in Berlin, one ticket type; to change before it is made. */
struct event_input stage_input(void);

/* A draft, of stage_input() or of another; then published, and listed. */
int64_t stage_event(int64_t organizer);
int64_t stage_event_of(int64_t organizer, const struct event_input *);
void stage_publish(int64_t event);

/* Do something to it, and have the listing know. */
void stage_do(int64_t event, enum event_deed);

/* Where its page is; what its state and version are. */
const char *stage_path(int64_t event);
const char *stage_state(int64_t event);
int64_t stage_version(int64_t event);

/* Sign the visitor of tests/ask.h in, as the account program would. */
void stage_sign_in(int64_t account);

#endif
