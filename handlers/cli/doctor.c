/*
 * doctor.c: is every part there and well, and what to do if not.  Changes nothing.
 * The parts that are databases or a copy of them are doctor_data.c.
 */
#include "handlers/cli/doctor.h"

#include "core/lib/cache.h"
#include "core/lib/crypto.h"
#include "core/lib/http.h"
#include "core/lib/log.h"
#include "core/lib/template.h"
#include "core/services/relay.h"
#include "core/settings.h"
#include "fcgi/program.h"
#include "fcgi/scoreboard.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define POOLS_MAX	32
#define LEAST_FREE	((int64_t)1 << 30)	/* bytes on a disk */

/* --- saying so ------------------------------------------------------------------------------ */

void
well(struct doctor *d, const char *fmt, ...)
{
	va_list args;

	printf("ok      %-10s  ", d->part);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

void
ill(struct doctor *d, const char *what, const char *advice)
{
	d->ill++;
	printf("ILL     %-10s  %s\n%20s%s\n", d->part, what, "", advice);
}

void
uneasy(struct doctor *d, const char *what, const char *advice)
{
	d->uneasy++;
	printf("uneasy  %-10s  %s\n%20s%s\n", d->part, what, "", advice);
}

/* --- configuration, secrets -------------------------------------------------------------- */

static void
look_at_settings(struct doctor *d)
{
	const char	*url = conf_text(d->cli->conf, "site.url");
	size_t		 len = strlen(url);
	int		 before = d->ill;

	if (strncmp(url, "https://", 8) != 0 || url[len - 1] == '/')
		ill(d, text(d->cli->arena, "site.url is %s", url),
		    "set it to https:// and the host's name, with no slash at the end");
	if (strlen(conf_text(d->cli->conf, "paths.run")) > 80)
		ill(d, "paths.run is too long",
		    "sockets' paths end at 107 bytes: choose a shorter one");
	if (d->ill == before)
		well(d, "%s", url);
}

/* Rings that several programs load, each a user of its own: their group may read them. */
static bool
is_shared(const char *name)
{
	return strncmp(name, "ticket-", strlen("ticket-")) == 0 || strncmp(name, "web-", strlen("web-")) == 0;
}

/* One file that only its owner may read, or its group too. */
static void
look_at_secret(struct doctor *d, const char *path, bool shared)
{
	struct stat	st;
	mode_t		allowed = S_IRUSR | S_IWUSR | (shared ? S_IRGRP : 0);

	if (stat(path, &st) != 0)
		ill(d, text(d->cli->arena, "%s: %s", path, strerror(errno)), "run `marquee init`");
	else if ((st.st_mode & (S_IRWXG | S_IRWXO) & ~allowed) != 0)
		ill(d, text(d->cli->arena, "%s can be read by others", path),
		    text(d->cli->arena, "run `chmod %o %s`, and make it anew if others had a look",
		    (unsigned)allowed, path));
}

static void
look_at_secrets(struct doctor *d)
{
	const char	*dir = conf_text(d->cli->conf, "paths.secrets"), *err;
	DIR		*open = opendir(dir);
	struct dirent	*e;
	int		 before = d->ill, n = 0;

	for (; open != NULL && (e = readdir(open)) != NULL; )
		if (e->d_name[0] != '.') {
			look_at_secret(d, text(d->cli->arena, "%s/%s", dir, e->d_name),
			    is_shared(e->d_name));
			n++;
		}
	if (open == NULL)
		ill(d, text(d->cli->arena, "%s: %s", dir, strerror(errno)), "run `marquee init`");
	else
		closedir(open);
	for (const char *const *ring = (const char *const[]){ "pepper", "ticket", "web", NULL };
	    *ring != NULL; ring++)
		if (open != NULL && keyring_load(d->cli->arena, dir, *ring, &err) == NULL)
			ill(d, err, "run `marquee init`");
	if (d->ill == before)
		well(d, "%d files, each for those alone who need it", n);
}

/* --- what programs need beside them ------------------------------------------------------ */

static void
look_at_templates(struct doctor *d)
{
	const char *const	 folders[] = { "account", "checkout", "mail", "organizer", "public", NULL };
	char			*error;
	struct templates	*t = templates_open(conf_text(d->cli->conf, "paths.templates"),
	    folders, &error);

	if (t == NULL)
		ill(d, error, "install this version anew (make install)");
	else if (!words_open(conf_text(d->cli->conf, "paths.words")))
		ill(d, "the locale C.UTF-8 is missing",
		    "install libc-bin; without it nothing is translated");
	else
		well(d, "all of them can be parsed");
	templates_free(t);
	free(error);
}

static void
look_at_disk(struct doctor *d, const char *name)
{
	const char	*path = conf_text(d->cli->conf, name);
	struct statvfs	 fs;
	int64_t		 free_bytes;

	if (*path == '\0')
		return;
	if (statvfs(path, &fs) != 0) {
		ill(d, text(d->cli->arena, "%s (%s): %s", name, path, strerror(errno)),
		    "make that folder");
		return;
	}
	free_bytes = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	if (free_bytes < LEAST_FREE || fs.f_favail == 0)
		ill(d, text(d->cli->arena, "%s (%s) has %lld MiB left", name, path,
		    (long long)(free_bytes >> 20)), "make room before writes fail");
	else
		well(d, "%s: %lld GiB free", name, (long long)(free_bytes >> 30));
}

static void
look_at_disks(struct doctor *d)
{
	look_at_disk(d, "paths.media");
	look_at_disk(d, "paths.run");
	look_at_disk(d, "paths.log");
}

static void
look_at_images(struct doctor *d)
{
	const char *path = conf_text(d->cli->conf, "images.thumbnailer");

	if (access(path, X_OK) != 0)
		ill(d, text(d->cli->arena, "%s: %s", path, strerror(errno)),
		    "install libvips-tools, or set images.thumbnailer");
	else
		well(d, "%s", path);
}

/* --- servers beside us ------------------------------------------------------------------- */

static void
look_at_cache(struct doctor *d)
{
	const char	*servers = conf_text(d->cli->conf, "cache.servers"), *err;
	struct keyring	*keys = keyring_load(d->cli->arena,
	    conf_text(d->cli->conf, "paths.secrets"),
			    PROGRAM_KEYS, &err);
	struct cache	*cache = keys == NULL ? NULL : cache_new(servers, keys);

	if (*servers == '\0')
		well(d, "none is set: pages are made anew each time");
	else if (cache == NULL || !cache_ping(cache))
		ill(d, text(d->cli->arena, "%s does not answer", servers),
		    "start memcached; until then the site works, but slower");
	else
		well(d, "%s", servers);
	cache_free(cache);
}

static void
look_at_mail(struct doctor *d)
{
	const char		*why;
	const struct relay	*relay = relay_new(d->cli->arena, d->cli->conf, &why);

	if (relay == NULL && *why != '\0')
		ill(d, why, "see `marquee settings`, section mail");
	else if (relay == NULL)
		uneasy(d, "no mail server is set: mail waits", "set mail.server");
	else if (!relay_greets(relay, d->cli->arena, &why))
		ill(d, text(d->cli->arena, "%s: %s", conf_text(d->cli->conf, "mail.server"), why),
		    "start it; mail waits until then and nothing is lost");
	else
		well(d, "%s, from %s", conf_text(d->cli->conf, "mail.server"), relay->from);
	if (relay != NULL && relay->bounces == NULL)
		well(d, "nothing that comes back is noted: mail.bounces is not set");
	look_at_letters(d);
	if (relay != NULL && strcmp(strrchr(relay->domain, '.'), ".example") == 0)
		uneasy(d, "mail.from is still an example", "set it to an address of yours");
}

static void
look_at_pool(struct doctor *d, const struct board *b)
{
	if (!board_alive(b))
		ill(d, text(d->cli->arena, "%s: its master is dead", b->program),
		    text(d->cli->arena, "start marquee-%s", b->program));
	else if (b->refused)
		ill(d, text(d->cli->arena, "%s: the last reload was refused", b->program),
		    "its log says why; an older generation serves meanwhile");
	else if (b->braked || board_ready(b) < b->workers)
		ill(d, text(d->cli->arena, "%s: %d of %d workers are ready", b->program,
		    board_ready(b),
		    (int)b->workers), "its log says in what they crash");
	else
		well(d, "%s: %d workers", b->program, (int)b->workers);
}

static void
look_at_pools(struct doctor *d)
{
	const struct board	*boards[POOLS_MAX];
	size_t			 n = boards_read(conf_text(d->cli->conf, "paths.run"), boards,
	    POOLS_MAX);

	if (n == 0)
		ill(d, "no program of ours runs here",
		    "start marquee-public, -account, -checkout, -organizer and -jobs");
	for (size_t i = 0; i < n; i++) {
		look_at_pool(d, boards[i]);
		board_done(boards[i]);
	}
}

/* --- the round --------------------------------------------------------------------------- */

static const struct check {
	const char	*part;
	void		(*look)(struct doctor *);
} checks[] = {
	{ "settings",	look_at_settings },
	{ "secrets",	look_at_secrets },
	{ "templates",	look_at_templates },
	{ "disk",	look_at_disks },
	{ "images",	look_at_images },
	{ "databases",	look_at_places },
	{ "rights",	look_at_rights },
	{ "clocks",	look_at_clocks },
	{ "cache",	look_at_cache },
	{ "search",	look_at_search },
	{ "mail",	look_at_mail },
	{ "programs",	look_at_pools },
	{ "jobs",	look_at_jobs },
};

int
doctor_command(struct cli *cli, int argc, char **argv)
{
	struct doctor d = { .cli = cli };

	if (argc != 1)
		return usage(argv[0]);
	if ((d.db = cli_db(cli)) == NULL)
		return 1;
	/* What is down is told here in sentences; the log would tell it once more. */
	log_open("cli", open("/dev/null", O_WRONLY | O_CLOEXEC));
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		d.part = checks[i].part;
		db_use_arena(d.db, cli->arena);	/* what failed before says nothing about the next */
		checks[i].look(&d);
		fflush(stdout);
	}
	if (d.ill == 0 && d.uneasy == 0)
		puts("all is well");
	else
		printf("%d ill, %d uneasy\n", d.ill, d.uneasy);
	return d.ill == 0 ? 0 : 1;
}
