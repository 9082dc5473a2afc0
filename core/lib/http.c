/*
 * http.c: requests to other people's servers and mail to the relay; see http.h.
 * The only user of curl.h.
 */
#include "core/lib/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <curl/curl.h>

#include "core/lib/str.h"
#include "core/lib/text.h"

#define CONNECT_MS	3000
#define TOTAL_MS	10000
#define ANSWER_MAX	((size_t)64 * 1024)
#define HEADERS_MAX	((size_t)64 * 1024)
#define SMTP_CONNECT_MS	10000L
#define SMTP_TOTAL_MS	60000L

/* Which addresses a connection may go to. */
enum guard {
	GUARD_NONE,		/* the address comes from our configuration */
	GUARD_PUBLIC,
	GUARD_LOOPBACK
};

struct http {
	CURL	*trusted;	/* three handles, because a handle lends its open */
	CURL	*stranger;	/* connections to every request made with it */
	CURL	*mail;
	char	*ca_file;
};

struct http *
http_new(const char *ca_file)
{
	struct http *h = calloc(1, sizeof(*h));

	if (h == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		abort();
	h->trusted = curl_easy_init();
	h->stranger = curl_easy_init();
	h->mail = curl_easy_init();
	h->ca_file = ca_file == NULL ? NULL : strdup(ca_file);
	if (h->trusted == NULL || h->stranger == NULL || h->mail == NULL ||
	    (ca_file != NULL && h->ca_file == NULL))
		abort();
	return h;
}

void
http_free(struct http *h)
{
	if (h == NULL)
		return;
	curl_easy_cleanup(h->trusted);
	curl_easy_cleanup(h->stranger);
	curl_easy_cleanup(h->mail);
	curl_global_cleanup();
	free(h->ca_file);
	free(h);
}

/* --- addresses -------------------------------------------------------------------- */

struct net4 {
	uint32_t	address;
	int		bits;
};

/* IANA's IPv4 special-purpose registry, and what a cloud answers metadata on. */
static const struct net4 special4[] = {
	{ 0x00000000,  8 },	/* 0.0.0.0/8		this host */
	{ 0x0A000000,  8 },	/* 10.0.0.0/8		private */
	{ 0x64400000, 10 },	/* 100.64.0.0/10	carrier's NAT */
	{ 0x7F000000,  8 },	/* 127.0.0.0/8		loopback */
	{ 0xA83F8110, 32 },	/* 168.63.129.16	Azure's own services */
	{ 0xA9FE0000, 16 },	/* 169.254.0.0/16	link-local, metadata */
	{ 0xAC100000, 12 },	/* 172.16.0.0/12	private */
	{ 0xC0000000, 24 },	/* 192.0.0.0/24		protocol assignments */
	{ 0xC0000200, 24 },	/* 192.0.2.0/24		documentation */
	{ 0xC01FC400, 24 },	/* 192.31.196.0/24	AS112 */
	{ 0xC034C100, 24 },	/* 192.52.193.0/24	AMT */
	{ 0xC0586300, 24 },	/* 192.88.99.0/24	6to4 relays, deprecated */
	{ 0xC0A80000, 16 },	/* 192.168.0.0/16	private */
	{ 0xC0AF3000, 24 },	/* 192.175.48.0/24	AS112 */
	{ 0xC6120000, 15 },	/* 198.18.0.0/15	benchmarks */
	{ 0xC6336400, 24 },	/* 198.51.100.0/24	documentation */
	{ 0xCB007100, 24 },	/* 203.0.113.0/24	documentation */
	{ 0xE0000000,  4 },	/* 224.0.0.0/4		multicast */
	{ 0xF0000000,  4 },	/* 240.0.0.0/4		reserved, broadcast */
};

struct net6 {
	unsigned char	prefix[6];
	int		bits;
};

/*
 * Public IPv6 is 2000::/3 without these.  Everything else, so also what carries an
 * IPv4 address in it (::ffff:0:0/96, 64:ff9b::/96), is not.
 */
static const struct net6 special6[] = {
	{ { 0x20, 0x01, 0x00 },			23 },	/* protocol assignments, Teredo, ORCHID */
	{ { 0x20, 0x01, 0x0D, 0xB8 },		32 },	/* documentation */
	{ { 0x20, 0x02 },			16 },	/* 6to4: an IPv4 address inside */
	{ { 0x26, 0x20, 0x00, 0x4F, 0x80, 0 },	48 },	/* AS112 */
	{ { 0x3F, 0xFF, 0x00 },			20 },	/* documentation */
};

static bool
is_public4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(special4) / sizeof(special4[0]); i++)
		if ((address ^ special4[i].address) >> (32 - special4[i].bits) == 0)
			return false;
	return true;
}

