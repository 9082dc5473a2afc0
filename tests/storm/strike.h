/*
 * strike.h: procedures that are struck before their nth statement, once, whoever calls them: by an error, by
 * the end of their connection, or by a while in which somebody may die.
 */
#ifndef TESTS_STORM_STRIKE_H
#define TESTS_STORM_STRIKE_H

#include "sql/migrations.h"

#include <stdbool.h>

/* Whether it has so many statements. */
bool strike_has(const struct procedure *, int nth);

/* `strike` is SQL; unset makes it whole again. */
void strike_set(const struct procedure *, int nth, const char *strike);
void strike_unset(const struct procedure *);

/* All of them, after a test, however it ended. */
void strikes_unset(void);

/* Whether anybody has come there. */
bool strike_fell(void);

#endif
