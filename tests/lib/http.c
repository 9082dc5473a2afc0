/*
 * http.c: tests of core/lib/http.c.
 *
 * Against real servers: http_peer.py and smtp_sink.py, started here on loopback.
 * getaddrinfo() and connect() are this program's own, so that name servers can lie
 * and every attempt to connect is counted.
 */
#include "tests/lib/suites.h"
#include "core/lib/http.h"
#include "core/lib/json.h"
#include "core/lib/text.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct arena	*arena;
static struct http	*http;

/* --- liars ------------------------------------------------------------------------ */

static const char	*lies;		/* what every name resolves to, with blanks between; NULL: the truth */
static atomic_int	 connects;	/* to the Internet families, by anybody in this process */

static bool
is_ip(const char *name)
{
	unsigned char	to[16];

	return inet_pton(AF_INET, name, to) == 1 || inet_pton(AF_INET6, name, to) == 1;
}

static int
real_getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
    struct addrinfo **to)
{
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	return real(node, service, hints, to);
}

int
getaddrinfo(const char *restrict node, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict to)
{
	struct addrinfo	ask = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST };
	char		all[256], *save, *one;

	if (lies == NULL || node == NULL || is_ip(node))
		return real_getaddrinfo(node, service, hints, to);
	strcpy(all, lies);
	*to = NULL;
	for (one = strtok_r(all, " ", &save); one != NULL; one = strtok_r(NULL, " ", &save)) {
		if (real_getaddrinfo(one, service, &ask, to) != 0)
			abort();
		while (*to != NULL)
			to = &(*to)->ai_next;
	}
	return 0;
}

int
connect(int fd, __CONST_SOCKADDR_ARG to, socklen_t len)
{
	int (*real)(int, const struct sockaddr *, socklen_t);
	sa_family_t family = to.__sockaddr__->sa_family;

	if (family == AF_INET || family == AF_INET6)
		connects++;
	*(void **)&real = dlsym(RTLD_NEXT, "connect");
	return real(fd, to.__sockaddr__, len);
}

/* --- peers ------------------------------------------------------------------------- */

struct peer {
	pid_t	pid;
	int	in, out;
};

static struct peer	web, mail;
static int		web_port, web_tls, mail_port, mail_start, mail_tls;
static char		web_ca[256], mail_ca[256];

