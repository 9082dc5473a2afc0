/* scoreboard.c: shared memory about workers; see scoreboard.h. */
#include "fcgi/scoreboard.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "core/lib/clock.h"

#define BOARD_MAGIC	0x4d517531u	/* "MQu1" */
#define BOARD_LAYOUT	((1u << 24) + (uint32_t)sizeof(struct board))	/* the first number counts changes of meaning */
#define MEMORY_DIR	"/dev/shm"
#define MEMORY_NAME	"marquee-"
#define BOARD_MEMORY	MEMORY_DIR "/" MEMORY_NAME
#define STALE_SECONDS	60		/* a file younger than this may be about to be locked */
#define MASTER_SILENT_MS	10000	/* a master that made no round for so long is not at work */

/* --- the board ------------------------------------------------------------------- */

static bool
in_memory(const char *path)
{
	char		 copy[PATH_MAX];
	struct statfs	 fs;

	snprintf(copy, sizeof(copy), "%s", path);
	return statfs(dirname(copy), &fs) == 0 &&
	    (fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC);
}

static int
is_elsewhere(const struct dirent *d)
{
	return strncmp(d->d_name, MEMORY_NAME, sizeof(MEMORY_NAME) - 1) == 0;
}

/* Masters that were killed, and whose directory is gone, left their boards in memory: nobody has those locked. */
static void
sweep(void)
{
	struct dirent	**found;
	struct stat	 st;
	char		 path[PATH_MAX];
	int		 n = scandir(MEMORY_DIR, &found, is_elsewhere, NULL);

	for (int i = 0; i < n; i++) {
		int fd;

		snprintf(path, sizeof(path), MEMORY_DIR "/%s", found[i]->d_name);
		free(found[i]);
		if ((fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)) < 0)
			continue;
		if (fstat(fd, &st) == 0 && st.st_uid == geteuid() &&
		    time(NULL) - st.st_mtime > STALE_SECONDS && flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlink(path);
		close(fd);
	}
	if (n >= 0)
		free(found);
}

