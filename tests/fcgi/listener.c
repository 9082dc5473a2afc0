/* listener.c: tests of fcgi/listener.c. */
#include "tests/fcgi/suites.h"

#include "fcgi/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/listenXXXXXX", path[64];

static void
begin(void)
{
	strcpy(dir, "/tmp/listenXXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/x", dir);
}

static void
end(void)
{
	unlink(path);
	rmdir(dir);
}

static bool
connects(void)
{
	struct sockaddr_un	 address = { .sun_family = AF_UNIX };
	int			 fd = socket(AF_UNIX, SOCK_STREAM, 0);
	bool			 yes;

	strcpy(address.sun_path, path);
	yes = connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
	close(fd);
	return yes;
}

START_TEST(a_socket_is_made_and_taken_over)
{
	int		 first, second;
	struct stat	 st;
	struct path_id	 id;

	first = listener_make(path, 5, getegid());
	ck_assert_int_ge(first, 0);
	id = path_id(path);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0660);
	ck_assert_int_ne(fcntl(first, F_GETFD) & FD_CLOEXEC, 0);
	ck_assert_int_ne(fcntl(first, F_GETFL) & O_NONBLOCK, 0);
	ck_assert(connects());

	/* Nobody listens any more, but the file is there: the next one takes its place. */
	close(first);
	ck_assert(!connects());
	second = listener_make(path, 5, getegid());
	ck_assert_int_ge(second, 0);
	ck_assert(connects());

	/* And is not taken away by who had it before. */
	path_remove(path, id);
	ck_assert(connects());
	path_remove(path, path_id(path));
	ck_assert_int_eq(access(path, F_OK), -1);
	close(second);
}
END_TEST

START_TEST(a_path_too_long_is_an_error)
{
	char long_path[200];

	memset(long_path, 'x', sizeof(long_path) - 1);
	long_path[sizeof(long_path) - 1] = '\0';
	ck_assert_int_eq(listener_make(long_path, 5, getegid()), -1);
	ck_assert_int_eq(errno, ENAMETOOLONG);
}
END_TEST

START_TEST(the_lock_knows_who_has_it)
{
	pid_t	 holder, child;
	int	 fd = lock_take(path, &holder), status;

	ck_assert_int_ge(fd, 0);
	if ((child = fork()) == 0)
		_exit(lock_take(path, &holder) < 0 && holder == getppid() ? 0 : 1);
	waitpid(child, &status, 0);
	ck_assert_int_eq(status, 0);
	close(fd);
}
END_TEST

/* A worker that lives on must not keep a new master out. */
START_TEST(children_do_not_have_the_lock)
{
	pid_t	 holder, child, grandchild;
	int	 ends[2], status;

	ck_assert_int_eq(pipe(ends), 0);
	if ((child = fork()) == 0) {
		lock_take(path, &holder);
		if ((grandchild = fork()) == 0) {
			pause();
			_exit(0);
		}
		_exit(write(ends[1], &grandchild, sizeof(grandchild)) != sizeof(grandchild));
	}
	waitpid(child, &status, 0);
	ck_assert_int_eq(read(ends[0], &grandchild, sizeof(grandchild)), sizeof(grandchild));
	ck_assert_int_ge(lock_take(path, &holder), 0);
	kill(grandchild, SIGKILL);
}
END_TEST

Suite *
listener_suite(void)
{
	Suite *s = suite_create("listener");
	TCase *t = tcase_create("listener");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_socket_is_made_and_taken_over);
	tcase_add_test(t, a_path_too_long_is_an_error);
	tcase_add_test(t, the_lock_knows_who_has_it);
	tcase_add_test(t, children_do_not_have_the_lock);
	suite_add_tcase(s, t);
	return s;
}