static void
peer_start(struct peer *p, const char *script)
{
	const char	*srcdir = getenv("srcdir");
	int		 in[2], out[2];
	char		 path[4096];

	snprintf(path, sizeof(path), "%s/tests/lib/%s", srcdir == NULL ? "." : srcdir, script);
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || (p->pid = fork()) < 0)
		abort();
	if (p->pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl("/usr/bin/python3", "python3", path, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	p->in = in[1];
	p->out = out[0];
}

static void
peer_stop(struct peer *p)
{
	close(p->in);
	close(p->out);
	waitpid(p->pid, NULL, 0);
}

/* Byte by byte, for the pipe is shared by all tests of the suite. */
static const char *
peer_line(const struct peer *p, char *to, size_t room)
{
	size_t n = 0;

	while (n + 1 < room && read(p->out, to + n, 1) == 1 && to[n] != '\n')
		n++;
	to[n] = '\0';
	return to;
}

static void
start_web(void)
{
	char line[512];

	peer_start(&web, "http_peer.py");
	if (sscanf(peer_line(&web, line, sizeof(line)), "%d %d %255s", &web_port, &web_tls, web_ca) != 3)
		abort();
}

static void
stop_web(void)
{
	peer_stop(&web);
}

static void
start_mail(void)
{
	char line[512];

	peer_start(&mail, "smtp_sink.py");
	if (sscanf(peer_line(&mail, line, sizeof(line)), "%d %d %d %255s",
	    &mail_port, &mail_start, &mail_tls, mail_ca) != 4)
		abort();
}

static void
stop_mail(void)
{
	peer_stop(&mail);
}

static void
begin(void)
{
	signal(SIGPIPE, SIG_IGN);
	arena = arena_new();
	http = http_new(NULL);
}

static void
end(void)
{
	http_free(http);
	arena_free(arena);
}

/* --- requests ------------------------------------------------------------------------ */

static int patience = 10000;	/* ms; each test runs in a process of its own, so it is this again */

static enum http_outcome
ask(const char *method, const char *path, const char *body, struct http_reply *reply)
{
	struct http_request r = {
		.method = method, .trusted = true, .body = body,
		.body_len = body == NULL ? 0 : strlen(body), .total_ms = patience,
		.url = text(arena, "http://127.0.0.1:%d%s", web_port, path),
	};

	return http_send(http, arena, &r, reply);
}

START_TEST(answers_are_whole)
{
	struct http_reply reply;

	ck_assert_int_eq(ask("GET", "/echo", NULL, &reply), HTTP_ANSWERED);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_str_eq(reply.type, "text/plain");
	ck_assert_str_eq(http_header(&reply, "x-pEER"), "yes");
	ck_assert_ptr_null(http_header(&reply, "x-pee"));
	ck_assert_ptr_nonnull(strstr(reply.body, "GET /echo HTTP/1.1"));
	ck_assert_uint_eq(strlen(reply.body), reply.body_len);
	ck_assert_int_eq(ask("POST", "/echo", "a=b&c=d", &reply), HTTP_ANSWERED);
	ck_assert_ptr_nonnull(strstr(reply.body, "\r\n\r\na=b&c=d"));
	ck_assert_int_eq(ask("POST", "/echo", NULL, &reply), HTTP_ANSWERED);
	ck_assert_ptr_nonnull(strstr(reply.body, "Content-Length: 0"));
	ck_assert_int_eq(ask("PUT", "/echo", "x", &reply), HTTP_ANSWERED);
	ck_assert_ptr_nonnull(strstr(reply.body, "PUT /echo"));
	ck_assert_int_eq(ask("DELETE", "/echo", NULL, &reply), HTTP_ANSWERED);
	ck_assert_ptr_nonnull(strstr(reply.body, "DELETE /echo"));
	ck_assert_int_eq(ask("GET", "/status/503", NULL, &reply), HTTP_ANSWERED);
	ck_assert_int_eq(reply.status, 503);
	ck_assert_str_eq(reply.body, "so be it");
	ck_assert_int_eq(ask("GET", "/none", NULL, &reply), HTTP_ANSWERED);
	ck_assert_int_eq(reply.status, 204);
	ck_assert_str_eq(reply.body, "");
	ck_assert_str_eq(reply.type, "");
}
END_TEST

START_TEST(headers_are_sent_as_given)
{
	static const char *const headers[] = {
		"Content-Type: application/json", "Idempotency-Key: k1", NULL
	};
	struct http_request r = {
		.method = "POST", .trusted = true, .headers = headers, .body = "{\"a\":\"\0\"}", .body_len = 9,
		.url = text(arena, "http://127.0.0.1:%d/echo", web_port),
	};
	struct http_reply reply;

	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_ANSWERED);
	ck_assert_ptr_nonnull(strstr(reply.body, "Content-Type: application/json"));
	ck_assert_ptr_nonnull(strstr(reply.body, "Idempotency-Key: k1"));
	ck_assert_ptr_null(strcasestr(reply.body, "Expect"));
	ck_assert_ptr_null(strcasestr(reply.body, "x-www-form"));
	ck_assert_int_eq(memcmp(reply.body + reply.body_len - 9, "{\"a\":\"\0\"}", 9), 0);
}
END_TEST

START_TEST(redirects_are_answers)
{
	struct http_reply reply;

	ck_assert_int_eq(ask("GET", "/redirect", NULL, &reply), HTTP_ANSWERED);
	ck_assert_int_eq(reply.status, 302);
	ck_assert_str_eq(http_header(&reply, "Location"), "/echo");
}
END_TEST

