/*
 * key.h: the key that a form carries so that sending it twice is one deed: drawn for the page, read again with
 * what was typed.
 */
#ifndef FCGI_KEY_H
#define FCGI_KEY_H

#include <stdbool.h>

struct req;

#define KEY_BYTES	16
#define KEY_LETTERS	22	/* of base64url */

/* Draw one, in form.key.value. */
void key_show(struct req *);

/* Read it again.  False when it is none. */
bool key_read(struct req *, const char *typed, unsigned char key[KEY_BYTES]);

/*
 * The same for a form that may be sent again with something else in it (after going back): another deed, so
 * another key, made of that one and of what was typed.
 */
bool key_read_with(struct req *, const char *typed, const char *what, unsigned char key[KEY_BYTES]);

#endif
