/* suites.h: prototypes of the suites named in suites.def. */
#ifndef TESTS_CHECKOUT_SUITES_H
#define TESTS_CHECKOUT_SUITES_H

#include "tests/check.h"

#define SUITE(noun) Suite *noun##_suite(void);
#include "tests/checkout/suites.def"
#undef SUITE

#endif