START_TEST(a_hundred_before_is_skipped)
{
	struct http_reply reply;

	ck_assert_int_eq(ask("GET", "/continue", NULL, &reply), HTTP_ANSWERED);
	ck_assert_str_eq(reply.body, "then");
	ck_assert_ptr_nonnull(http_header(&reply, "X-Second"));
	ck_assert_ptr_null(http_header(&reply, "X-First"));
}
END_TEST

/* Asked, but no whole answer: it may have been done. */
static const char *const broken[] = {
	"/big", "/endless", "/heads", "/slow", "/drip", "/half", "/close", "/garbage"
};

START_TEST(broken_answers_are_unknown)
{
	struct http_reply	reply;
	struct timespec		from, to;

	patience = 1000;
	clock_gettime(CLOCK_MONOTONIC, &from);
	ck_assert_int_eq(ask("POST", broken[_i], "x=1", &reply), HTTP_UNKNOWN);
	clock_gettime(CLOCK_MONOTONIC, &to);
	patience = 10000;
	ck_assert_int_eq(reply.status, 0);
	ck_assert_str_eq(reply.body, "");
	ck_assert_str_ne(reply.why, "");
	ck_assert_int_le(to.tv_sec - from.tv_sec, 2);
	/* and the handle is none the worse for it */
	ck_assert_int_eq(ask("GET", "/echo", NULL, &reply), HTTP_ANSWERED);
}
END_TEST

START_TEST(size_is_the_callers_choice)
{
	struct http_request r = {
		.method = "GET", .trusted = true, .max_bytes = 200000,
		.url = text(arena, "http://127.0.0.1:%d/big", web_port),
	};
	struct http_reply reply;

	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_ANSWERED);
	ck_assert_uint_eq(reply.body_len, 200000);
	r.max_bytes--;
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_UNKNOWN);
	ck_assert_str_eq(reply.why, "the answer is too large");
}
END_TEST

static void
count(int *conns, int *requests)
{
	struct http_reply reply;

	ck_assert_int_eq(ask("GET", "/count", NULL, &reply), HTTP_ANSWERED);
	ck_assert_int_eq(sscanf(reply.body, "%d %d", conns, requests), 2);
}

/* A kept connection the peer has dropped: a question may be asked again, a deed may not. */
START_TEST(deeds_are_never_repeated)
{
	struct http_reply	reply;
	int			conns, requests, conns2, requests2;

	count(&conns, &requests);
	count(&conns2, &requests2);
	ck_assert_int_eq(conns, conns2);	/* kept open */
	ck_assert_int_eq(ask("GET", "/once", NULL, &reply), HTTP_ANSWERED);
	usleep(50000);
	count(&conns2, &requests2);
	ck_assert_int_eq(requests2, requests + 3);
	ck_assert_int_eq(ask("POST", "/close", "x", &reply), HTTP_UNKNOWN);
	count(&conns, &requests);
	ck_assert_int_eq(requests, requests2 + 2);
}
END_TEST

START_TEST(nobody_there_is_not_sent)
{
	struct http_request	r = { .method = "POST", .trusted = true, .body = "x", .body_len = 1 };
	struct http_reply	reply;
	struct sockaddr_in	to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t		len = sizeof(to);
	int			fd = socket(AF_INET, SOCK_STREAM, 0);

	/* bound, but not listening: refused at once, and nobody else can take the port */
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&to, &len), 0);
	r.url = text(arena, "http://127.0.0.1:%d/", ntohs(to.sin_port));
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_NOT_SENT);
	ck_assert_str_ne(reply.why, "");
	/* TLS that the peer does not speak */
	r.url = text(arena, "https://127.0.0.1:%d/echo", web_port);
	r.total_ms = 1000;
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_NOT_SENT);
	close(fd);
}
END_TEST

