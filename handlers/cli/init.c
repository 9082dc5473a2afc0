/*
 * init.c: make the keys and passwords that are missing, each a file that only its owner reads.
 * What is there is left alone, so it can be run at any time, and again after a kill.
 */
#include "handlers/cli/cli.h"

#include "core/lib/crypto.h"
#include "core/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Rings of keys: who asks keyring_load() for one names it here. */
static const char *const rings[] = {
	"pepper",	/* core/domain/account.c: mixed into passwords */
	"ticket",	/* core/domain/order.c: addresses of orders and tickets, codes of tickets; never thrown away */
	"web",		/* fcgi: CSRF proofs, notices, counters, what is kept in memcached */
};

static bool
make_ring(struct cli *cli, const char *dir, const char *name)
{
	const char *err;

	if (keyring_load(cli->arena, dir, name, &err) != NULL)
		return true;
	if (access(text(cli->arena, "%s/%s-1.key", dir, name), F_OK) == 0)
		return complain("%s", err) == 0;
	if (keyring_make(cli->arena, dir, name, cli->now, &err) == 0)
		return complain("%s", err) == 0;
	printf("made %s/%s-1.key\n", dir, name);
	return true;
}

/* Whole or not at all: it gets its name when it is written and on disk. */
static bool
write_secret(struct cli *cli, const char *path, const char *secret)
{
	const char	*new = text(cli->arena, "%s.new.%d", path, (int)getpid());
	const char	*line = text(cli->arena, "%s\n", secret);
	int		 fd = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool		 done;

	if (fd < 0)
		return complain("%s: %s", new, strerror(errno)) == 0;
	done = write(fd, line, strlen(line)) == (ssize_t)strlen(line) && fsync(fd) == 0;
	done = close(fd) == 0 && done;
	/* link, not rename: two at once must not each believe in a password of their own. */
	if (done && link(new, path) != 0 && errno != EEXIST)
		done = false;
	if (!done)
		complain("%s: %s", path, strerror(errno));
	unlink(new);
	return done;
}

/*
 * Passwords for the databases are ours to choose: `marquee migrate` tells them to the
 * servers. Others are not.
 */
static bool
is_database_password(const struct setting *s)
{
	return s->kind == SETTING_SECRET && strcmp(s->key, "admin_password") != 0 &&
	    (strcmp(s->section, "db") == 0 || strcmp(s->key, "db_password") == 0);
}

/* Where the settings say that it is; nothing when they say that there is none. */
static bool
make_password(struct cli *cli, const struct setting *secret)
{
	const char	*path = conf_secret_path(cli->conf, secret->section, secret->key);
	unsigned char	 bytes[24];

	if (*path == '\0' || access(path, F_OK) == 0)
		return true;
	random_bytes(bytes, sizeof(bytes));
	if (!write_secret(cli, path, base64url(cli->arena, bytes, sizeof(bytes))))
		return false;
	printf("made %s\n", path);
	return true;
}

int
init_command(struct cli *cli, int argc, char **argv)
{
	const char	*dir = conf_text(cli->conf, "paths.secrets");
	bool		 good = true;

	if (argc != 1)
		return usage(argv[0]);
	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return complain("%s: %s", dir, strerror(errno));
	for (size_t i = 0; i < sizeof(rings) / sizeof(rings[0]); i++)
		good = make_ring(cli, dir, rings[i]) && good;
	for (size_t i = 0; i < settings_n; i++)
		if (is_database_password(&settings[i]))
			good = make_password(cli, &settings[i]) && good;
	return good ? 0 : 1;
}
