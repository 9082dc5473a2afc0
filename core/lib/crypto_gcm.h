/* crypto_gcm.h: AES-256-GCM for keyring.c, which knows whose key it is. Not for anybody else. */
#ifndef CORE_LIB_CRYPTO_GCM_H
#define CORE_LIB_CRYPTO_GCM_H

#include <stdbool.h>
#include <stddef.h>

#define GCM_MORE	28	/* bytes that sealing adds: a random nonce before, a tag behind */

/* Write n + GCM_MORE bytes to `to`. */
void crypto_gcm_seal(const unsigned char key[32], const void *about, size_t about_len,
    const void *bytes, size_t n, unsigned char *to);

/* Write n bytes to `to`, from n + GCM_MORE; false, and nothing but zeros there, when it is not as it was made. */
bool crypto_gcm_open(const unsigned char key[32], const void *about, size_t about_len,
    const unsigned char *from, size_t n, unsigned char *to);

#endif