START_TEST(certificates_are_checked)
{
	struct http_request	r = { .method = "GET", .trusted = true };
	struct http_reply	reply;
	struct http		*knowing = http_new(web_ca);

	r.url = text(arena, "https://localhost:%d/echo", web_tls);
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_NOT_SENT);
	ck_assert_int_eq(http_send(knowing, arena, &r, &reply), HTTP_ANSWERED);
	ck_assert_int_eq(reply.status, 200);
	/* the right certificate under a wrong name */
	lies = "127.0.0.1";
	r.url = text(arena, "https://other.example:%d/echo", web_tls);
	ck_assert_int_eq(http_send(knowing, arena, &r, &reply), HTTP_NOT_SENT);
	http_free(knowing);
}
END_TEST

START_TEST(proxies_are_not_asked)
{
	struct http_reply reply;

	setenv("http_proxy", "http://127.0.0.1:1/", 1);
	setenv("ALL_PROXY", "socks5://127.0.0.1:1/", 1);
	ck_assert_int_eq(ask("GET", "/echo", NULL, &reply), HTTP_ANSWERED);
	unsetenv("http_proxy");
	unsetenv("ALL_PROXY");
}
END_TEST

/* Nothing that would write another header, request or protocol. */
START_TEST(nonsense_is_forbidden)
{
	static const char *const injected[] = { "X: a\r\nY: b", NULL };
	static const char *const nameless[] = { "no colon", NULL };
	static const char *const blank[] = { "X Y: z", NULL };
	struct http_request r = { .method = "GET", .trusted = true,
		.url = text(arena, "http://127.0.0.1:%d/echo", web_port) };
	struct http_reply reply;
	const char *url = r.url;

	r.headers = injected;
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_FORBIDDEN);
	r.headers = nameless;
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_FORBIDDEN);
	r.headers = blank;
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_FORBIDDEN);
	r.headers = NULL;
	r.method = "GET / HTTP/1.1\r\nX:";
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_FORBIDDEN);
	r.method = "";
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_FORBIDDEN);
	r.method = "GET";
	r.url = "file:///etc/passwd";
	ck_assert_int_ne(http_send(http, arena, &r, &reply), HTTP_ANSWERED);
	r.url = text(arena, "http://a:b@127.0.0.1:%d/echo", web_port);
	ck_assert_int_ne(http_send(http, arena, &r, &reply), HTTP_ANSWERED);
	r.url = url;
	ck_assert_int_eq(http_send(http, arena, &r, &reply), HTTP_ANSWERED);
}
END_TEST

/* --- strangers ------------------------------------------------------------------------- */

static const struct {
	const char *typed, *stored;
} urls[] = {
	{ "https://example.org", "https://example.org/" }, { " https://example.org/ ", "https://example.org/" },
	{ "HTTPS://Example.ORG/Path?Q=1#f", "https://example.org/Path?Q=1#f" },
	{ "https://example.org:443/x", "https://example.org/x" },
	{ "https://example.org:8443/x", "https://example.org:8443/x" },
	{ "https://example.org?q=1", "https://example.org/?q=1" },
	{ "https://example.org#f", "https://example.org/#f" },
	{ "https://bücher.example/café?ö", "https://xn--bcher-kva.example/caf%C3%A9?%C3%B6" },
	{ "https://example.org/a@b:c", "https://example.org/a@b:c" },
	{ "https://example.org/%20x", "https://example.org/%20x" },
	{ "https://a.b.c.example.org/", "https://a.b.c.example.org/" },
	{ "https://1.example.org/", "https://1.example.org/" },
	{ "https://example.org/a b", NULL }, { "https://example.org/\"x", NULL },
	{ "https://example.org/<x>", NULL }, { "https://example.org/\\x", NULL },
	{ "https://example.org/\n", NULL }, { "https://example.org/\x7f", NULL },
	{ "https://example.org/\xff", NULL }, { "https://exam\nple.org/", NULL }, { "", NULL },
};