/* Make the file where `path` is; when that is a disk, elsewhere with a link to it. */
static int
board_file(const char *path, char *elsewhere)
{
	char	 new[PATH_MAX + 8];
	int	 fd;

	*elsewhere = '\0';
	snprintf(new, sizeof(new), "%s.new", path);
	if (unlink(new) < 0 && errno != ENOENT)
		return -1;
	if (in_memory(path))
		fd = open(new, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	else {
		sweep();
		strcpy(elsewhere, BOARD_MEMORY "XXXXXX");
		fd = mkostemp(elsewhere, O_CLOEXEC);
		if (fd >= 0 && (flock(fd, LOCK_EX) < 0 || symlink(elsewhere, new) < 0)) {
			unlink(elsewhere);
			close(fd);
			return -1;
		}
	}
	if (fd >= 0 && rename(new, path) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static struct board *
board_map(int fd, int protection)
{
	struct board	*b;
	struct stat	 st;

	if (fstat(fd, &st) < 0)
		return NULL;
	if (st.st_size != (off_t)sizeof(*b)) {
		errno = EPROTO;
		return NULL;
	}
	b = mmap(NULL, sizeof(*b), protection, MAP_SHARED, fd, 0);
	return b == MAP_FAILED ? NULL : b;
}

void
board_path(char *path, size_t size, const char *run, const char *program)
{
	snprintf(path, size, "%s/%s.board", run, program);
}

struct board *
board_new(const char *run, const char *program, gid_t group, int *fd)
{
	struct board	*b;
	char		 path[PATH_MAX], elsewhere[64];

	board_path(path, sizeof(path), run, program);
	board_remove(path);
	if ((*fd = board_file(path, elsewhere)) < 0)
		return NULL;
	/* posix_fallocate: memory that is not there fails here and not as SIGBUS in a worker. */
	if (fchown(*fd, (uid_t)-1, group) < 0 || fchmod(*fd, 0640) < 0 ||
	    (errno = posix_fallocate(*fd, 0, sizeof(*b))) != 0 ||
	    (b = board_map(*fd, PROT_READ | PROT_WRITE)) == NULL) {
		int problem = errno;

		board_remove(path);
		close(*fd);
		errno = problem;
		return NULL;
	}
	b->magic = BOARD_MAGIC;
	b->layout = BOARD_LAYOUT;
	snprintf(b->program, sizeof(b->program), "%s", program);
	snprintf(b->run, sizeof(b->run), "%s", run);
	return b;
}

static struct board *
board_checked(struct board *b)
{
	if (b == NULL || (b->magic == BOARD_MAGIC && b->layout == BOARD_LAYOUT &&
	    b->program[sizeof(b->program) - 1] == '\0' && b->run[sizeof(b->run) - 1] == '\0'))
		return b;
	munmap(b, sizeof(*b));
	errno = EPROTO;
	return NULL;
}

struct board *
board_adopt(int fd)
{
	return board_checked(board_map(fd, PROT_READ | PROT_WRITE));
}

const struct board *
board_read(const char *path)
{
	struct board	*b;
	int		 fd = open(path, O_RDONLY | O_CLOEXEC), problem;

	if (fd < 0)
		return NULL;
	b = board_checked(board_map(fd, PROT_READ));
	problem = errno;
	close(fd);
	errno = problem;
	return b;
}

void
board_done(const struct board *b)
{
	if (b != NULL)
		munmap((void *)(uintptr_t)b, sizeof(*b));
}

static int
is_board(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 6 && strcmp(d->d_name + n - 6, ".board") == 0;
}

size_t
boards_read(const char *run, const struct board **boards, size_t max)
{
	struct dirent	**found;
	char		 path[PATH_MAX];
	size_t		 n = 0;
	int		 all = scandir(run, &found, is_board, alphasort);

	for (int i = 0; i < all; i++) {
		snprintf(path, sizeof(path), "%s/%s", run, found[i]->d_name);
		if (n < max && (boards[n] = board_read(path)) != NULL)
			n++;
		free(found[i]);
	}
	if (all >= 0)
		free(found);
	return n;
}

int
board_ready(const struct board *b)
{
	int n = 0;

	for (size_t i = 0; i < BOARD_SLOTS; i++) {
		enum slot_state state = slot_state(&b->slots[i]);

		n += state == SLOT_IDLE || state == SLOT_BUSY;
	}
	return n;
}

void
board_remove(const char *path)
{
	char	 to[PATH_MAX];
	ssize_t	 n = readlink(path, to, sizeof(to) - 1);

	if (n > 0) {
		to[n] = '\0';
		if (strncmp(to, BOARD_MEMORY, sizeof(BOARD_MEMORY) - 1) == 0)
			unlink(to);
	}
	unlink(path);
}

bool
board_alive(const struct board *b)
{
	pid_t master = atomic_load(&b->master);

	return master > 0 && (kill(master, 0) == 0 || errno == EPERM) &&
	    clock_ms() - atomic_load(&b->seen_ms) < MASTER_SILENT_MS;
}

/* --- a slot -------------------------------------------------------------------------- */

static uint64_t
word_make(uint64_t old, enum slot_state state)
{
	return (old & ~(uint64_t)7) | state;
}

enum slot_state
slot_state(const struct slot *s)
{
	unsigned state = atomic_load(&s->word) & 7;

	return state < SLOT_STATES ? (enum slot_state)state : SLOT_CONDEMNED;
}

const char *
slot_state_name(enum slot_state state)
{
	switch (state) {
	case SLOT_FREE:		return "free";
	case SLOT_STARTING:	return "starting";
	case SLOT_IDLE:		return "idle";
	case SLOT_BUSY:		return "busy";
	case SLOT_CONDEMNED:	return "condemned";
	case SLOT_LEAVING:	return "leaving";
	case SLOT_STATES:	break;
	}
	return "?";
}

static void
copy_cut(char *to, size_t size, const char *from)
{
	size_t n = strnlen(from, size - 1);

	memcpy(to, from, n);
	to[n] = '\0';
}

void
slot_about(struct slot *s, const char *route, const char *request)
{
	if (route != NULL)
		copy_cut(s->route, sizeof(s->route), route);
	if (request != NULL)
		copy_cut(s->request, sizeof(s->request), request);
}

void
slot_busy(struct slot *s, int64_t now_ms, int64_t limit_ms)
{
	uint64_t turn = (atomic_load_explicit(&s->word, memory_order_relaxed) >> 3) + 1;

	s->route[0] = s->request[0] = '\0';
	atomic_store_explicit(&s->limit_ms, limit_ms, memory_order_relaxed);
	atomic_store_explicit(&s->since_ms, now_ms, memory_order_relaxed);
	atomic_store_explicit(&s->word, turn << 3 | SLOT_BUSY, memory_order_release);
}

bool
slot_idle(struct slot *s, int64_t now_ms)
{
	uint64_t word = atomic_load_explicit(&s->word, memory_order_relaxed);

	if ((word & 7) == SLOT_CONDEMNED ||
	    !atomic_compare_exchange_strong(&s->word, &word, word_make(word, SLOT_IDLE)))
		return false;
	atomic_store_explicit(&s->since_ms, now_ms, memory_order_relaxed);
	return true;
}

void
slot_leave(struct slot *s, int64_t now_ms)
{
	atomic_store(&s->since_ms, now_ms);
	atomic_store(&s->word, word_make(atomic_load(&s->word), SLOT_LEAVING));
}

struct slot *
board_free_slot(struct board *b)
{
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (slot_state(&b->slots[i]) == SLOT_FREE)
			return &b->slots[i];
	return NULL;
}

void
slot_start(struct slot *s, int generation, int64_t now_ms)
{
	slot_clear(s);
	atomic_store(&s->generation, generation);
	atomic_store(&s->born_ms, now_ms);
	atomic_store(&s->since_ms, now_ms);
	atomic_store(&s->word, word_make(atomic_load(&s->word) + 8, SLOT_STARTING));
}

/* The number of the turn is kept: it never goes back in a slot, whoever has it. */
void
slot_clear(struct slot *s)
{
	atomic_store(&s->pid, 0);
	atomic_store(&s->limit_ms, 0);
	atomic_store(&s->served, 0);
	atomic_store(&s->memory, 0);
	atomic_store(&s->told_ms, 0);
	s->route[0] = s->request[0] = '\0';
	atomic_store(&s->word, word_make(atomic_load(&s->word), SLOT_FREE));
}

int64_t
slot_overdue(const struct slot *s, int64_t now_ms, int64_t pool_ms, uint64_t *word)
{
	int64_t limit;

	*word = atomic_load(&s->word);
	limit = atomic_load(&s->limit_ms);
	if (limit == 0)
		limit = pool_ms;
	if ((*word & 7) != SLOT_BUSY || limit == 0)
		return -1;
	return now_ms - atomic_load(&s->since_ms) - limit;
}

bool
slot_condemn(struct slot *s, uint64_t word)
{
	return atomic_compare_exchange_strong(&s->word, &word, word_make(word, SLOT_CONDEMNED));
}
