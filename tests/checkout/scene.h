/* scene.h: a visitor before an event with free tickets, for the tests of handlers/checkout. */
#ifndef TESTS_CHECKOUT_SCENE_H
#define TESTS_CHECKOUT_SCENE_H

#include <stdbool.h>
#include <stdint.h>

/* An organizer's published event: "Entry", free, forty of them. */
extern int64_t scene_event, scene_type;
void scene_begin(void);

/* "event=…&n_…=2" */
const char *scene_choice(int64_t n);

/* Hold so many, and register them as Ada: the order's path. */
const char *scene_held(int64_t n);
const char *scene_registered(int64_t n);

/* "key=…&name=Ada&email=ada@example.org", with the key of the page that was shown last. */
const char *scene_details(const char *more);

/* A form's field as the page that was shown last has it; "" if it has none. */
const char *scene_field(const char *name);

/* Where the n-th link of the last page leads whose address ends so: "/transfer". */
const char *scene_link(const char *end, int n);

/* A question of the event; its id in letters. */
const char *scene_ask(const char *kind, const char *asked, bool required, const char *options);

#endif