START_TEST(urls_are_told_from_others)
{
	char *got = http_url(arena, urls[_i].typed), *again;

	if (urls[_i].stored == NULL) {
		ck_assert_msg(got == NULL, "%s taken as %s", urls[_i].typed, got);
		return;
	}
	ck_assert_pstr_eq(got, urls[_i].stored);
	again = http_url(arena, got);
	ck_assert_pstr_eq(again, got);
}
END_TEST

START_TEST(long_urls_are_refused)
{
	char	*path = arena_alloc(arena, 2100);

	memset(path, 'a', 2048 - strlen("https://example.org/"));
	ck_assert_ptr_nonnull(http_url(arena, text(arena, "https://example.org/%s", path)));
	ck_assert_ptr_null(http_url(arena, text(arena, "https://example.org/%sa", path)));
	path[strlen(path) - 1] = '\0';
	ck_assert_ptr_null(http_url(arena, text(arena, "https://example.org/%sé", path)));
}
END_TEST

static bool
is_public(const char *ip)
{
	struct sockaddr_storage	to = { 0 };
	struct sockaddr_in	*v4 = (struct sockaddr_in *)&to;
	struct sockaddr_in6	*v6 = (struct sockaddr_in6 *)&to;

	if (inet_pton(AF_INET, ip, &v4->sin_addr) == 1)
		to.ss_family = AF_INET;
	else if (inet_pton(AF_INET6, ip, &v6->sin6_addr) == 1)
		to.ss_family = AF_INET6;
	else
		ck_abort_msg("%s is no address", ip);
	return http_address_is_public((struct sockaddr *)&to,
	    to.ss_family == AF_INET ? sizeof(*v4) : sizeof(*v6));
}

START_TEST(only_public_addresses_pass)
{
	struct sockaddr_in	v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x08080808) };
	struct sockaddr		none = { .sa_family = AF_UNIX };

	ck_assert(http_address_is_public((struct sockaddr *)&v4, sizeof(v4)));
	ck_assert(!http_address_is_public((struct sockaddr *)&v4, sizeof(v4) - 1));
	ck_assert(!http_address_is_public(&none, sizeof(none)));
}
END_TEST

/* Asked as a stranger's address: no connection is even begun. */
static void
must_not_connect(const char *url)
{
	struct http_request	r = { .method = "GET", .url = url, .total_ms = 1000 };
	struct http_reply	reply;
	int			before = connects;
	enum http_outcome	outcome = http_send(http, arena, &r, &reply);

	ck_assert_msg(outcome == HTTP_FORBIDDEN, "%s: outcome %d, %s", url, outcome, reply.why);
	ck_assert_msg(connects == before, "%s was connected to", url);
}

/* Every line of tests/data/ssrf.txt; names resolve to what the line says, and where it says nothing to loopback. */
START_TEST(no_way_round_the_guard)
{
	FILE	*file = check_data("ssrf.txt");
	char	 row[512], *rest;
	int	 seen = 0, names = 0;

	while (fgets(row, sizeof(row), file) != NULL) {
		row[strcspn(row, "\n")] = '\0';
		if (*row == '#' || (rest = strchr(row, ' ')) == NULL)
			continue;
		*rest++ = '\0';
		lies = "127.0.0.1";
		if (strcmp(row, "address") == 0) {
			ck_assert_msg(!is_public(rest), "%s is not public", rest);
			lies = rest;
			must_not_connect("https://rebound.example.net/");
		} else if (strcmp(row, "public") == 0) {
			ck_assert_msg(is_public(rest), "%s is public", rest);
		} else if (strcmp(row, "url") == 0) {
			must_not_connect(rest);
		} else {
			lies = strchr(rest, ' ') + 1;
			must_not_connect(text(arena, "https://%.*s/", (int)strcspn(rest, " "), rest));
			names++;
		}
		seen++;
		arena_reset(arena);
	}
	fclose(file);
	ck_assert_int_ge(seen, 200);
	ck_assert_int_ge(names, 15);
}
END_TEST