static bool
is_in6(const unsigned char *address, const struct net6 *net)
{
	int	whole = net->bits / 8, rest = net->bits % 8;

	if (memcmp(address, net->prefix, (size_t)whole) != 0)
		return false;
	return rest == 0 || (address[whole] ^ net->prefix[whole]) >> (8 - rest) == 0;
}

static bool
is_public6(const unsigned char *address)
{
	if (address[0] >> 5 != 1)
		return false;
	for (size_t i = 0; i < sizeof(special6) / sizeof(special6[0]); i++)
		if (is_in6(address, &special6[i]))
			return false;
	return true;
}

bool
http_address_is_public(const struct sockaddr *address, socklen_t len)
{
	struct sockaddr_in	v4;
	struct sockaddr_in6	v6;

	if (address->sa_family == AF_INET && len >= sizeof(v4)) {
		memcpy(&v4, address, sizeof(v4));
		return is_public4(ntohl(v4.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6 && len >= sizeof(v6)) {
		memcpy(&v6, address, sizeof(v6));
		return is_public6(v6.sin6_addr.s6_addr);
	}
	return false;
}

static bool
is_loopback(const struct sockaddr *address)
{
	struct sockaddr_in	v4;
	struct sockaddr_in6	v6;

	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof(v4));
		return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&v6, address, sizeof(v6));
		return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
	}
	return false;
}

/* --- web addresses ---------------------------------------------------------------- */

/* Percent-encode what is not ASCII; NULL for what has no business in an address. */
static char *
ascii_rest(struct arena *arena, const char *s)
{
	struct str *out = str_new(arena);

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c <= 0x20 || c == 0x7F || strchr("\"<>\\^`{|}", c) != NULL)
			return NULL;
		if (c < 0x80)
			str_addc(out, (char)c);
		else
			str_addf(out, "%%%02X", c);
	}
	return out->text;
}

/* True when libcurl sees this host, this port, and nobody's name and password. */
static bool
curl_agrees(const char *url, const char *host, const char *port)
{
	CURLU	*parsed = curl_url();
	char	*its_host = NULL, *its_port = NULL, *its_user = NULL, *its_scheme = NULL;
	bool	 agrees;

	if (parsed == NULL)
		abort();
	agrees = curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_SCHEME, &its_scheme, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_HOST, &its_host, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_PORT, &its_port, CURLU_DEFAULT_PORT) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_USER, &its_user, 0) == CURLUE_NO_USER &&
	    strcmp(its_scheme, "https") == 0 && strcmp(its_host, host) == 0 &&
	    strcmp(its_port, port) == 0;
	curl_free(its_scheme);
	curl_free(its_host);
	curl_free(its_port);
	curl_free(its_user);
	curl_url_cleanup(parsed);
	return agrees;
}

