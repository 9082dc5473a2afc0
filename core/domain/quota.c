/* quota.c: how many there are of something; see quota.h. */
#include "core/domain/quota.h"

#include "sql/quota.h"

static int64_t
taken_of(const struct rows *slots)
{
	int64_t taken = 0;

	for (size_t i = 0; i < slots->n; i++)
		taken += row_int(slots->at[i], "taken");
	return taken;
}

/*
 * Each slot keeps what is taken of it, and what is free is spread evenly.  The rows are locked, so nothing
 * is taken meanwhile.
 */
static void
spread(struct db *db, int64_t quota, const struct rows *slots, int64_t free)
{
	int64_t n = (int64_t)slots->n;

	for (int64_t i = 0; i < n; i++) {
		const struct row	*s = slots->at[i];
		int64_t			 cap = row_int(s, "taken") + free / n + (i < free % n);

		if (cap != row_int(s, "cap"))
			q_stock_slot_cap(db, quota, row_int(s, "slot"), cap);
	}
}

enum quota_result
quota_set_capacity(struct db *db, int64_t quota, int64_t capacity, int64_t *least)
{
	struct row	*head = q_quota_lock(db, quota);
	struct rows	 slots;

	if (head == NULL)
		return QUOTA_NONE;
	slots = q_quota_slots_lock(db, quota);
	if (db_failed(db) || slots.n == 0)
		return QUOTA_NONE;
	*least = taken_of(&slots);
	if (capacity < *least)
		return QUOTA_TAKEN;
	spread(db, quota, &slots, capacity - *least);
	q_quota_capacity(db, quota, capacity);
	return db_failed(db) ? QUOTA_NONE : QUOTA_DONE;
}