/* The detector is real: the same counter sees a connection that is allowed. */
START_TEST(the_counter_counts)
{
	struct http_reply	reply;
	int			before = connects;

	ck_assert_int_eq(ask("POST", "/echo", "x", &reply), HTTP_ANSWERED);
	ck_assert_int_eq(connects, before + 1);
}
END_TEST

/* A connection we trust is not lent to a stranger who names the same host and port. */
START_TEST(strangers_get_no_kept_connection)
{
	struct http		*knowing = http_new(web_ca);
	struct http_request	r = { .method = "GET", .trusted = true };
	struct http_reply	reply;

	lies = "127.0.0.1";
	r.url = text(arena, "https://localhost:%d/echo", web_tls);
	ck_assert_int_eq(http_send(knowing, arena, &r, &reply), HTTP_ANSWERED);
	r.trusted = false;
	ck_assert_int_eq(http_send(knowing, arena, &r, &reply), HTTP_FORBIDDEN);
	r.url = "https://good.example/";
	ck_assert_int_eq(http_send(knowing, arena, &r, &reply), HTTP_FORBIDDEN);
	ck_assert_str_eq(reply.why, "the address is not public");
	http_free(knowing);
}
END_TEST

/* --- mail --------------------------------------------------------------------------------- */

static struct smtp_server
sink(void)
{
	return (struct smtp_server){
		.host = "127.0.0.1", .port = mail_port, .tls = SMTP_TLS_NONE, .hello = "tix.example"
	};
}

static enum smtp_outcome
send_to(struct http *h, const struct smtp_server *server, const char *to, const char *bytes)
{
	const struct smtp_message	 m = {
		.from = "b+x1@bounce.tix.example", .to = to, .bytes = bytes, .len = strlen(bytes)
	};
	const char			*why = NULL;
	enum smtp_outcome		 outcome = smtp_send(h, arena, server, &m, &why);

	ck_assert_ptr_nonnull(why);
	return outcome;
}

/* What the sink says it took, its data decoded. */
static const struct json *
taken(char *data, size_t room)
{
	char			*line = arena_alloc(arena, 65536);
	const struct json	*j;
	const char		*base64;
	unsigned		 bits = 0;
	int			 n = 0;
	static const char	 letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	peer_line(&mail, line, 65536);
	j = json_parse(arena, line, strlen(line), NULL);
	ck_assert_ptr_nonnull(j);
	for (base64 = json_get_text(j, "data"); *base64 != '\0' && *base64 != '='; base64++) {
		bits = bits << 6 | (unsigned)(strchr(letters, *base64) - letters);
		n += 6;
		if (n >= 8 && room > 1) {
			n -= 8;
			*data++ = (char)(bits >> n);
			room--;
		}
	}
	*data = '\0';
	return j;
}

START_TEST(mail_is_handed_over)
{
	const struct smtp_server	 server = sink();
	const struct json		*j;
	char				 data[1024];

	ck_assert_int_eq(send_to(http, &server, "ada@example.org",
	    "Subject: hi\nTo: Ada\r\n\r\n.\r\n..dots\n.\nend"), SMTP_ACCEPTED);
	j = taken(data, sizeof(data));
	ck_assert_str_eq(data, "Subject: hi\r\nTo: Ada\r\n\r\n.\r\n..dots\r\n.\r\nend\r\n");
	ck_assert_str_eq(json_get_text(j, "from"), "b+x1@bounce.tix.example");
	ck_assert_uint_eq(json_size(json_get(j, "to")), 1);
	ck_assert_str_eq(json_as_text(json_at(json_get(j, "to"), 0)), "ada@example.org");
	ck_assert_str_eq(json_get_text(j, "hello"), "tix.example");
	/* a second one over the same connection */
	ck_assert_int_eq(send_to(http, &server, "eve@example.org", "Subject: 2\n\nx\n"), SMTP_ACCEPTED);
	taken(data, sizeof(data));
	ck_assert_str_eq(data, "Subject: 2\r\n\r\nx\r\n");
}
END_TEST

