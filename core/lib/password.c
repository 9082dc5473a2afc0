/* password.c: Argon2id, a few at a time; see password.h.  What is too weak is in password_weak.c. */
#include "core/lib/password.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <argon2.h>

#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/log.h"

#define SALT_BYTES	16
#define HASH_BYTES	32
#define LANES		1
#define STORED_MAX	256
#define PURPOSE		"password"

/* What a stored hash may ask of us at most: a row that says more was not written by us. */
#define MEMORY_MAX_KIB	(1024 * 1024)
#define PASSES_MAX	64

/* --- what is asked for -------------------------------------------------------------------- */

static uint32_t
memory_of(const struct passwords *p)
{
	return (uint32_t)(p->memory_kib > PASSWORD_MEMORY_KIB ? p->memory_kib : PASSWORD_MEMORY_KIB);
}

static uint32_t
passes_of(const struct passwords *p)
{
	return (uint32_t)(p->passes > PASSWORD_PASSES ? p->passes : PASSWORD_PASSES);
}

/* --- slots: who may hash now ------------------------------------------------------------------ */

/*
 * Try to lock slot i; its descriptor, or -1.  A lock belongs to the open file, so the kernel lets go of
 * it when the process ends: nothing is left behind, whatever killed it.
 */
static int
slot_try(struct arena *a, const struct passwords *p, int i)
{
	const char	*path = text(a, "%s/hash-%d.lock", p->slots, i);
	int		 fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);

	if (fd < 0) {
		log_line(LOG_ERROR, "cannot open a slot for hashing", LOG_TEXT("file", path),
		    LOG_TEXT("why", strerror(errno)), LOG_END);
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	return -1;
}

static int
slot_try_any(struct arena *a, const struct passwords *p)
{
	int n = p->at_once > 0 ? p->at_once : 2, first = (int)random_below((uint32_t)n), fd = -1;

	for (int i = 0; i < n && fd < 0; i++)
		fd = slot_try(a, p, (first + i) % n);
	return fd;
}

/* A slot, waited for; -1 when none got free in time. */
static int
slot_take(struct arena *a, const struct passwords *p)
{
	int64_t	until = clock_ms() + (p->wait_ms > 0 ? p->wait_ms : 2000);
	int	fd;

	while ((fd = slot_try_any(a, p)) < 0 && clock_ms() < until) {
		/* Not all at the same beat: 4 to 12 ms, about half a hash. */
		struct timespec pause = { 0, 4000000 + (long)random_below(8000000) };

		nanosleep(&pause, NULL);
	}
	return fd;
}

static void
slot_give(int fd)
{
	close(fd);
}

/* --- hashing --------------------------------------------------------------------------------------- */

/* What Argon2 gets instead of the password; false when there is no such pepper. */
static bool
pepper(const struct passwords *p, int number, const void *password, size_t n,
    unsigned char to[SHA256_BYTES])
{
	unsigned char	key[32];
	bool		known = keyring_derive(p->pepper, number, PURPOSE, key);

	if (known)
		hmac_sha256(key, sizeof(key), password, n, to);
	crypto_forget(key, sizeof(key));
	return known;
}

/* libargon2 did not do it: there was no memory. */
static bool
hashed(int rc)
{
	if (rc == ARGON2_OK)
		return true;
	log_line(LOG_ERROR, "cannot hash a password", LOG_TEXT("why", argon2_error_message(rc)), LOG_END);
	return false;
}

char *
password_hash(struct arena *a, const struct passwords *p, const void *password, size_t n)
{
	unsigned char	peppered[SHA256_BYTES], salt[SALT_BYTES];
	char		encoded[STORED_MAX];
	int		number = keyring_current(p->pepper), slot = slot_take(a, p);
	bool		done;

	if (slot < 0)
		return NULL;
	pepper(p, number, password, n, peppered);
	random_bytes(salt, sizeof(salt));
	done = hashed(argon2id_hash_encoded(passes_of(p), memory_of(p), LANES, peppered, sizeof(peppered),
	    salt, sizeof(salt), HASH_BYTES, encoded, sizeof(encoded)));
	slot_give(slot);
	crypto_forget(peppered, sizeof(peppered));
	return done ? text(a, "%d%s", number, encoded) : NULL;
}

/* --- verifying ---------------------------------------------------------------------------------------- */

/* What is stored, taken apart. */
struct stored {
	int		 pepper;
	unsigned	 memory, passes, lanes;
	const char	*encoded;	/* Argon2's own part */
};

static bool
parse_stored(const char *s, struct stored *to)
{
	int end = 0;

	if (s == NULL || strnlen(s, STORED_MAX) == STORED_MAX)
		return false;
	to->encoded = strchr(s, '$');
	return to->encoded != NULL &&
	    sscanf(s, "%5d$argon2id$v=19$m=%9u,t=%9u,p=%9u$%n", &to->pepper, &to->memory, &to->passes,
	    &to->lanes, &end) == 4 && end > 0 && to->pepper > 0 && to->memory <= MEMORY_MAX_KIB &&
	    to->passes <= PASSES_MAX && to->lanes <= 16;
}

/* As much work as a real one, for nobody. */
static void
hash_nobody(const struct passwords *p, const void *password, size_t n)
{
	static const unsigned char	salt[SALT_BYTES] = "no such account";
	unsigned char			peppered[SHA256_BYTES], hash[HASH_BYTES];

	pepper(p, 0, password, n, peppered);
	hashed(argon2id_hash_raw(passes_of(p), memory_of(p), LANES, peppered, sizeof(peppered), salt,
	    sizeof(salt), hash, sizeof(hash)));
	crypto_forget(peppered, sizeof(peppered));
}

/* True when it is the right one.  What is stored badly, or under a pepper that is gone, is nobody's. */
static bool
verify_stored(const struct passwords *p, const char *s, const void *password, size_t n, bool *rehash)
{
	struct stored	stored;
	unsigned char	peppered[SHA256_BYTES];
	bool		right;

	if (!parse_stored(s, &stored) || !pepper(p, stored.pepper, password, n, peppered)) {
		if (s != NULL && *s != '\0')
			log_line(LOG_ERROR, "a stored password cannot be checked", LOG_END);
		hash_nobody(p, password, n);
		return false;
	}
	right = argon2id_verify(stored.encoded, peppered, sizeof(peppered)) == ARGON2_OK;
	crypto_forget(peppered, sizeof(peppered));
	*rehash = right && (stored.memory < memory_of(p) || stored.passes < passes_of(p) ||
	    stored.pepper != keyring_current(p->pepper));
	return right;
}

enum password_end
password_verify(struct arena *a, const struct passwords *p, const char *stored, const void *password,
    size_t n, bool *rehash)
{
	int	slot = slot_take(a, p);
	bool	right, again = false;

	if (rehash != NULL)
		*rehash = false;
	if (slot < 0)
		return PASSWORD_BUSY;
	right = verify_stored(p, stored, password, n, &again) && n <= PASSWORD_MAX;
	slot_give(slot);
	if (rehash != NULL)
		*rehash = again;
	return right ? PASSWORD_RIGHT : PASSWORD_WRONG;
}
