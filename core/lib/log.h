/*
 * log.h: what happened, one JSON object a line.
 *
 *	log_line(LOG_WARN, "slow request", LOG_TEXT("route", r->path), LOG_NUM("ms", ms), LOG_END);
 *	{"time":"2026-12-05T20:00:00.123Z","level":"warn","program":"public","pid":712,
 *	 "request":"9f31…","message":"slow request","route":"/e/{event}","ms":1207}
 *
 * A line is one write(2) of at most LOG_MAX bytes, which neither a file nor a pipe tears apart; what
 * does not fit is cut with "…" and the line stays whole JSON.  Control characters, bidirectional
 * overrides and what is not UTF-8 are escaped, so that nobody writes a second line or hides one
 * (ASSURANCE E12).  Secrets are hidden by their type.  Nothing is allocated.  errno is kept.
 */
#ifndef CORE_LIB_LOG_H
#define CORE_LIB_LOG_H

#include <stdbool.h>
#include <stdint.h>

#define LOG_MAX	4096	/* PIPE_BUF: a longer write to a pipe may be torn */

enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };

enum log_kind { LOG_KIND_END, LOG_KIND_TEXT, LOG_KIND_NUM, LOG_KIND_REAL, LOG_KIND_FLAG, LOG_KIND_SECRET };

/* Fields. Names are written by a programmer; values may be anything. */
#define LOG_TEXT(name, value)	LOG_KIND_TEXT, (const char *)(name), (const char *)(value)
#define LOG_NUM(name, value)	LOG_KIND_NUM, (const char *)(name), (int64_t)(value)
#define LOG_REAL(name, value)	LOG_KIND_REAL, (const char *)(name), (double)(value)
#define LOG_FLAG(name, value)	LOG_KIND_FLAG, (const char *)(name), (int)(bool)(value)
/* Says only that there is one: "[secret]", or "" for NULL and "". */
#define LOG_SECRET(name, value)	LOG_KIND_SECRET, (const char *)(name), (const char *)(value)
#define LOG_END			LOG_KIND_END

/* Who speaks, and to which descriptor. Until this is called: "marquee", standard error. The name is copied. */
void log_open(const char *program, int fd);

/* The request that lines belong to from now on, copied; NULL: none. */
void log_request(const char *id);

/* One line; the fields end with LOG_END. */
void log_line(enum log_level, const char *message, ...);

#endif
