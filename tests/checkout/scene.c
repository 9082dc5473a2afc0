/* scene.c: a visitor before an event with free tickets; see scene.h. */
#include "tests/checkout/scene.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/check.h"
#include "tests/stage.h"

#include <string.h>

int64_t		scene_event, scene_type;
static int64_t	organizer;

void
scene_begin(void)
{
	static const struct ticket_input tickets[] = {
		{ .name = "Entry", .about = "", .price = 0, .capacity = 40 } };
	struct event_input in = stage_input();

	in.tickets = tickets;
	organizer = stage_organizer(stage_person("Ann"));
	scene_event = stage_event_of(organizer, &in);
	stage_publish(scene_event);
	scene_type = stage_number("shard", "SELECT id FROM ticket_type WHERE event_id = %lld",
	    (long long)scene_event);
	ask_as_stranger();
}

const char *
scene_choice(int64_t n)
{
	return text(stage_arena(), "event=%s&n_%s=%lld", id_text(stage_arena(), scene_event),
	    id_text(stage_arena(), scene_type), (long long)n);
}

const char *
scene_held(int64_t n)
{
	ask_post(&program, "/checkout/hold", scene_choice(n));
	ck_assert_status(303);
	return arena_copy(stage_arena(), asked_header("Location"));
}

const char *
scene_field(const char *name)
{
	const char *field = strstr(asked_body(), text(stage_arena(), "name=\"%s\" value=\"", name));

	if (field == NULL)
		return "";
	field = strstr(field, "value=\"") + strlen("value=\"");
	return arena_copy_n(stage_arena(), field, strcspn(field, "\""));
}

const char *
scene_details(const char *more)
{
	return text(stage_arena(), "key=%s&name=Ada&email=ada%%40example.org%s", scene_field("key"), more);
}

const char *
scene_registered(int64_t n)
{
	const char *path = scene_held(n);

	ask_get(&program, path);
	ask_post(&program, path, scene_details(""));
	ck_assert_status(303);
	ck_assert_header("Location", path);
	ask_get(&program, path);
	ck_assert_status(200);
	return path;
}

const char *
scene_link(const char *end, int n)
{
	const char *body = asked_body(), *at = body, *href, *start;

	for (; (href = strstr(at, text(stage_arena(), "%s\"", end))) != NULL; at = href + 1) {
		for (start = href; start > body && *start != '"'; start--)
			;
		if (n-- == 0)
			return arena_copy_n(stage_arena(), start + 1,
			    (size_t)(href - start - 1) + strlen(end));
	}
	return "";
}

const char *
scene_ask(const char *kind, const char *asked, bool required, const char *options)
{
	int64_t id = id_new(id_shard(scene_event), clock_now());

	stage_sql("shard", "INSERT INTO question (id, event_id, organizer_id, label, kind, required, asked, options) "
	    "VALUES (%lld, %lld, %lld, 'Well?', '%s', %d, '%s', '%s')", (long long)id,
	    (long long)scene_event, (long long)organizer, kind, required, asked, options);
	return id_text(stage_arena(), id);
}
