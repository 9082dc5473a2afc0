/*
 * rush.c: for ./dev bench: how many registrations a second.
 *
 *	rush bare <placement> <user> <processes> <seconds> <event> <ticket type>
 *		the procedures alone, called from here: a claim, then its registration
 *	rush front <port> <origin> <prefix> <processes> <seconds> <event> <ticket type>
 *		the same through nginx and the program checkout, as a browser's forms ask for it
 *
 * Event and ticket type are ids in letters.  Prints a number.
 */
#include "core/domain/hold.h"
#include "core/domain/order.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/statements.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MAX	262144

/* One of the processes. */
struct rusher {
	struct arena	*arena;
	const char	*event, *type;	/* letters */
	int64_t		 end_ms;
	int64_t		*done;		/* shared by all */
};

static _Noreturn void
give_up(const char *why, const char *what)
{
	fprintf(stderr, "rush: %s: %s\n", why, what);
	exit(1);
}

static const char *
somebody(struct arena *a)
{
	unsigned char drawn[8];

	random_bytes(drawn, sizeof(drawn));
	return text(a, "%s@example.org", hex(a, drawn, sizeof(drawn)));
}

/* --- bare ------------------------------------------------------------------------------- */

static void
register_bare(struct db *db, const struct rusher *r)
{
	struct hold_want	want = { id_parse(r->type), 1 };
	struct hold_ask		ask = { .event = id_parse(r->event), .want = &want, .n = 1,
	    .language = "en", .key_number = 1 };
	struct order_details	d = { .name = "Bo", .email = somebody(r->arena) };
	unsigned char		key[16];
	struct hold		hold;

	random_bytes(ask.key, sizeof(ask.key));
	random_bytes(ask.visitor, sizeof(ask.visitor));
	random_bytes(key, sizeof(key));
	if (hold_place(db, &actor_program, &ask, &hold) != HOLD_PLACED ||
	    order_register(db, &actor_program, hold.order, key, &d, NULL) != ORDER_DONE)
		give_up("the procedures refuse", db_failure(db));
}

static void
rush_bare(const struct rusher *r, const char *placement, const char *user)
{
	const char		*why = "";
	struct arena		*a = arena_new();
	const struct places	*places = places_load(a, placement, &why);
	struct db		*db;

	if (places == NULL)
		give_up("no placement", why);
	db = db_new(&(struct db_setup){ .places = places, .user = user, .password = "",
	    .statements = statements, .n_statements = N_STATEMENTS });
	while (clock_ms() < r->end_ms) {
		db_use_arena(db, r->arena);
		register_bare(db, r);
		__atomic_add_fetch(r->done, 1, __ATOMIC_RELAXED);
		arena_reset(r->arena);
	}
	db_free(db);
}

/* --- through the front door --------------------------------------------------------------- */

struct browser {
	int		 fd;
	const char	*origin, *prefix;
	char		 cookie[512], csrf[256];
	char		 answer[ANSWER_MAX];
};

static int
connect_to(int port)
{
	struct sockaddr_in	to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int			fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		give_up("no connection", "");
	return fd;
}

/* True once head and body are there. */
static bool
is_whole(const char *answer, size_t n)
{
	const char *body = strstr(answer, "\r\n\r\n"), *length = strcasestr(answer, "\r\nContent-Length:");

	if (body == NULL)
		return false;
	body += 4;
	if (length != NULL && length < body)
		return n >= (size_t)(body - answer) + strtoul(length + 17, NULL, 10);
	return n >= 7 && strcmp(answer + n - 7, "\r\n0\r\n\r\n") == 0;
}

