/* sandbox.c: walls around a child; see sandbox.h.  The only user of libseccomp. */
#include "core/lib/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAID_MAX	400	/* bytes of standard error that are kept */
#define NOT_STARTED	125	/* status when a wall could not be built, as of env(1) */

/* --- system calls ------------------------------------------------------------------ */

/*
 * What a program needs that maps its libraries, reads a file, computes with threads and writes a
 * file.
 */
static const int allowed[] = {
	SCMP_SYS(access), SCMP_SYS(arch_prctl), SCMP_SYS(brk), SCMP_SYS(clock_getres),
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(close), SCMP_SYS(dup),
	SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(eventfd2), SCMP_SYS(execve), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(fadvise64),
	SCMP_SYS(fcntl), SCMP_SYS(fstat), SCMP_SYS(fstatfs), SCMP_SYS(fsync), SCMP_SYS(ftruncate),
	SCMP_SYS(futex), SCMP_SYS(getcwd), SCMP_SYS(getdents64), SCMP_SYS(getegid),
	SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getpid), SCMP_SYS(getppid),
	SCMP_SYS(getrandom), SCMP_SYS(getrlimit), SCMP_SYS(getrusage), SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday), SCMP_SYS(getuid), SCMP_SYS(lseek), SCMP_SYS(lstat),
	SCMP_SYS(madvise), SCMP_SYS(membarrier), SCMP_SYS(mmap), SCMP_SYS(mprotect),
	SCMP_SYS(mremap), SCMP_SYS(munmap), SCMP_SYS(nanosleep), SCMP_SYS(newfstatat),
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(pipe2), SCMP_SYS(poll), SCMP_SYS(ppoll),
	SCMP_SYS(pread64), SCMP_SYS(prlimit64), SCMP_SYS(pwrite64), SCMP_SYS(read),
	SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(readv), SCMP_SYS(rename),
	SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(restart_syscall), SCMP_SYS(rseq),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield), SCMP_SYS(set_robust_list),
	SCMP_SYS(set_tid_address), SCMP_SYS(sigaltstack), SCMP_SYS(stat), SCMP_SYS(statfs),
	SCMP_SYS(statx), SCMP_SYS(sysinfo), SCMP_SYS(tgkill), SCMP_SYS(umask), SCMP_SYS(uname),
	SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(write), SCMP_SYS(writev),
};

/*
 * Threads but no processes; clone3's flags cannot be looked at, so libc is told that there is
 * none.
 */
static bool
filter_threads(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
	    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0 &&
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

static bool
filter_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

	if (filter == NULL)
		return false;
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
			return false;
	return filter_threads(filter) && seccomp_load(filter) == 0;
}

/* --- files --------------------------------------------------------------------------- */

#define READS	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | \
		LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
		LANDLOCK_ACCESS_FS_MAKE_REG)
#define EVERYTHING ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)	/* all of ABI 1 */

/* Allow what `access` says beneath a path; one that is not there needs no rule. */
static bool
open_up(int ruleset, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = access };
	bool done;

	if ((beneath.parent_fd = open(path, O_PATH | O_CLOEXEC)) < 0)
		return errno == ENOENT;
	done = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath,
	    0) == 0;
	close(beneath.parent_fd);
	return done;
}

static bool
wall_files(const char *dir)
{
	static const char *const readable[] = { "/usr", "/lib", "/lib64", "/etc/ld.so.cache",
	    "/etc/fonts", "/proc/self", "/sys/devices/system/cpu", NULL };
	struct landlock_ruleset_attr attr = { .handled_access_fs = EVERYTHING };
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);

	if (ruleset < 0)
		return errno == ENOSYS || errno == EOPNOTSUPP;	/* a kernel without it */
	for (const char *const *p = readable; *p != NULL; p++) {
		bool one_file = strcmp(*p, "/etc/ld.so.cache") == 0;

		if (!open_up(ruleset, *p, one_file ? LANDLOCK_ACCESS_FS_READ_FILE : READS))
			return false;
	}
	return open_up(ruleset, "/dev/null",
	    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE) &&
	    open_up(ruleset, dir, (READS | WRITES) & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE) &&
	    syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
}

/* --- the child ------------------------------------------------------------------------ */

static bool
limit(__rlimit_resource_t what, int64_t most)
{
	struct rlimit both = { (rlim_t)most, (rlim_t)most };

	return setrlimit(what, &both) == 0;
}

