/*
 * proxy.h: a process between Connector/C and the server that loses things on purpose.
 *
 * It passes on bytes both ways, and counts the packets from the client that contain a
 * word.  When the wanted one comes it passes it on or not, waits for the server's
 * answer or not, and hangs up on the client.
 */
#ifndef TESTS_DATA_PROXY_H
#define TESTS_DATA_PROXY_H

#include <sys/types.h>

enum proxy_fault {
	PROXY_BEFORE,	/* the packet never reaches the server */
	PROXY_AFTER	/* the server does what it says, the answer is lost */
};

/* Listen on `path`, pass on to `server`; the `nth` packet with `word` in it (from 1) is lost. */
pid_t proxy_start(const char *path, const char *server, const char *word, int nth,
    enum proxy_fault);
void proxy_stop(pid_t);

#endif
