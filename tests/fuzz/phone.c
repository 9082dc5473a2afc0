/* phone.c: whatever is taken for a telephone number is "" or E.164, and taken again unchanged. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/text.h"

#include <string.h>

FUZZ_TARGET(phone)
{
	struct arena	*arena = fuzz_arena();
	const char	*phone = text_phone(arena, arena_copy_n(arena, data, size));

	if (phone == NULL || *phone == '\0')
		return 0;
	FUZZ_MUST(phone[0] == '+' && phone[1] >= '1' && phone[1] <= '9');
	FUZZ_MUST(strspn(phone + 1, "0123456789") == strlen(phone + 1));
	FUZZ_MUST(strlen(phone) >= 8 && strlen(phone) <= 16);
	FUZZ_MUST(strcmp(text_phone(arena, phone), phone) == 0);
	return 0;
}