char *
http_url(struct arena *arena, const char *typed)
{
	const char	*s = typed + strspn(typed, " \t"), *rest, *port = "443";
	char		*authority, *host, *colon, *url;
	size_t		 n = strlen(s);

	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	if (n > HTTP_URL_MAX || strncasecmp(s, "https://", 8) != 0 || !text_is_utf8(s, n))
		return NULL;
	s = arena_copy_n(arena, s + 8, n - 8);
	authority = arena_copy_n(arena, s, strcspn(s, "/?#\\"));
	rest = ascii_rest(arena, s + strlen(authority));
	colon = strchr(authority, ':');
	if (colon != NULL) {
		*colon = '\0';
		port = colon + 1;
	}
	host = text_host(arena, authority);
	if (rest == NULL || host == NULL || strchr(host, '.') == NULL ||
	    (strcmp(port, "443") != 0 && strcmp(port, "8443") != 0))
		return NULL;
	url = text(arena, "https://%s%s%s%s", host, strcmp(port, "443") == 0 ? "" : ":8443",
	    *rest == '/' ? "" : "/", rest);
	return strlen(url) <= HTTP_URL_MAX && curl_agrees(url, host, port) ? url : NULL;
}

/* --- what every transfer has in common --------------------------------------------- */

struct transfer {
	struct arena	*arena;
	enum guard	 guard;
	bool		 forbidden;	/* the guard said no */
	struct str	*body;		/* what came */
	size_t		 max;
	const char	*too_large;	/* a sentence once it was */
	const char	**headers;	/* as they came, NULL at the end */
	size_t		 n, room;	/* of headers */
	size_t		 header_bytes;
	const char	*out;		/* what goes: a mail */
	size_t		 out_len, out_at;
	char		 error[CURL_ERROR_SIZE];
};

static bool
may_connect(enum guard guard, const struct curl_sockaddr *to)
{
	switch (guard) {
	case GUARD_NONE:	return true;
	case GUARD_PUBLIC:	return http_address_is_public(&to->addr, to->addrlen);
	case GUARD_LOOPBACK:	return is_loopback(&to->addr);
	}
	return false;
}

/*
 * libcurl calls this with the very sockaddr it is about to connect to, so whatever
 * a name server said between our looking and connecting, this is what counts.
 */
static curl_socket_t
open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct transfer *t = ctx;

	if (purpose != CURLSOCKTYPE_IPCXN || !may_connect(t->guard, to)) {
		t->forbidden = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static size_t
on_body(char *bytes, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;

	if (size * n > t->max - t->body->len) {
		t->too_large = "the answer is too large";
		return 0;
	}
	str_add_n(t->body, bytes, size * n);
	return size * n;
}

static void
keep_header(struct transfer *t, const char *line)
{
	if (t->n + 1 >= t->room) {
		const char **more = make_array(t->arena, const char *, t->room * 2 + 16);

		memcpy(more, t->headers, t->n * sizeof(*more));
		t->headers = more;
		t->room = t->room * 2 + 16;
	}
	t->headers[t->n++] = line;
	t->headers[t->n] = NULL;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *ctx)
{
	struct transfer	*t = ctx;
	size_t		 len = size * n;

	t->header_bytes += len;
	if (t->header_bytes > HEADERS_MAX) {
		t->too_large = "the answer's headers are too large";
		return 0;
	}
	while (len > 0 && (bytes[len - 1] == '\r' || bytes[len - 1] == '\n'))
		len--;
	if (len >= 5 && memcmp(bytes, "HTTP/", 5) == 0)
		t->n = 0;	/* a 100 came before: begin again */
	else if (len > 0)
		keep_header(t, arena_copy_n(t->arena, bytes, len));
	return size * n;
}

/*
 * Setting an option can only fail when there is no memory, or when we set nonsense;
 * each matters for safety, so neither may pass.
 */
#define SET(curl, option, value) do {						\
	if (curl_easy_setopt((curl), (option), (value)) != CURLE_OK)		\
		abort();							\
} while (0)

