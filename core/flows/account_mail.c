/*
 * account_mail.c: mail about accounts; see account_mail.h.
 * What it looks like is templates/mail/letter.cs.
 */
#include "core/flows/account_mail.h"

#include "core/domain/account.h"
#include "core/domain/recipient.h"
#include "core/domain/token.h"
#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/words.h"
#include "sql/account.h"
#include "sql/mail.h"

#include <string.h>

/* One letter on its way. */
struct letter {
	struct db			*db;
	struct arena			*arena;
	const struct mailer		*mailer;
	const struct account_errand	*errand;
	int64_t				 now;
	int64_t				 account;	/* whose letter it is */
	struct row			*person;	/* their row */
	const char			*to;
	struct names			*names;
	struct mail			 mail;
	const char			*id;
	const char			**why;
};

/* Says what stands in it.  False when the database failed. */
typedef bool writer(struct letter *);

/* --- writing ------------------------------------------------------------------------------- */

static void
say(struct letter *l, const char *list, const char *sentence)
{
	names_set(names_add(names_at(l->names, list)), "text", sentence);
}

static const char *
url(const struct letter *l, const char *path)
{
	return text(l->arena, "%s%s%s", l->mailer->site_url, names_get(l->names, "mail.prefix"),
	    path);
}

static void
button(struct letter *l, const char *word, const char *address)
{
	names_set(l->names, "letter.word", word);
	names_set(l->names, "letter.link", address);
}

/* A button whose link proves that the mailbox is read. False when the database failed. */
static bool
proof_button(struct letter *l, enum token_purpose purpose, const char *word, const char *path)
{
	const char *token = token_make(l->db, l->arena, l->account, purpose, l->to, l->now);

	if (token == NULL)
		return false;
	/* Of the link, not of the job: a letter with another link is another letter. */
	l->id = text(l->arena, "%.*s", (int)strcspn(token, "."), token);
	button(l, word, url(l, text(l->arena, "%s?token=%s", path, token)));
	return true;
}

static void
title(struct letter *l, const char *subject, const char *heading)
{
	l->mail.subject = subject;
	names_set(l->names, "letter.title", heading);
}

static const char *
once(void)
{
	return _("The link works once, and for an hour.");
}

/* --- the letters ----------------------------------------------------------------------------- */

/* To an address that was typed into the form for a new account. */
static bool
write_verify(struct letter *l)
{
	const char *site = l->mailer->site_name;

	title(l, text(l->arena, _("Confirm your address for %s"), site), _("One step to go"));
	say(l, "letter.before", text(l->arena,
	    _("Somebody, probably you, asked for an account at %s with this address."), site));
	say(l, "letter.after", once());
	say(l, "letter.after", _("If it was not you, do nothing: without that link there is no account."));
	return proof_button(l, TOKEN_VERIFY, _("Confirm your address"), "/account/verify");
}

/* To an address that has an account, instead of a link to make or move one. */
static bool
write_exists(struct letter *l)
{
	title(l, _("You have an account already"), _("You have an account already"));
	say(l, "letter.before",
	    _("Somebody, probably you, wanted to use this address for a new account. It has one already."));
	say(l, "letter.after", text(l->arena, _("Forgotten your password? Choose a new one here: %s"),
	    url(l, "/account/forgotten")));
	say(l, "letter.after", _("If it was not you, there is nothing to do."));
	button(l, _("Sign in"), url(l, "/account/sign-in"));
	return true;
}

static bool
write_reset(struct letter *l)
{
	title(l, text(l->arena, _("A new password for %s"), l->mailer->site_name), _("A new password"));
	say(l, "letter.before", _("Somebody, probably you, asked for a new password for your account."));
	say(l, "letter.after", once());
	say(l, "letter.after", _("If it was not you, do nothing: your password stays as it is."));
	return proof_button(l, TOKEN_RESET, _("Choose a new password"), "/account/reset");
}

static bool
write_password(struct letter *l)
{
	const char *when = clock_show(l->arena, l->errand->written_at,
	    row_text(l->person, "time_zone"), l->mail.language, CLOCK_FULL);

	title(l, _("Your password was changed"), _("Your password was changed"));
	say(l, "letter.before", text(l->arena, _("Your account has a new password since %s. "
	    "Everywhere else you have been signed out."), when));
	say(l, "letter.before", _("If it was you, there is nothing to do. If not, choose a new password at once:"));
	button(l, _("Choose a new password"), url(l, "/account/forgotten"));
	return true;
}

static bool
write_address(struct letter *l)
{
	title(l, _("Confirm your new address"), _("Confirm your new address"));
	say(l, "letter.before", text(l->arena,
	    _("You asked to use this address for your account at %s from now on."), l->mailer->site_name));
	say(l, "letter.after", once());
	say(l, "letter.after", _("If it was not you, do nothing: without that link nothing changes."));
	return proof_button(l, TOKEN_ADDRESS, _("Use this address"), "/account/address/confirm");
}

static bool
objection(struct letter *l)
{
	say(l, "letter.before", _("If it was you, there is nothing to do. If not, say so:"));
	say(l, "letter.after", _("Then your account keeps this address, everybody is signed out, and you get "
	    "a link for a new password. You can say so for seven days."));
	return proof_button(l, TOKEN_OBJECTION, _("That was not me"), "/account/objection");
}

