/*
 * hello.c: a FastCGI program that says hello, under the real supervisor.
 *
 * What the pool's system tests put under load, and the yardstick of ./dev bench: nothing
 * is between the accept loop and the answer.  Besides "/" it does what a bad program does:
 *
 *	/page?bytes=&ms=	a page so long, after so many milliseconds
 *	/body			how many bytes were sent
 *	/who			pid, and the word in the file of -f
 *	/late			waits for its soft deadline
 *	/crash /hang /leak?kb=	what they say
 *	/after?ms=		answers, then works on
 *
 * The file of -f stands for a release: "bad" cannot begin, "unready" cannot get ready,
 * "dies" does so in a worker but not in a rehearsal, "stuck" never gets ready, "liar" rehearses well
 * and then is bad; any other word is fine.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/lib/log.h"
#include "fcgi/pool.h"
#include "fcgi/worker.h"

#define PAGE_MAX	((size_t)4 << 20)

static const char	*release_file = "";
static char		 release[32] = "fine";
static pid_t		 beginner;	/* who read the release: the master, or who rehearses */

static void
pause_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	while (nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

static long
asked(const struct wire *w, const char *name)
{
	const char	*query = wire_param(w, "QUERY_STRING");
	size_t		 n = strlen(name);

	for (const char *s = query; s != NULL && *s != '\0'; s = strchr(s, '&')) {
		s += *s == '&';
		if (strncmp(s, name, n) == 0 && s[n] == '=')
			return atol(s + n + 1);
	}
	return 0;
}

static void
answer(struct wire *w, const char *body, size_t n)
{
	char	 head[128];
	int	 length = snprintf(head, sizeof(head),
	    "Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n", n);

	wire_write(w, head, (size_t)length);
	wire_write(w, body, n);
	wire_finish(w);
}

static void
answer_page(struct wire *w)
{
	static char	 page[PAGE_MAX];
	size_t		 n = (size_t)asked(w, "bytes");

	if (page[0] == '\0')
		memset(page, 'x', sizeof(page));
	pause_ms(asked(w, "ms"));
	answer(w, page, n < sizeof(page) ? n : sizeof(page));
}

static void
answer_body(struct wire *w)
{
	char	 part[8192], told[32];
	size_t	 total = 0;
	ssize_t	 n;

	while ((n = wire_read(w, part, sizeof(part))) > 0)
		total += (size_t)n;
	pause_ms(asked(w, "ms"));
	snprintf(told, sizeof(told), "%zu%s\n", total, n < 0 ? " and lost" : "");
	answer(w, told, strlen(told));
}

static void
answer_who(struct wire *w)
{
	char told[64];

	snprintf(told, sizeof(told), "%d %s\n", (int)getpid(), release);
	answer(w, told, strlen(told));
}

static void
leak(long kb)
{
	static char *kept;	/* a list, so that nobody calls it a leak but us */

	for (long i = 0; i < kb; i++) {
		char *p = malloc(1024);

		memset(p, 1, 1024);
		memcpy(p, &kept, sizeof(kept));
		kept = p;
	}
}

static void
serve(void *what, struct wire *w)
{
	const char	*path = wire_param(w, "DOCUMENT_URI"), *id = wire_param(w, "REQUEST_ID");
	long		 afterwards;

	(void)what;
	path = path == NULL ? "/" : path;
	afterwards = strcmp(path, "/after") == 0 ? asked(w, "ms") : 0;
	worker_about(path, id);
	if (strcmp(path, "/page") == 0)
		answer_page(w);
	else if (strcmp(path, "/body") == 0)
		answer_body(w);
	else if (strcmp(path, "/who") == 0)
		answer_who(w);
	else if (strcmp(path, "/crash") == 0)
		raise(SIGSEGV);
	else if (strcmp(path, "/hang") == 0)
		for (;;)
			pause_ms(1000);
	else if (strcmp(path, "/late") == 0)
		while (!worker_late())
			pause_ms(5);
	else if (strcmp(path, "/leak") == 0)
		leak(asked(w, "kb"));
	answer(w, "hello\n", 6);
	pause_ms(afterwards);
}

static const char *
get_ready(void *what, bool proving)
{
	(void)what;
	(void)proving;
	if (strcmp(release, "unready") == 0)
		return "this release never is";
	if (getpid() == beginner)
		return NULL;
	if (strcmp(release, "dies") == 0)
		raise(SIGSEGV);
	while (strcmp(release, "stuck") == 0)
		pause_ms(1000);
	return NULL;
}

static void
work(void *what, int listener)
{
	worker_loop(listener, serve, what);
}

static void
read_release(void)
{
	FILE *f = fopen(release_file, "re");

	if (f == NULL)
		return;
	if (fscanf(f, "%31s", release) != 1)
		strcpy(release, "empty");
	fclose(f);
}

static bool
rehearses(void)
{
	const char *how = getenv("MARQUEE_POOL");

	return how != NULL && strcmp(how, "rehearsal") == 0;
}

int
main(int argc, char **argv)
{
	struct pool pool = {
		.name = "hello", .run = ".", .listens = true, .workers = 2, .backlog = 512,
		.user = "", .group = "", .soft_ms = 8000, .hard_ms = 12000, .grace_ms = 30000,
		.start_ms = 30000, .argv = argv, .get_ready = get_ready, .work = work
	};
	int option;

	log_open("hello", STDERR_FILENO);
	while ((option = getopt(argc, argv, "r:w:n:m:S:H:g:s:u:G:f:b:")) != -1)
		switch (option) {
		case 'r': pool.run = optarg; break;
		case 'w': pool.workers = atoi(optarg); break;
		case 'n': pool.retire_after = atol(optarg); break;
		case 'm': pool.retire_bytes = atol(optarg) << 20; break;
		case 'S': pool.soft_ms = atol(optarg); break;
		case 'H': pool.hard_ms = atol(optarg); break;
		case 'g': pool.grace_ms = atol(optarg); break;
		case 's': pool.start_ms = atol(optarg); break;
		case 'u': pool.user = optarg; break;
		case 'G': pool.group = optarg; break;
		case 'b': pool.backlog = atoi(optarg); break;
		case 'f': release_file = optarg; break;
		default: return 64;
		}
	beginner = getpid();
	read_release();
	if (strcmp(release, "bad") == 0 || (strcmp(release, "liar") == 0 && !rehearses()))
		return pool_refuse(&pool, "a bad release");
	return pool_run(&pool);
}