/* Send one request, read its answer; the status. */
static int
ask(struct browser *b, struct arena *a, const char *method, const char *path, const char *body)
{
	const char	*request = text(a, "%s %s%s HTTP/1.1\r\nHost: localhost\r\nOrigin: %s\r\n%s%s%s"
	    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s", method,
	    b->prefix, path, b->origin, *b->cookie == '\0' ? "" : "Cookie: ", b->cookie,
	    *b->cookie == '\0' ? "" : "\r\n", strlen(body), body);
	size_t		 n = 0;
	ssize_t		 got;

	if (write(b->fd, request, strlen(request)) != (ssize_t)strlen(request))
		give_up("cannot send", path);
	do {
		got = read(b->fd, b->answer + n, sizeof(b->answer) - 1 - n);
		if (got <= 0)
			give_up("no answer", path);
		n += (size_t)got;
		b->answer[n] = '\0';
	} while (!is_whole(b->answer, n));
	return atoi(b->answer + 9);
}

/* What stands between two texts in the last answer; aborts when nothing does. */
static char *
between(struct browser *b, struct arena *a, const char *from, const char *to)
{
	const char *at = strcasestr(b->answer, from), *end = at == NULL ? NULL : strstr(at + strlen(from), to);

	if (end == NULL)
		give_up("unexpected answer", b->answer);
	at += strlen(from);
	return arena_copy_n(a, at, (size_t)(end - at));
}

/* The choice, then who comes.  The page between them is read once: its proof is good for all. */
static void
register_through(struct browser *b, const struct rusher *r)
{
	struct arena	*a = r->arena;
	unsigned char	 key[16];
	const char	*order;

	random_bytes(key, sizeof(key));
	if (ask(b, a, "POST", "/checkout/hold", text(a, "event=%s&n_%s=1", r->event, r->type)) != 303)
		give_up("not held", b->answer);
	order = between(b, a, "\r\nLocation: ", "\r\n");
	if (*b->csrf == '\0') {
		if (ask(b, a, "GET", order, "") != 200)
			give_up("no page", b->answer);
		snprintf(b->csrf, sizeof(b->csrf), "%s", between(b, a, "name=\"csrf\" value=\"", "\""));
		snprintf(b->cookie, sizeof(b->cookie), "%s", between(b, a, "\r\nSet-Cookie: ", ";"));
	}
	if (ask(b, a, "POST", order, text(a, "csrf=%s&key=%s&name=Bo&email=%s", b->csrf,
	    base64url(a, key, sizeof(key)), somebody(a))) != 303)
		give_up("not registered", b->answer);
}

static void
rush_front(const struct rusher *r, int port, const char *origin, const char *prefix)
{
	struct browser *b = calloc(1, sizeof(*b));

	if (b == NULL)
		abort();
	b->fd = connect_to(port);
	b->origin = origin;
	b->prefix = prefix;
	while (clock_ms() < r->end_ms) {
		register_through(b, r);
		__atomic_add_fetch(r->done, 1, __ATOMIC_RELAXED);
		arena_reset(r->arena);
	}
	free(b);
}

/* --- all of them --------------------------------------------------------------------------- */

int
main(int argc, char **argv)
{
	bool	 bare = argc == 8 && strcmp(argv[1], "bare") == 0;
	bool	 front = argc == 9 && strcmp(argv[1], "front") == 0;
	char	**last = argv + argc - 4;	/* processes, seconds, event, ticket type */
	int	 status, fell = 0;
	int64_t	*done = mmap(NULL, sizeof(*done), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double	 began;

	if (!bare && !front)
		give_up("see the beginning of", "tests/rush.c");
	began = (double)clock_ms();
	for (int i = 0; i < atoi(last[0]); i++) {
		struct rusher r = { arena_new(), last[2], last[3], clock_ms() + 1000 * atoi(last[1]), done };

		if (fork() != 0)
			continue;
		if (bare)
			rush_bare(&r, argv[2], argv[3]);
		else
			rush_front(&r, atoi(argv[2]), argv[3], argv[4]);
		return 0;
	}
	while (wait(&status) > 0)
		fell += status != 0;
	printf("%.1f\n", (double)*done / (((double)clock_ms() - began) / 1000));
	return fell > 0;
}
