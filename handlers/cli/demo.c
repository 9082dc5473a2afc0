/*
 * demo.c: sample data that feels real: twenty-five organizers, three hundred events over the coming
 * months in thirty cities, and a cover for each, drawn here (documents/poster.h).
 *
 * What is there already stays as it is, so it can be run again after a kill.  Covers take a while
 * and come last; `--events` and `--covers` do one part of it.
 */
#include "handlers/cli/demo.h"
#include "handlers/cli/cli.h"
#include "handlers/cli/secret.h"

#include "core/documents/poster.h"
#include "core/domain/account.h"
#include "core/domain/image.h"
#include "core/lib/crypto.h"
#include "core/lib/text.h"
#include "sql/event.h"

#include <stdio.h>
#include <string.h>

#define PERSON_EMAIL	"demo@marquee.example"	/* RFC 2606: nobody's */
#define PERSON_NAME	"Robin Vale"

/* Whose desk shows something: these belong to the person one can sign in as. */
static const char *const persons_handles[] = { "lampenhof", "lantern-room", "atelier-canal", NULL };

struct demo {
	struct cli	*cli;
	struct db	*db;
	struct arena	*arena;		/* for one organizer */
	bool		 events, covers;	/* what to do */
	int64_t		 person;	/* the account one can sign in as */
	int		 made, drawn;
};

/* --- people ------------------------------------------------------------------------------ */

static int
draw_shard(struct demo *d)
{
	uint32_t chance;

	random_bytes(&chance, sizeof(chance));
	return shard_for_new(db_places(d->db), chance);
}

/* False, having said why, when there is none and none can be made. */
static bool
make_person(struct demo *d)
{
	struct account_input	 in = { .email = PERSON_EMAIL, .name = PERSON_NAME,
	    .language = "en",
				     .time_zone = "Europe/Berlin" };
	const char		*password = secret_draw(d->cli->arena);

	if ((d->person = account_find(d->db, PERSON_EMAIL)) != 0)
		return true;
	if ((in.password_hash = secret_hash(d->cli, password)) == NULL)
		return false;
	switch (account_make(d->db, &actor_program, draw_shard(d), &in, &d->person)) {
	case ACCOUNT_MADE:
		printf("sign in as %s with the password %s\n", PERSON_EMAIL, password);
		return true;
	case ACCOUNT_TAKEN:
		return true;
	case ACCOUNT_BUSY:
		break;
	}
	return complain("%s", db_failure(d->db)) == 0;
}

static bool
is_persons(const char *handle)
{
	for (const char *const *h = persons_handles; *h != NULL; h++)
		if (strcmp(*h, handle) == 0)
			return true;
	return false;
}

/* Everybody else's owner: a locked account, as which nobody signs in and to whom no mail goes. */
static bool
make_owner(struct demo *d, const struct demo_organizer *o, struct organizer_owner *owner)
{
	struct account_input in = { .email = text(d->arena, "%s@marquee.example", o->in.handle),
	    .name = text(d->arena, "%s (sample)", o->in.name), .password_hash = "",
	    .language = o->in.language, .time_zone = o->in.time_zone };

	*owner = (struct organizer_owner){ d->person, PERSON_NAME, PERSON_EMAIL };
	if (is_persons(o->in.handle))
		return true;
	owner->name = in.name;
	owner->email = in.email;
	switch (account_make(d->db, &actor_program, draw_shard(d), &in, &owner->account)) {
	case ACCOUNT_MADE:
		return account_set_state(d->db, &actor_program, owner->account, "locked");
	case ACCOUNT_TAKEN:
		return true;
	case ACCOUNT_BUSY:
		break;
	}
	return false;
}

static bool
make_organizer(struct demo *d, const struct demo_organizer *o, int64_t *organizer)
{
	struct organizer_owner owner;

	if (!make_owner(d, o, &owner))
		return false;
	switch (organizer_make(d->db, &actor_program, draw_shard(d), &o->in, &owner, organizer)) {
	case ORGANIZER_MADE:
	case ORGANIZER_TAKEN:
		return true;
	case ORGANIZER_STALE:
	case ORGANIZER_BUSY:
		break;
	}
	return false;
}

/* --- events -------------------------------------------------------------------------------- */

