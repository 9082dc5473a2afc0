/*
 * http.h: speaking to other people's servers (libcurl): requests, and mail handed to a relay.
 *
 * Two sorts of hosts.  Trusted ones come from our own configuration.  All others
 * were named by somebody, so they are asked by https only, at a public address that
 * is checked on the very sockaddr that is connected to.  Redirects are never
 * followed and the environment's proxies never used.
 */
#ifndef CORE_LIB_HTTP_H
#define CORE_LIB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "core/lib/arena.h"

#define HTTP_URL_MAX	2048

/* One per process, made after fork; keeps connections open.  The program ignores SIGPIPE. */
struct http;

/* `ca_file`: certificates to trust instead of the system's, or NULL. */
struct http *http_new(const char *ca_file);
void http_free(struct http *);

struct http_request {
	const char	*method;	/* "GET", "POST", ... */
	const char	*url;
	bool		 trusted;	/* ours: plain http, any port and address */
	const char *const *headers;	/* "Name: value", NULL at the end; or NULL */
	const void	*body;		/* NULL: none */
	size_t		 body_len;
	int		 connect_ms;	/* 0: 3000 */
	int		 total_ms;	/* 0: 10000 */
	size_t		 max_bytes;	/* of the answer's body; 0: 64 KiB */
};

enum http_outcome {
	HTTP_ANSWERED,		/* a whole answer, whatever its status */
	HTTP_FORBIDDEN,		/* not asked: bad request, URL, or an address that is not public */
	HTTP_NOT_SENT,		/* not asked: no such host, no connection, no TLS */
	HTTP_UNKNOWN		/* asked, but no whole answer in time and size: perhaps done */
};

struct http_reply {
	int		 status;	/* 200; 0 unless HTTP_ANSWERED */
	const char	*type;		/* Content-Type, "" if none */
	const char	*body;		/* NUL behind it */
	size_t		 body_len;
	const char	*why;		/* what went wrong, for the log; "" if nothing */
	const char	*const *headers;	/* "Name: value" as they came, NULL at the end */
};

/* Ask once.  The reply lives in the arena. Never retries, never follows. */
enum http_outcome http_send(struct http *, struct arena *, const struct http_request *,
    struct http_reply *);

/* A header of the reply by its name, any case; NULL if it is not there. */
const char *http_header(const struct http_reply *, const char *name);

/*
 * A web address somebody typed, as it may be stored and linked: https, a public
 * DNS name (IDN as A-labels), port 443 or 8443, no user or password, at most 2,048
 * bytes.  NULL when it is not, or when libcurl would read another host into it.
 */
char *http_url(struct arena *, const char *typed);

/*
 * True when the address is one of the public Internet: in none of IANA's special-purpose
 * registries, and no IPv6 address with an IPv4 one in it.
 */
bool http_address_is_public(const struct sockaddr *, socklen_t len);

/* --- mail ------------------------------------------------------------------- */

enum smtp_tls {
	SMTP_TLS_STARTTLS,	/* required: never falls back */
	SMTP_TLS_WRAPPED,	/* smtps */
	SMTP_TLS_NONE		/* plain; only to a loopback address */
};

struct smtp_server {
	const char	*host;
	int		 port;
	enum smtp_tls	 tls;
	const char	*hello;		/* our name in EHLO */
	const char	*user;		/* NULL: no authentication */
	const char	*password;
};

struct smtp_message {
	const char	*from;		/* envelope: one address; "" for the null sender */
	const char	*to;		/* envelope: one address */
	const char	*bytes;		/* headers and body, finished; bare LF become CR LF */
	size_t		 len;
};

enum smtp_outcome {
	SMTP_ACCEPTED,		/* 250 after the last dot: theirs now */
	SMTP_TRY_AGAIN,		/* 4xx, or nobody there: nothing was taken */
	SMTP_REFUSED,		/* 5xx, or an address that may not be written: never again */
	SMTP_UNKNOWN		/* lost after the last dot: send again with the same Message-ID */
};

/* Hand over one message to one recipient. *why is what server or libcurl said, for the log. */
enum smtp_outcome smtp_send(struct http *, struct arena *, const struct smtp_server *,
    const struct smtp_message *, const char **why);

#endif
