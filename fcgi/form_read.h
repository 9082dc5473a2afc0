/* form_read.h: what route.c asks of form.c. */
#ifndef FCGI_FORM_READ_H
#define FCGI_FORM_READ_H

#include <stdbool.h>

#include "fcgi/form.h"
#include "fcgi/param.h"

struct req;

/*
 * True when a declared field was sent more than once: nobody knows which one was meant
 * (ASSURANCE I15).
 */
bool form_doubled(const struct form *, const struct params *);

/* Read a FIND's query into r->form: what does not validate is dropped, and said so. */
void form_find(struct req *, const struct form *);

/* Read a POST's fields into r->form. False: it does not validate; the page is told what and why. */
bool form_take(struct req *, const struct form *);

/* True when it is to be sent as multipart. */
bool form_has_file(const struct form *);

#endif