/* The same event has the same number whenever this runs: its key, its sales, its cover. */
static void
digest_of(const struct demo_organizer *o, const struct demo_event *e,
    unsigned char digest[SHA256_BYTES])
{
	struct arena	*a = arena_new();
	const char	*name = text(a, "demo\n%s\n%s", o->in.handle, e->in.title);

	sha256(name, strlen(name), digest);
	arena_free(a);
}

static bool
publish(struct demo *d, const struct demo_event *e, int64_t event, const unsigned char *digest)
{
	bool well = demo_sell(d->db, d->arena, event, digest,
	    e->end == DEMO_SOLD_OUT ? 100 : digest[SHA256_BYTES - 1] % 80) &&
	    event_do(d->db, &actor_program, event, EVENT_PUBLISH) == EVENT_DONE;

	if (well && e->end == DEMO_CANCELLED)
		well = event_do(d->db, &actor_program, event, EVENT_CANCEL) == EVENT_DONE;
	if (well && e->end == DEMO_POSTPONED)
		well = event_do(d->db, &actor_program, event, EVENT_POSTPONE) == EVENT_DONE;
	d->made += well;
	return well && !db_failed(d->db);
}

static bool
draw_cover(struct demo *d, const struct demo_event *e, int64_t organizer, int64_t event,
    uint64_t seed)
{
	int64_t		 image;
	struct bytes	 png;

	png.data = poster_draw(d->arena, e->in.category, seed, &png.len);
	if (image_add(d->db, &actor_program, organizer, png, "", &image) != IMAGE_STORED ||
	    event_set_cover(d->db, &actor_program, event, image) != EVENT_DONE)
		return false;
	d->drawn++;
	return true;
}

static bool
make_event(struct demo *d, const struct demo_organizer *o, const struct demo_event *e,
    int64_t organizer)
{
	unsigned char	 digest[SHA256_BYTES];
	uint64_t	 seed;
	int64_t		 event;
	struct row	*is;

	digest_of(o, e, digest);
	memcpy(&seed, digest + 16, sizeof(seed));
	if (event_make(d->db, &actor_program, organizer, digest, &e->in, &event) != EVENT_DONE ||
	    (is = q_event_desk(d->db, event)) == NULL)
		return false;
	if (d->events && row_is(is, "state", "draft") && !publish(d, e, event, digest))
		return false;
	return !d->covers || row_id(is, "cover_id") != 0 ||
	    draw_cover(d, e, organizer, event, seed);
}

/* --- all of it -------------------------------------------------------------------------------- */

static int
make_one(struct demo *d, const struct text_file *file)
{
	const char		*err;
	struct demo_organizer	*o = demo_read(d->arena, file, d->cli->now, &err);
	int64_t			 organizer;
	bool			 well;

	if (o == NULL)
		return complain("%s", err);
	well = make_organizer(d, o, &organizer);
	for (size_t i = 0; i < o->n && well; i++)
		well = make_event(d, o, &o->events[i], organizer);
	return well ? 0 : complain("%s: %s", file->name, db_failed(d->db) ? db_failure(d->db) :
	    "refused");
}

static bool
is_organizer(const struct text_file *file)
{
	return strlen(file->name) > 4 && strcmp(file->name + strlen(file->name) - 4, ".txt") == 0;
}

static int
make_all(struct demo *d)
{
	int result = 0;

	for (const struct text_file *f = text_files; f->name != NULL && result == 0; f++)
		if (is_organizer(f)) {
			d->arena = arena_new();
			db_use_arena(d->db, d->arena);
			result = make_one(d, f);
			db_use_arena(d->db, d->cli->arena);
			arena_free(d->arena);
		}
	return result;
}

int
demo_command(struct cli *cli, int argc, char **argv)
{
	struct demo	d = { .cli = cli, .events = true, .covers = true };
	int		result;

	if (argc == 2 && strcmp(argv[1], "--events") == 0)
		d.covers = false;
	else if (argc == 2 && strcmp(argv[1], "--covers") == 0)
		d.events = false;
	else if (argc != 1)
		return usage(argv[0]);
	if ((d.db = cli_db(cli)) == NULL || !make_person(&d))
		return 1;
	result = make_all(&d);
	printf("%d events published, %d covers drawn\n", d.made, d.drawn);
	return result;
}
