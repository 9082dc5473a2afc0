/*
 * serve.h: one request, from the wire to its handler and back.
 */
#ifndef FCGI_SERVE_H
#define FCGI_SERVE_H

struct tools;
struct wire;

/* Make ready what serving needs in this worker. */
void serve_begin(struct tools *);

/* For worker_loop(): the argument is the worker's struct tools. */
void serve(void *tools, struct wire *);

#endif
