/* qr.c: letters as a QR code; see qr.h. */
#include "core/lib/qr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "core/lib/log.h"

/* Copy a code into the arena: the lowest bit of a module says whether it is dark. */
static const struct qr *
copy_code(struct arena *a, const QRcode *code)
{
	struct qr	*q = make(a, struct qr);
	size_t		 n = (size_t)code->width * (size_t)code->width;
	unsigned char	*dark = arena_alloc(a, n);

	for (size_t i = 0; i < n; i++)
		dark[i] = code->data[i] & 1;
	q->size = code->width;
	q->dark = dark;
	return q;
}

/* Without memory nothing goes on; whatever else is wrong is with the letters. */
static void
must_have_memory(const void *made)
{
	if (made != NULL || errno != ENOMEM)
		return;
	log_line(LOG_ERROR, "out of memory", LOG_TEXT("what", "QR code"), LOG_END);
	abort();
}

const struct qr *
qr_make(struct arena *a, const char *letters)
{
	QRinput		*input = QRinput_new2(0, QR_ECLEVEL_M);
	const struct qr	*q = NULL;
	QRcode		*code = NULL;
	size_t		 n = strlen(letters);

	must_have_memory(input);
	if (n > 0 && n < 4096 &&
	    QRinput_append(input, QR_MODE_AN, (int)n, (const unsigned char *)letters) == 0) {
		code = QRcode_encodeInput(input);
		must_have_memory(code);
	}
	if (code != NULL && code->version <= QR_VERSION_MAX)
		q = copy_code(a, code);
	QRcode_free(code);
	QRinput_free(input);
	return q;
}
