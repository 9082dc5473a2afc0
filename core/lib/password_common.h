/* password_common.h: passwords that are tried first, for password.c: each with a line feed before and behind it. */
#ifndef CORE_LIB_PASSWORD_COMMON_H
#define CORE_LIB_PASSWORD_COMMON_H

extern const char password_common[];

#endif
