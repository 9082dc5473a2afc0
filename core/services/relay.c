/* relay.c: the mail server that takes our mail; see relay.h. */
#include "core/services/relay.h"

#include "core/lib/text.h"

#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define GREETING_S	2	/* seconds to wait for one */

/* "127.0.0.1:25" or "[::1]:25" as host and port. */
static bool
read_server(struct arena *a, const char *server, struct smtp_server *to)
{
	const char	*colon = strrchr(server, ':');
	char		*end;
	long		 port = colon == NULL ? 0 : strtol(colon + 1, &end, 10);

	if (colon == NULL || colon == server || *end != '\0' || port < 1 || port > 65535)
		return false;
	to->host = arena_copy_n(a, server, (size_t)(colon - server));
	to->port = (int)port;
	return true;
}

static bool
read_tls(const char *tls, struct smtp_server *to)
{
	static const char *const names[] = {
		[SMTP_TLS_STARTTLS] = "starttls", [SMTP_TLS_WRAPPED] = "wrapped",
		    [SMTP_TLS_NONE] = "none"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], tls) == 0) {
			to->tls = (enum smtp_tls)i;
			return true;
		}
	return false;
}

/* "Marquee <no-reply@marquee.example>", or the address alone. */
static bool
read_from(struct arena *a, const char *from, struct relay *to)
{
	const char	*open = strrchr(from, '<');
	size_t		 name = open == NULL ? 0 : (size_t)(open - from);
	const char	*address = open == NULL ? from : open + 1;
	size_t		 len = strcspn(address, ">");

	while (name > 0 && from[name - 1] == ' ')
		name--;
	to->from_name = arena_copy_n(a, from, name);
	to->from = text_email(a, arena_copy_n(a, address, len));
	if (to->from == NULL || (open != NULL && strcmp(address + len, ">") != 0))
		return false;
	to->domain = strchr(to->from, '@') + 1;
	return true;
}

const struct relay *
relay_new(struct arena *a, const struct conf *conf, const char **err)
{
	struct relay	*r = make(a, struct relay);
	const char	*server = conf_text(conf, "mail.server"),
	    *user = conf_text(conf, "mail.user");

	*err = "";
	if (*server == '\0')
		return NULL;
	if (!read_server(a, server, &r->server))
		*err = "mail.server is not host:port";
	else if (!read_tls(conf_text(conf, "mail.tls"), &r->server))
		*err = "mail.tls is none of starttls, wrapped, none";
	else if (!read_from(a, conf_text(conf, "mail.from"), r))
		*err = "mail.from is not \"Name <address>\"";
	if (*conf_text(conf, "mail.bounces") != '\0' &&
	    (r->bounces = text_email(a, conf_text(conf, "mail.bounces"))) == NULL)
		*err = "mail.bounces is not an address";
	r->server.hello = conf_text(conf, "mail.hello");
	if (*user != '\0') {
		r->server.user = user;
		r->server.password = conf_secret(conf, "mail.password");
		if (r->server.password == NULL)
			*err = "the file mail.password_file names cannot be read";
	}
	return **err == '\0' ? r : NULL;
}

enum smtp_outcome
relay_send(const struct relay *r, struct http *http, struct arena *a, const char *from, const char *to,
    const char *bytes, size_t len, const char **why)
{
	struct smtp_message message = { .from = from, .to = to, .bytes = bytes, .len = len };

	return smtp_send(http, a, &r->server, &message, why);
}

/* A connection with a short patience; -1, and errno. */
static int
connect_to(const struct addrinfo *at)
{
	static const struct timeval	patience = { GREETING_S, 0 };
	int				fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC,
	    0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
		return fd;
	close(fd);
	return -1;
}

bool
relay_greets(const struct relay *r, struct arena *a, const char **why)
{
	const struct addrinfo	 hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo		*found = NULL;
	char			 greeting[4] = "";
	int			 fd, failed = getaddrinfo(r->server.host,
				    text(a, "%d", r->server.port), &hints, &found);

	if (failed != 0) {
		*why = gai_strerror(failed);
		return false;
	}
	fd = connect_to(found);
	*why = fd < 0 ? strerror(errno) : "what answers there does not speak SMTP";
	freeaddrinfo(found);
	if (fd < 0)
		return false;
	if (r->server.tls != SMTP_TLS_WRAPPED && recv(fd, greeting, 3, MSG_WAITALL) != 3)
		*why = "it does not greet";
	close(fd);
	return r->server.tls == SMTP_TLS_WRAPPED || strcmp(greeting, "220") == 0;
}