static bool
write_address_asked(struct letter *l)
{
	title(l, _("Your account is about to get another address"),
	    _("Another address for your account?"));
	say(l, "letter.before", text(l->arena, _("Somebody, probably you, asked to use %s for your account "
	    "from now on. It will, once that address is confirmed."), l->errand->about));
	return objection(l);
}

static bool
write_address_changed(struct letter *l)
{
	title(l, _("Your account has another address now"), _("Your account has another address now"));
	say(l, "letter.before", text(l->arena,
	    _("Your account uses %s from now on. No more mail about it will come here."),
	    l->errand->about));
	return objection(l);
}

/* --- whom, and whether ------------------------------------------------------------------------- */

/* Whose account an address is; 0: nobody's. */
static int64_t
owner(struct letter *l, const char *email)
{
	int64_t	 account = account_find(l->db, email);

	return account != 0 && q_account_sign_in(l->db, account) != NULL ? account : 0;
}

/* Who it is about, and what is written to them; NULL: there is nothing to say. */
static writer *
verify_kind(struct letter *l)
{
	struct row	*new = q_account_sign_in(l->db, l->errand->subject);
	int64_t		 has;

	if (new == NULL || !row_is(new, "state", "unverified"))
		return NULL;
	l->to = row_text(new, "email");
	has = owner(l, l->to);
	l->account = has == 0 ? l->errand->subject : has;
	return has == 0 ? write_verify : write_exists;
}

static writer *
reset_kind(struct letter *l)
{
	l->to = l->errand->email;
	l->account = owner(l, l->to);
	return write_reset;
}

static writer *
address_kind(struct letter *l)
{
	struct row	*row = q_account_sign_in(l->db, l->errand->subject);
	int64_t		 has;

	l->to = l->errand->email;
	has = owner(l, l->to);
	l->account = has == 0 ? l->errand->subject : has;
	/* Somebody objected meanwhile, or it has moved on. */
	if (row == NULL || *row_text(row, "password_hash") == '\0' ||
	    !row_is(row, "email", l->errand->about))
		return NULL;
	return has == 0 ? write_address : write_exists;
}

static writer *
told_kind(struct letter *l, writer *write)
{
	l->to = l->errand->email;
	l->account = l->errand->subject;
	return write;
}

/* The kinds of errand.  `capped`: a stranger can cause it. */
static writer *
kind_of(struct letter *l, bool *capped)
{
	const char *what = l->errand->what;

	*capped = false;
	if (strcmp(what, "password") == 0)
		return told_kind(l, write_password);
	if (strcmp(what, "address_asked") == 0)
		return told_kind(l, write_address_asked);
	if (strcmp(what, "address_changed") == 0)
		return told_kind(l, write_address_changed);
	*capped = true;
	if (strcmp(what, "verify") == 0)
		return verify_kind(l);
	if (strcmp(what, "address") == 0)
		return address_kind(l);
	return strcmp(what, "reset") == 0 ? reset_kind(l) : NULL;
}

/* The account of the letter, and what is known of it. False: there is none that may be written to. */
static bool
find_person(struct letter *l)
{
	if (l->account == 0 || (l->person = q_mail_person(l->db, l->account)) == NULL)
		return false;
	if (l->to == NULL)
		l->to = row_text(l->person, "email");
	return row_is(l->person, "state", "active") || row_is(l->person, "state", "unverified");
}

static enum mail_end
waits(struct letter *l)
{
	*l->why = db_failure(l->db);
	return MAIL_WAITS;
}

static enum mail_end
write_and_send(struct letter *l, writer *write, bool capped)
{
	enum mail_end end;

	l->mail.language = mailer_language(row_text(l->person, "language"));
	l->mail.to = l->to;
	l->mail.to_name = "";
	l->names = mailer_names(l->arena, l->mail.language);
	/* Whoever proved no address may have typed anything for a name. */
	if (row_is(l->person, "state", "active") && row_is(l->person, "email", l->to))
		names_set(l->names, "letter.name", row_text(l->person, "name"));
	if (!write(l))
		return waits(l);
	end = mailer_send(l->arena, l->mailer, "mail/letter", l->names, &l->mail, l->id, l->why);
	if (end == MAIL_SENT && capped)
		recipient_count(l->db, l->arena, &l->mailer->cap, l->to);
	return end;
}

enum mail_end
account_mail(struct db *db, struct arena *a, const struct mailer *mailer,
    const struct account_errand *errand, int64_t now, const char **why)
{
	struct letter	 l = { .db = db, .arena = a, .mailer = mailer, .errand = errand, .now = now,
			     .id = errand->id, .why = why, .mail = { .date = errand->written_at } };
	bool		 capped;
	writer		*write = kind_of(&l, &capped);

	*why = "";
	if (db_failed(db))
		return waits(&l);
	if (write == NULL || !find_person(&l))
		return db_failed(db) ? waits(&l) : MAIL_NEEDLESS;
	if (capped && !recipient_may(db, a, &mailer->cap, l.to)) {
		log_line(LOG_WARN, "a mailbox has had enough of our mail", LOG_TEXT("kind", errand->what),
		    LOG_END);
		return MAIL_NEEDLESS;
	}
	if (db_failed(db))
		return waits(&l);
	if (mailer->relay == NULL) {
		*why = "no mail server is set (mail.server)";
		return MAIL_WAITS;
	}
	return write_and_send(&l, write, capped);
}
