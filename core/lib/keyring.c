/*
 * keyring.c: keys in files, and what is signed and sealed with them; see crypto.h.
 *
 * A key file is one line: "marquee-key <unix seconds when it was made> <32 bytes, base64url>".
 */
#include "core/lib/crypto.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/lib/clock.h"
#include "core/lib/crypto_gcm.h"
#include "core/lib/log.h"

#define KEY_BYTES	32
#define KEY_LETTERS	BASE64URL_LEN(KEY_BYTES)
#define KEY_FILE_MAX	128
#define NUMBER_MAX	9999
#define SEAL_VERSION	1
#define SEAL_HEAD	3	/* version, number of the key */

struct key {
	int		number;
	int64_t		made_at;
	unsigned char	bytes[KEY_BYTES];
};

struct keyring {
	const char	*name;
	size_t		 n;
	struct key	 keys[KEYRING_MAX];	/* the oldest first */
};

/* --- files ---------------------------------------------------------------------------- */

static bool
is_name(const char *s)
{
	return *s != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* The number in "<name>-<number>.key", 0 if it is not called so. */
static int
file_number(const char *file, const char *name)
{
	size_t	 len = strlen(name);
	int	 number = 0;

	if (strncmp(file, name, len) != 0 || file[len] != '-' || file[len + 1] == '0')
		return 0;
	for (file += len + 1; *file >= '0' && *file <= '9' && number <= NUMBER_MAX; file++)
		number = number * 10 + (*file - '0');
	return number <= NUMBER_MAX && strcmp(file, ".key") == 0 ? number : 0;
}

/* The numbers of the ring's files into numbers[], ascending, at most `max`; how many there are, or -1. */
static int
ring_numbers(const char *dir, const char *name, int *numbers, int max)
{
	DIR		*d = opendir(dir);
	struct dirent	*e;
	int		 n = 0, number, at;

	if (d == NULL)
		return -1;
	while ((e = readdir(d)) != NULL) {
		if ((number = file_number(e->d_name, name)) == 0)
			continue;
		for (at = n < max ? n : max; at > 0 && numbers[at - 1] > number; at--)
			if (at < max)
				numbers[at] = numbers[at - 1];
		if (at < max)
			numbers[at] = number;
		n++;
	}
	closedir(d);
	return n;
}

/* Read a key's line into line[]; what is wrong with the file, or NULL. */
static const char *
read_key_file(const char *path, char line[KEY_FILE_MAX])
{
	int		 fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat	 st;
	ssize_t		 n = -1;
	const char	*wrong = NULL;

	if (fd < 0)
		return strerror(errno);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		wrong = "is not a file";
	else if ((st.st_mode & S_IRWXO) != 0)
		wrong = "may be read by everybody; chmod o= it, and make another key if it ever was";
	else if ((n = read(fd, line, KEY_FILE_MAX - 1)) < 0)
		wrong = strerror(errno);
	close(fd);
	line[n < 0 ? 0 : n] = '\0';
	return wrong;
}

/* A key from its line; false when it is not one. */
static bool
parse_key(struct arena *a, const char *line, struct key *k)
{
	char		 letters[KEY_LETTERS + 1] = "";
	int		 end = 0;
	size_t		 n = 0;
	unsigned char	*bytes;

	if (sscanf(line, "marquee-key %" SCNd64 " %43[A-Za-z0-9_-]%n", &k->made_at, letters, &end) != 2 ||
	    (line[end] != '\0' && strcmp(line + end, "\n") != 0))
		return false;
	bytes = base64url_parse(a, letters, &n);
	if (bytes != NULL && n == KEY_BYTES)
		memcpy(k->bytes, bytes, KEY_BYTES);
	if (bytes != NULL)
		crypto_forget(bytes, n);
	crypto_forget(letters, sizeof(letters));
	return bytes != NULL && n == KEY_BYTES;
}

static const char *
load_key(struct arena *a, const char *path, struct key *k)
{
	char		 line[KEY_FILE_MAX];
	const char	*wrong = read_key_file(path, line);

	if (wrong == NULL && !parse_key(a, line, k))
		wrong = "is not a key";
	crypto_forget(line, sizeof(line));
	return wrong == NULL ? NULL : text(a, "%s: %s", path, wrong);
}

static void
forget_ring(void *what)
{
	crypto_forget(what, sizeof(struct keyring));
}

struct keyring *
keyring_load(struct arena *a, const char *dir, const char *name, const char **err)
{
	struct keyring	*ring = make(a, struct keyring);
	int		 numbers[KEYRING_MAX], n;

	arena_defer(a, forget_ring, ring);
	*err = NULL;
	if (!is_name(name))
		abort();
	if ((n = ring_numbers(dir, name, numbers, KEYRING_MAX)) < 0)
		*err = text(a, "%s: %s", dir, strerror(errno));
	else if (n == 0)
		*err = text(a, "%s: there is no key %s-1.key; `marquee init` makes it", dir, name);
	else if (n > KEYRING_MAX)
		*err = text(a, "%s: more than %d keys %s-*.key; remove the oldest", dir, KEYRING_MAX, name);
	for (int i = 0; *err == NULL && i < n; i++) {
		ring->keys[i].number = numbers[i];
		*err = load_key(a, text(a, "%s/%s-%d.key", dir, name, numbers[i]), &ring->keys[i]);
	}
	if (*err != NULL)
		return NULL;
	ring->name = arena_copy(a, name);
	ring->n = (size_t)n;
	return ring;
}

/* --- making ------------------------------------------------------------------------------- */

static bool
write_whole(int fd, const char *line)
{
	size_t n = strlen(line);

	return write(fd, line, n) == (ssize_t)n && fsync(fd) == 0;
}

static bool
sync_directory(const char *dir)
{
	int	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool	ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* A new key in a file of its own at `path`, whole or not at all. */
static bool
write_key(struct arena *a, const char *path, int64_t now)
{
	unsigned char	 bytes[KEY_BYTES];
	char		*letters, *line;
	int		 fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool		 ok;

	if (fd < 0)
		return false;
	random_bytes(bytes, sizeof(bytes));
	letters = base64url(a, bytes, sizeof(bytes));
	line = text(a, "marquee-key %" PRId64 " %s\n", now, letters);
	ok = write_whole(fd, line);
	crypto_forget(bytes, sizeof(bytes));
	crypto_forget(letters, strlen(letters));
	crypto_forget(line, strlen(line));
	return close(fd) == 0 && ok;
}

int
keyring_make(struct arena *a, const char *dir, const char *name, int64_t now, const char **err)
{
	int		 numbers[KEYRING_MAX], n = ring_numbers(dir, name, numbers, KEYRING_MAX), number = 1;
	const char	*new = text(a, "%s/%s-new.%d", dir, name, (int)getpid());
	bool		 made = false;

	*err = NULL;
	if (!is_name(name))
		abort();
	if (n >= KEYRING_MAX) {
		*err = text(a, "%s: there are %d keys %s-*.key already; remove the oldest", dir, n, name);
		return 0;
	}
	if (n > 0)
		number = numbers[n - 1] + 1;
	/* link() takes no name that is there: two who make a key at once make two. */
	if (n >= 0 && write_key(a, new, now))
		for (; number <= NUMBER_MAX && !made; number++)
			if (!(made = link(new, text(a, "%s/%s-%d.key", dir, name, number)) == 0) && errno != EEXIST)
				break;
	if (!made)
		*err = text(a, "%s: a key could not be made: %s", dir, strerror(errno));
	unlink(new);
	if (!made)
		return 0;
	sync_directory(dir);
	return number - 1;
}

/* --- which key -------------------------------------------------------------------------------- */

static const struct key *
current_key(const struct keyring *ring)
{
	int64_t now = clock_now();

	for (size_t i = ring->n - 1; i > 0; i--)
		if (now - ring->keys[i].made_at >= KEYRING_SETTLE)
			return &ring->keys[i];
	return &ring->keys[0];
}

static const struct key *
find_key(const struct keyring *ring, int number)
{
	for (size_t i = 0; i < ring->n; i++)
		if (ring->keys[i].number == number)
			return &ring->keys[i];
	return NULL;
}

int
keyring_current(const struct keyring *ring)
{
	return current_key(ring)->number;
}

size_t
keyring_count(const struct keyring *ring)
{
	return ring->n;
}

/* The key for one use ("mac", "seal", "raw") and purpose: HMAC of both under the ring's. */
static void
derive(const struct key *k, const char *use, const char *purpose, unsigned char key[KEY_BYTES])
{
	char label[160];

	if (snprintf(label, sizeof(label), "marquee %s %s", use, purpose) >= (int)sizeof(label))
		abort();
	hmac_sha256(k->bytes, KEY_BYTES, label, strlen(label), key);
}

bool
keyring_derive(const struct keyring *ring, int number, const char *purpose, unsigned char key[32])
{
	const struct key *k = number == 0 ? current_key(ring) : find_key(ring, number);

	if (k == NULL)
		return false;
	derive(k, "raw", purpose, key);
	return true;
}

/* --- signing -------------------------------------------------------------------------------------- */

static void
mac_of(const struct key *k, const char *purpose, const void *bytes, size_t n,
    unsigned char mac[SHA256_BYTES])
{
	unsigned char key[KEY_BYTES];

	derive(k, "mac", purpose, key);
	hmac_sha256(key, sizeof(key), bytes, n, mac);
	crypto_forget(key, sizeof(key));
}

char *
mac_sign(struct arena *a, const struct keyring *ring, const char *purpose, const void *bytes, size_t n)
{
	const struct key	*k = current_key(ring);
	unsigned char		 mac[SHA256_BYTES];

	mac_of(k, purpose, bytes, n, mac);
	return text(a, "%d.%s", k->number, base64url(a, mac, sizeof(mac)));
}

/* The number before a dot, as it is written by us; 0 if it is not. *rest is what is behind the dot. */
static int
leading_number(const char *s, const char **rest)
{
	int number = 0;

	if (*s == '0')
		return 0;
	for (; *s >= '0' && *s <= '9' && number <= NUMBER_MAX; s++)
		number = number * 10 + (*s - '0');
	*rest = s + 1;
	return *s == '.' && number <= NUMBER_MAX ? number : 0;
}

bool
mac_verify(const struct keyring *ring, const char *purpose, const void *bytes, size_t n, const char *mac)
{
	const char		*given = "";
	const struct key	*k;
	unsigned char		 right[SHA256_BYTES];
	char			 letters[KEY_LETTERS + 1];

	if (mac == NULL || (k = find_key(ring, leading_number(mac, &given))) == NULL ||
	    strnlen(given, KEY_LETTERS + 1) != KEY_LETTERS)
		return false;
	mac_of(k, purpose, bytes, n, right);
	base64url_into(letters, right, sizeof(right));
	return crypto_equal(given, letters, KEY_LETTERS);
}

/* --- sealing ------------------------------------------------------------------------------------------ */

/* What is authenticated but not in the ciphertext: the head, and what it is about. */
static char *
seal_about(struct arena *a, const unsigned char head[SEAL_HEAD], const char *about, size_t *len)
{
	char *all = arena_alloc(a, SEAL_HEAD + strlen(about) + 1);

	memcpy(all, head, SEAL_HEAD);
	strcpy(all + SEAL_HEAD, about);
	*len = SEAL_HEAD + strlen(about);
	return all;
}

char *
crypto_seal(struct arena *a, const struct keyring *ring, const char *purpose, const char *about,
    const void *bytes, size_t n)
{
	const struct key	*k = current_key(ring);
	unsigned char		*sealed = arena_alloc(a, SEAL_HEAD + GCM_MORE + n), key[KEY_BYTES];
	size_t			 about_len;
	char			*all_about;

	sealed[0] = SEAL_VERSION;
	sealed[1] = (unsigned char)(k->number >> 8);
	sealed[2] = (unsigned char)k->number;
	all_about = seal_about(a, sealed, about, &about_len);
	derive(k, "seal", purpose, key);
	crypto_gcm_seal(key, all_about, about_len, bytes, n, sealed + SEAL_HEAD);
	crypto_forget(key, sizeof(key));
	return base64url(a, sealed, SEAL_HEAD + GCM_MORE + n);
}

unsigned char *
crypto_open(struct arena *a, const struct keyring *ring, const char *purpose, const char *about,
    const char *sealed, size_t *n)
{
	size_t			 len = 0, about_len;
	unsigned char		*from = base64url_parse(a, sealed, &len), *to, key[KEY_BYTES];
	const struct key	*k;
	char			*all_about;
	bool			 good;

	if (from == NULL || len < SEAL_HEAD + GCM_MORE || from[0] != SEAL_VERSION ||
	    (k = find_key(ring, from[1] << 8 | from[2])) == NULL)
		return NULL;
	*n = len - SEAL_HEAD - GCM_MORE;
	to = arena_alloc(a, *n + 1);
	all_about = seal_about(a, from, about, &about_len);
	derive(k, "seal", purpose, key);
	good = crypto_gcm_open(key, all_about, about_len, from + SEAL_HEAD, *n, to);
	crypto_forget(key, sizeof(key));
	return good ? to : NULL;
}
