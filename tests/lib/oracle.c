/*
 * oracle.c: answers one line for each line of standard input, so that oracle.py can compare
 * core/lib with another implementation of the same rules.
 *
 *	address <ip>	public | private
 *	text <hex>	the clean text in hex ("-": empty) | refused
 *	json <hex>	the document written again, in hex | refused
 *	markdown <hex>	the HTML, in hex | refused
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lib/http.h"
#include "core/lib/json.h"
#include "core/lib/text.h"

static size_t
unhex(char *hex)
{
	size_t		n = 0;
	unsigned	byte;

	for (const char *from = hex; sscanf(from, "%2x", &byte) == 1; from += 2)
		hex[n++] = (char)byte;
	hex[n] = '\0';
	return n;
}

static void
say(const char *bytes)
{
	if (bytes == NULL)
		fputs("refused", stdout);
	else if (*bytes == '\0')
		putchar('-');
	else
		for (; *bytes != '\0'; bytes++)
			printf("%02x", (unsigned char)*bytes);
}

static void
say_address(const char *ip)
{
	struct sockaddr_in	v4 = { .sin_family = AF_INET };
	struct sockaddr_in6	v6 = { .sin6_family = AF_INET6 };
	bool			public;

	if (inet_pton(AF_INET, ip, &v4.sin_addr) == 1)
		public = http_address_is_public((struct sockaddr *)&v4, sizeof(v4));
	else if (inet_pton(AF_INET6, ip, &v6.sin6_addr) == 1)
		public = http_address_is_public((struct sockaddr *)&v6, sizeof(v6));
	else
		abort();
	fputs(public ? "public" : "private", stdout);
}

static const char *
json_again(struct arena *arena, const char *bytes, size_t len)
{
	const struct json	*j = json_parse(arena, bytes, len, NULL);
	struct json_writer	*w;

	if (j == NULL)
		return NULL;
	w = json_writer_new(arena);
	json_value(w, NULL, j);
	return json_written(w, NULL);
}

static void
answer(struct arena *arena, const char *word, char *rest)
{
	size_t len;

	if (strcmp(word, "address") == 0) {
		say_address(rest);
		return;
	}
	len = unhex(rest);
	if (strcmp(word, "text") == 0)
		say(text_clean(arena, rest, len, TEXT_LINES));
	else if (strcmp(word, "json") == 0)
		say(json_again(arena, rest, len));
	else if (strcmp(word, "markdown") == 0)
		say(text_markdown(arena, rest));
	else
		abort();
}

int
main(void)
{
	struct arena	*arena = arena_new();
	char		*line = NULL, *rest;
	size_t		 room = 0;

	while (getline(&line, &room, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if ((rest = strchr(line, ' ')) == NULL)
			abort();
		*rest++ = '\0';
		answer(arena, line, rest);
		putchar('\n');
		arena_reset(arena);
	}
	free(line);
	arena_free(arena);
	return 0;
}