START_TEST(null_sender)
{
	const struct smtp_server	 server = sink();
	const struct smtp_message	 m = {
		.from = "", .to = "ada@example.org", .bytes = "A: b\n\nc", .len = 7
	};
	const char			*why;
	char				 data[256];

	ck_assert_int_eq(smtp_send(http, arena, &server, &m, &why), SMTP_ACCEPTED);
	ck_assert_str_eq(json_get_text(taken(data, sizeof(data)), "from"), "<>");
}
END_TEST

static const struct {
	const char		*to;
	enum smtp_outcome	 outcome;
} fates[] = {
	{ "unknown@example.org", SMTP_REFUSED }, { "greylisted@example.org", SMTP_TRY_AGAIN },
	{ "spam@example.org", SMTP_REFUSED }, { "full@example.org", SMTP_TRY_AGAIN },
	{ "lost@example.org", SMTP_UNKNOWN }, { "hangup@example.org", SMTP_TRY_AGAIN },
};

START_TEST(mail_has_its_fate)
{
	const struct smtp_server	server = sink();
	char				data[256];

	ck_assert_int_eq(send_to(http, &server, fates[_i].to, "A: b\n\nc\n"), fates[_i].outcome);
	/* the next one goes through */
	ck_assert_int_eq(send_to(http, &server, "ada@example.org", "A: b\n\nd\n"), SMTP_ACCEPTED);
	taken(data, sizeof(data));
	ck_assert_str_eq(data, "A: b\r\n\r\nd\r\n");
}
END_TEST

START_TEST(a_dropped_connection_is_made_anew)
{
	const struct smtp_server	server = sink();
	char				data[256];

	ck_assert_int_eq(send_to(http, &server, "last@example.org", "A: b\n\n1\n"), SMTP_ACCEPTED);
	taken(data, sizeof(data));
	usleep(200000);
	ck_assert_int_eq(send_to(http, &server, "ada@example.org", "A: b\n\n2\n"), SMTP_ACCEPTED);
	taken(data, sizeof(data));
	ck_assert_str_eq(data, "A: b\r\n\r\n2\r\n");
}
END_TEST

START_TEST(refused_sender)
{
	const struct smtp_server	 server = sink();
	const struct smtp_message	 m = {
		.from = "nobody@example.org", .to = "ada@example.org", .bytes = "A: b\n\nc", .len = 7
	};
	const char			*why;

	ck_assert_int_eq(smtp_send(http, arena, &server, &m, &why), SMTP_REFUSED);
	ck_assert_str_eq(why, "553 5.1.8 we do not take mail from you");
}
END_TEST

/* Nothing that could be a second command reaches the wire, or even a socket. */
static const char *const injections[] = {
	"ada@example.org>\r\nRCPT TO:<eve@example.org", "ada@example.org\r\nDATA", "ada@example.org\n",
	"<ada@example.org>", "ada@example.org> NOTIFY=NEVER", "ada@example.org,eve@example.org",
	" ada@example.org", "ada@Example.org", "ada", "", "@", "\"a b\"@example.org",
	"ada@example.org\xC2\x85", "ada@b\xC3\xBC" "cher.example",
};

START_TEST(injected_commands_are_refused)
{
	const struct smtp_server	 server = sink();
	struct smtp_message		 m = { .from = "b@tix.example", .bytes = "A: b\n\nc", .len = 7 };
	const char			*why;
	int				 before = connects;

	m.to = injections[_i];
	ck_assert_int_eq(smtp_send(http, arena, &server, &m, &why), SMTP_REFUSED);
	m.to = "ada@example.org";
	m.from = injections[_i];
	if (*m.from != '\0')
		ck_assert_int_eq(smtp_send(http, arena, &server, &m, &why), SMTP_REFUSED);
	ck_assert_int_eq(connects, before);
}
END_TEST

