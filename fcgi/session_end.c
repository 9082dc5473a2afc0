/* session_end.c: the end of all sessions of an account, without a request: for the command line, too. */
#include "core/lib/db.h"
#include "fcgi/session.h"
#include "sql/session.h"

bool
session_end_account(struct db *db, int64_t account)
{
	q_session_end_all(db, account, 0);
	return !db_failed(db);
}