/*
 * RLIMIT_NPROC counts all threads of the user, ours too, so it is only a far wall behind the
 * filter.
 */
static bool
limit_all(const struct sandbox *s)
{
	return limit(RLIMIT_CPU, s->seconds) && limit(RLIMIT_FSIZE, s->file) &&
	    limit(RLIMIT_NOFILE, 64) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 16384);
}

static bool
plug(int out)
{
	int null = open("/dev/null", O_RDWR);

	return null >= 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 && dup2(out, 2) == 2 &&
	    close_range(3, ~0u, 0) == 0;
}

/* Never returns.  `parent` is who must still live when PDEATHSIG has been asked for. */
static void
become(const struct sandbox *s, int out, pid_t parent)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int sig = 1; sig < 32; sig++)
		signal(sig, SIG_DFL);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || !plug(out) ||
	    chdir(s->dir) != 0 || !limit_all(s) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    !wall_files(s->dir) || !filter_calls() ||
	    !limit(RLIMIT_AS, s->memory))	/* last: under sanitizers nothing works after it */
		_exit(NOT_STARTED);
	execve(s->program, (char *const *)s->args, (char *const *)s->env);
	_exit(NOT_STARTED);
}

/* --- the parent ----------------------------------------------------------------------- */

static int64_t
ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The end of what it said to standard error. */
struct words {
	char	text[SAID_MAX + 1];
	size_t	len;
};

static void
words_add(struct words *w, const char *bytes, size_t n)
{
	if (w->len + n > SAID_MAX) {
		size_t keep = SAID_MAX - n;

		memmove(w->text, w->text + w->len - keep, keep);
		w->len = keep;
	}
	memcpy(w->text + w->len, bytes, n);
	w->len += n;
	w->text[w->len] = '\0';
}

/* Listen until it ends.  False: the time was over first. */
static bool
listen_to(int in, int end, struct words *w, int64_t until)
{
	struct pollfd p[] = { { .fd = end, .events = POLLIN }, { .fd = in, .events = POLLIN } };

	for (;;) {
		char	bytes[SAID_MAX];
		int64_t	left = until - ms_now();
		ssize_t	n;

		if (left <= 0)
			return false;
		if (poll(p, 2, (int)left) <= 0)
			continue;
		if (p[1].revents != 0) {
			if ((n = read(in, bytes, sizeof(bytes))) > 0)
				words_add(w, bytes, (size_t)n);
			else if (n == 0)
				p[1].fd = -1;	/* it closed its standard error, and may live on */
			continue;
		}
		if (p[0].revents != 0)
			return true;
	}
}

/* One line of it that can be printed. */
static const char *
printable(char *said)
{
	for (char *p = said; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7f)
			*p = ' ';
	while (*said == ' ')
		said++;
	for (size_t n = strlen(said); n > 0 && said[n - 1] == ' '; n--)
		said[n - 1] = '\0';
	return said;
}

static enum sandbox_end
ending(struct arena *a, int status, char *words, const char **said)
{
	const char *last = printable(words);

	if (WIFSIGNALED(status)) {
		*said = text(a, "killed by %s: %s", sigabbrev_np(WTERMSIG(status)), last);
		return SANDBOX_STOPPED;
	}
	*said = text(a, "status %d: %s", WEXITSTATUS(status), last);
	if (WEXITSTATUS(status) == NOT_STARTED)
		return SANDBOX_MISSING;
	return WEXITSTATUS(status) == 0 ? SANDBOX_DONE : SANDBOX_FAILED;
}

/* Wait for it, and end it when its time is over. */
static int
outlive(pid_t child, int in, struct words *w, int wall_ms)
{
	int end = pidfd_open(child, 0), status = 0;

	if (end < 0 || !listen_to(in, end, w, ms_now() + wall_ms))
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (end >= 0)
		close(end);
	return status;
}

enum sandbox_end
sandbox_run(struct arena *a, const struct sandbox *s, const char **said)
{
	struct words	 w = { "", 0 };
	int		 ends[2], status;
	pid_t		 parent = getpid(), child;

	*said = "it could not be started";
	if (pipe2(ends, O_CLOEXEC) != 0)
		return SANDBOX_MISSING;
	if ((child = fork()) == 0)
		become(s, ends[1], parent);
	close(ends[1]);
	status = child < 0 ? 0 : outlive(child, ends[0], &w, s->wall_ms);
	close(ends[0]);
	return child < 0 ? SANDBOX_MISSING : ending(a, status, w.text, said);
}