START_TEST(tls_is_required_where_it_is_asked_for)
{
	struct smtp_server	server = sink();
	struct http		*knowing = http_new(mail_ca);
	char			data[256];

	server.tls = SMTP_TLS_STARTTLS;		/* which the plain sink does not offer */
	ck_assert_int_eq(send_to(knowing, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	server.host = "localhost";
	server.port = mail_start;
	server.user = "ada";
	server.password = "secret";
	ck_assert_int_eq(send_to(http, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	ck_assert_int_eq(send_to(knowing, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_ACCEPTED);
	ck_assert_str_eq(json_get_text(taken(data, sizeof(data)), "user"), "ada");
	server.tls = SMTP_TLS_WRAPPED;
	server.port = mail_tls;
	ck_assert_int_eq(send_to(knowing, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_ACCEPTED);
	ck_assert_str_eq(json_get_text(taken(data, sizeof(data)), "user"), "ada");
	http_free(knowing);
	/* our fault, not the message's */
	knowing = http_new(mail_ca);
	server.password = "wrong";
	ck_assert_int_eq(send_to(knowing, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	server.user = NULL;
	ck_assert_int_eq(send_to(knowing, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	http_free(knowing);
}
END_TEST

START_TEST(without_tls_mail_stays_here)
{
	struct smtp_server	server = sink();
	int			before = connects;

	server.host = "relay.example";
	lies = "192.0.2.1 10.0.0.1 8.8.8.8 2606:4700::1";
	ck_assert_int_eq(send_to(http, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	ck_assert_int_eq(connects, before);
	server.host = "127.0.0.1/x?";
	ck_assert_int_eq(send_to(http, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	server = sink();
	server.hello = "x\r\nMAIL FROM:<a@b.c>";
	ck_assert_int_eq(send_to(http, &server, "ada@example.org", "A: b\n\nc\n"), SMTP_TRY_AGAIN);
	ck_assert_int_eq(connects, before);
}
END_TEST

Suite *
http_suite(void)
{
	Suite *s = suite_create("http");
	TCase *t = tcase_create("requests"), *m = tcase_create("mail");

	tcase_set_timeout(t, 60);
	tcase_add_unchecked_fixture(t, start_web, stop_web);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, answers_are_whole);
	tcase_add_test(t, headers_are_sent_as_given);
	tcase_add_test(t, redirects_are_answers);
	tcase_add_test(t, a_hundred_before_is_skipped);
	tcase_add_loop_test(t, broken_answers_are_unknown, 0, sizeof(broken) / sizeof(broken[0]));
	tcase_add_test(t, size_is_the_callers_choice);
	tcase_add_test(t, deeds_are_never_repeated);
	tcase_add_test(t, nobody_there_is_not_sent);
	tcase_add_test(t, certificates_are_checked);
	tcase_add_test(t, proxies_are_not_asked);
	tcase_add_test(t, nonsense_is_forbidden);
	tcase_add_loop_test(t, urls_are_told_from_others, 0, sizeof(urls) / sizeof(urls[0]));
	tcase_add_test(t, long_urls_are_refused);
	tcase_add_test(t, only_public_addresses_pass);
	tcase_add_test(t, no_way_round_the_guard);
	tcase_add_test(t, the_counter_counts);
	tcase_add_test(t, strangers_get_no_kept_connection);
	suite_add_tcase(s, t);

	tcase_set_timeout(m, 60);
	tcase_add_unchecked_fixture(m, start_mail, stop_mail);
	tcase_add_checked_fixture(m, begin, end);
	tcase_add_test(m, mail_is_handed_over);
	tcase_add_test(m, null_sender);
	tcase_add_loop_test(m, mail_has_its_fate, 0, sizeof(fates) / sizeof(fates[0]));
	tcase_add_test(m, a_dropped_connection_is_made_anew);
	tcase_add_test(m, refused_sender);
	tcase_add_loop_test(m, injected_commands_are_refused, 0,
	    sizeof(injections) / sizeof(injections[0]));
	tcase_add_test(m, tls_is_required_where_it_is_asked_for);
	tcase_add_test(m, without_tls_mail_stays_here);
	suite_add_tcase(s, m);
	return s;
}