static void
set_common(struct http *h, CURL *curl, struct transfer *t)
{
	curl_easy_reset(curl);		/* options, not connections */
	t->headers = make_array(t->arena, const char *, 1);
	t->room = 1;
	t->n = t->header_bytes = 0;
	t->body = str_new(t->arena);
	SET(curl, CURLOPT_NOSIGNAL, 1L);
	SET(curl, CURLOPT_PROXY, "");
	SET(curl, CURLOPT_NOPROXY, "*");
	SET(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
	SET(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	SET(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (h->ca_file != NULL)
		SET(curl, CURLOPT_CAINFO, h->ca_file);
	SET(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	SET(curl, CURLOPT_OPENSOCKETDATA, t);
	SET(curl, CURLOPT_WRITEFUNCTION, on_body);
	SET(curl, CURLOPT_WRITEDATA, t);
	SET(curl, CURLOPT_HEADERFUNCTION, on_header);
	SET(curl, CURLOPT_HEADERDATA, t);
	SET(curl, CURLOPT_ERRORBUFFER, t->error);
}

/* --- requests ---------------------------------------------------------------------- */

static bool
is_header_line(const char *line)
{
	size_t name = strcspn(line, ": \t\r\n");

	return name > 0 && line[name] == ':' && line[strcspn(line, "\r\n")] == '\0';
}

/* A method of letters, headers of one line each, and for strangers a vetted URL. */
static const char *
vetted_url(struct arena *arena, const struct http_request *ask)
{
	const char *m = ask->method;

	if (*m == '\0' || m[strspn(m, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0')
		return NULL;
	for (const char *const *line = ask->headers; line != NULL && *line != NULL; line++)
		if (!is_header_line(*line))
			return NULL;
	return ask->trusted ? ask->url : http_url(arena, ask->url);
}

static struct curl_slist *
header_list(const struct http_request *ask)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");	/* no 100-continue */

	for (const char *const *line = ask->headers; line != NULL && *line != NULL; line++)
		list = list == NULL ? NULL : curl_slist_append(list, *line);
	if (list == NULL)
		abort();
	return list;
}

static void
set_request(CURL *curl, const struct http_request *ask, const char *url)
{
	bool asks_only = strcmp(ask->method, "GET") == 0 || strcmp(ask->method, "HEAD") == 0;

	SET(curl, CURLOPT_URL, url);
	SET(curl, CURLOPT_PROTOCOLS_STR, ask->trusted ? "http,https" : "https");
	SET(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(curl, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(ask->connect_ms > 0 ? ask->connect_ms : CONNECT_MS));
	SET(curl, CURLOPT_TIMEOUT_MS, (long)(ask->total_ms > 0 ? ask->total_ms : TOTAL_MS));
	if (ask->body != NULL || strcmp(ask->method, "POST") == 0) {
		SET(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)ask->body_len);
		SET(curl, CURLOPT_POSTFIELDS, ask->body != NULL ? ask->body : "");
	}
	if (strcmp(ask->method, "HEAD") == 0)
		SET(curl, CURLOPT_NOBODY, 1L);
	else
		SET(curl, CURLOPT_CUSTOMREQUEST, ask->method);
	/*
	 * On a kept connection that turns out dead libcurl asks again by itself: fine for a
	 * question, not for a deed.  A stranger's connection is never lent to another.
	 */
	SET(curl, CURLOPT_FRESH_CONNECT, asks_only && ask->trusted ? 0L : 1L);
	SET(curl, CURLOPT_FORBID_REUSE, ask->trusted ? 0L : 1L);
}

/* Before the request's first byte nothing can have been done there. */
static enum http_outcome
outcome_of(CURL *curl, CURLcode result, const struct transfer *t)
{
	long	sent = 0;

	if (result == CURLE_OK)
		return HTTP_ANSWERED;
	if (t->forbidden)
		return HTTP_FORBIDDEN;
	curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
	return sent == 0 ? HTTP_NOT_SENT : HTTP_UNKNOWN;
}

static void
take_reply(CURL *curl, struct transfer *t, struct http_reply *reply)
{
	long		 status = 0;
	const char	*type;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	reply->status = (int)status;
	reply->body = t->body->text;
	reply->body_len = t->body->len;
	reply->headers = t->headers;
	type = http_header(reply, "Content-Type");
	reply->type = type == NULL ? "" : type;
}

enum http_outcome
http_send(struct http *h, struct arena *arena, const struct http_request *ask,
    struct http_reply *reply)
{
	static const char *const none[] = { NULL };
	struct transfer		 t = { .arena = arena };
	CURL			*curl = ask->trusted ? h->trusted : h->stranger;
	const char		*url = vetted_url(arena, ask);
	struct curl_slist	*list;
	enum http_outcome	 outcome;
	CURLcode		 result;

	*reply = (struct http_reply){ .type = "", .body = "", .why = "", .headers = none };
	if (url == NULL) {
		reply->why = "not a request we make";
		return HTTP_FORBIDDEN;
	}
	t.guard = ask->trusted ? GUARD_NONE : GUARD_PUBLIC;
	t.max = ask->max_bytes > 0 ? ask->max_bytes : ANSWER_MAX;
	set_common(h, curl, &t);
	set_request(curl, ask, url);
	list = header_list(ask);
	SET(curl, CURLOPT_HTTPHEADER, list);
	result = curl_easy_perform(curl);
	outcome = outcome_of(curl, result, &t);
	if (outcome == HTTP_ANSWERED)
		take_reply(curl, &t, reply);
	else
		reply->why = t.forbidden ? "the address is not public" :
		    t.too_large != NULL ? t.too_large :
		    arena_copy(arena, *t.error != '\0' ? t.error : curl_easy_strerror(result));
	curl_easy_reset(curl);		/* nothing may point into this frame any more */
	curl_slist_free_all(list);
	return outcome;
}

const char *
http_header(const struct http_reply *reply, const char *name)
{
	size_t n = strlen(name);

	for (const char *const *line = reply->headers; *line != NULL; line++)
		if (strncasecmp(*line, name, n) == 0 && (*line)[n] == ':')
			return *line + n + 1 + strspn(*line + n + 1, " \t");
	return NULL;
}

/* --- mail -------------------------------------------------------------------------- */

static size_t
on_read(char *to, size_t size, size_t n, void *ctx)
{
	struct transfer	*t = ctx;
	size_t		 left = t->out_len - t->out_at, now = size * n < left ? size * n : left;

	memcpy(to, t->out + t->out_at, now);
	t->out_at += now;
	return now;
}

/* Every line ends in CR LF, the last one too: a bare LF is passed on as it is, and refused. */
static void
set_lines(struct transfer *t, const char *bytes, size_t len)
{
	char	*lines = arena_alloc(t->arena, len * 2 + 3), *to = lines;

	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\r' && i + 1 < len && bytes[i + 1] == '\n')
			continue;
		if (bytes[i] == '\n' || bytes[i] == '\r') {
			*to++ = '\r';
			*to++ = '\n';
		} else
			*to++ = bytes[i];
	}
	if (to == lines || to[-1] != '\n')
		to = stpcpy(to, "\r\n");
	t->out = lines;
	t->out_len = (size_t)(to - lines);
}

/* libcurl writes addresses into commands as they are, line breaks included. */
static bool
is_wire_address(struct arena *arena, const char *address)
{
	const char *clean = text_email(arena, address);

	return clean != NULL && strcmp(clean, address) == 0;
}

static bool
is_host_name(const char *name)
{
	return *name != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")] == '\0';
}

static void
set_mail(CURL *curl, struct transfer *t, const struct smtp_server *server,
    const struct smtp_message *message)
{
	SET(curl, CURLOPT_URL, text(t->arena, "%s://%s:%d/%s",
	    server->tls == SMTP_TLS_WRAPPED ? "smtps" : "smtp",
	    server->host, server->port, server->hello));
	SET(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(curl, CURLOPT_USE_SSL,
	    (long)(server->tls == SMTP_TLS_NONE ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	SET(curl, CURLOPT_CONNECTTIMEOUT_MS, SMTP_CONNECT_MS);
	SET(curl, CURLOPT_TIMEOUT_MS, SMTP_TOTAL_MS);
	if (server->user != NULL) {
		SET(curl, CURLOPT_USERNAME, server->user);
		SET(curl, CURLOPT_PASSWORD, server->password);
	}
	if (*message->from != '\0')
		SET(curl, CURLOPT_MAIL_FROM, text(t->arena, "<%s>", message->from));
	SET(curl, CURLOPT_UPLOAD, 1L);
	SET(curl, CURLOPT_READFUNCTION, on_read);
	SET(curl, CURLOPT_READDATA, t);
	SET(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)t->out_len);
}

/*
 * What became of it.  Once all of it was read the last dot may be out: only a reply
 * tells.  Before, a 5xx to MAIL, RCPT or DATA is about this message (libcurl says
 * CURLE_SEND_ERROR); anything else, 530 "log in first" among it, is about us and the relay.
 */
static enum smtp_outcome
smtp_outcome_of(CURLcode result, long code, const struct transfer *t)
{
	bool finished = t->out_at == t->out_len;

	if (result == CURLE_OK)
		return SMTP_ACCEPTED;
	if (finished)
		return code / 100 == 4 ? SMTP_TRY_AGAIN :
		    code / 100 == 5 ? SMTP_REFUSED : SMTP_UNKNOWN;
	if (result == CURLE_SEND_ERROR && code / 100 == 5 && code != 530)
		return SMTP_REFUSED;
	return SMTP_TRY_AGAIN;
}

/* The last thing the server said, but for its answer to QUIT; else what libcurl says. */
static const char *
last_word(const struct transfer *t, CURLcode result)
{
	for (size_t i = t->n; i > 0; i--)
		if (strncmp(t->headers[i - 1], "221", 3) != 0)
			return t->headers[i - 1];
	return arena_copy(t->arena, *t->error != '\0' ? t->error : curl_easy_strerror(result));
}

/* One attempt. *stale: it went over a kept connection that was dead, so nothing was said. */
static enum smtp_outcome
smtp_attempt(struct http *h, struct transfer *t, const struct smtp_server *server,
    const struct smtp_message *message, const char **why, bool *stale)
{
	struct curl_slist	*to = curl_slist_append(NULL, text(t->arena, "<%s>", message->to));
	long			 code = 0, connects = 0;
	CURLcode		 result;
	enum smtp_outcome	 outcome;

	if (to == NULL)
		abort();
	set_common(h, h->mail, t);
	set_mail(h->mail, t, server, message);
	SET(h->mail, CURLOPT_MAIL_RCPT, to);
	SET(h->mail, CURLOPT_FRESH_CONNECT, *stale ? 1L : 0L);
	result = curl_easy_perform(h->mail);
	curl_easy_getinfo(h->mail, CURLINFO_RESPONSE_CODE, &code);
	curl_easy_getinfo(h->mail, CURLINFO_NUM_CONNECTS, &connects);
	outcome = smtp_outcome_of(result, code, t);
	*stale = outcome == SMTP_TRY_AGAIN && connects == 0 && t->n == 0;
	*why = last_word(t, result);
	curl_easy_reset(h->mail);
	curl_slist_free_all(to);
	return outcome;
}

enum smtp_outcome
smtp_send(struct http *h, struct arena *arena, const struct smtp_server *server,
    const struct smtp_message *message, const char **why)
{
	struct transfer		 t = { .arena = arena, .max = ANSWER_MAX };
	enum smtp_outcome	 outcome;
	bool			 stale = false;

	if ((*message->from != '\0' && !is_wire_address(arena, message->from)) ||
	    !is_wire_address(arena, message->to)) {
		*why = "an address that may not be written";
		return SMTP_REFUSED;
	}
	if (!is_host_name(server->host) || !is_host_name(server->hello)) {
		*why = "the relay's name or ours is not a host name";
		return SMTP_TRY_AGAIN;
	}
	t.guard = server->tls == SMTP_TLS_NONE ? GUARD_LOOPBACK : GUARD_NONE;
	set_lines(&t, message->bytes, message->len);
	outcome = smtp_attempt(h, &t, server, message, why, &stale);
	if (stale) {
		t.out_at = 0;
		outcome = smtp_attempt(h, &t, server, message, why, &stale);
	}
	if (t.forbidden)
		*why = "without TLS mail goes to this machine only";
	return outcome;
}
