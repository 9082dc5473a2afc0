/*
 * page_kept.c: whole pages kept in memcached; see page.h.
 *
 * One key is one page (template, id, language, address); the version is kept with
 * it, so that an old copy can still be shown while one worker, who holds the lock, makes
 * a new one.  Where there is no copy a lock would spare nobody the work, so none is asked
 * for.  A copy of a newer version than the one asked for is fresh: whoever
 * asks has read the database a moment earlier.  Every failure of memcached is a
 * miss, and then the page is simply made.
 */
#include "fcgi/page.h"

#include <assert.h>
#include <string.h>

#include "core/lib/cache.h"
#include "core/lib/template.h"
#include "fcgi/page_sent.h"
#include "fcgi/program.h"

#define FRESH_SECONDS	30	/* then made anew all the same: time passes, stock is sold */
#define KEPT_SECONDS	600	/* how long an old copy may be of use */
#define LOCK_SECONDS	10	/* longer than a page takes to make */
#define ETAG_ROOM	40

/*
 * What is in front of the packed page in memcached.  All of one house write it, on one kind of
 * machine.
 */
struct kept {
	int64_t	version;
	int64_t	made_at;
	int64_t	modified_at;
	char	etag[ETAG_ROOM];
};

struct copy {
	const char	*key;
	const char	*lock;
	bool		 there;
	bool		 locked;	/* by us */
	bool		 ours;		/* to keep: nobody else is making it */
	struct kept	 head;
	struct sent	 page;
};

/* Look for the page; copy->there says whether a whole one was found. */
static void
look(struct req *r, struct copy *copy)
{
	size_t		 len;
	const char	*bytes = cache_get(r->cache, r->arena, copy->key, &len);

	if (bytes == NULL || len <= sizeof(copy->head))
		return;
	memcpy(&copy->head, bytes, sizeof(copy->head));
	if (memchr(copy->head.etag, '\0', ETAG_ROOM) == NULL)
		return;
	copy->page.etag = copy->head.etag;
	copy->page.modified_at = copy->head.modified_at;
	copy->page.packed = bytes + sizeof(copy->head);
	copy->page.packed_len = len - sizeof(copy->head);
	copy->there = true;
}

static void
unlock(struct req *r, void *what)
{
	struct copy *copy = what;

	if (copy->locked)
		cache_delete(r->cache, copy->lock);
}

/* After the reply: keep it, and let others make the next one. */
static void
keep(struct req *r, void *what)
{
	struct copy	*copy = what;
	size_t		 len = sizeof(copy->head) + copy->page.packed_len;
	char		*bytes = arena_alloc(r->arena, len);

	memcpy(bytes, &copy->head, sizeof(copy->head));
	memcpy(bytes + sizeof(copy->head), copy->page.packed, copy->page.packed_len);
	cache_set(r->cache, copy->key, bytes, len, KEPT_SECONDS);
	unlock(r, copy);
}

/* Give the page its date: the old one's, if it came out the same. */
static void
stamp(struct req *r, struct copy *copy, const struct sent *page, int64_t version)
{
	bool same = copy->there && strcmp(copy->head.etag, page->etag) == 0;

	copy->page = *page;
	copy->page.modified_at = same ? copy->head.modified_at : r->now;
	copy->head.version = version;
	copy->head.made_at = r->now;
	copy->head.modified_at = copy->page.modified_at;
	assert(strlen(page->etag) < ETAG_ROOM);
	memset(copy->head.etag, 0, ETAG_ROOM);
	strcpy(copy->head.etag, page->etag);
	copy->page.etag = copy->head.etag;
}

static int
make_page(struct req *r, const char *name, struct copy *copy, int64_t version)
{
	struct sent	 page = { 0 };
	size_t		 len;
	char		*html = req_failed(r) ? NULL : page_render(r, name, &len);

	if (html == NULL) {
		later(r, unlock, copy);
		return req_failed(r) ? try_later(r) : broken(r);
	}
	page_pack(r, html, len, &page);
	stamp(r, copy, &page, version);
	if (copy->ours)
		later(r, keep, copy);
	return page_send(r, &copy->page);
}

/* The copy of a page, looked for once in a request. */
static struct copy *
copy_of(struct req *r, const char *name, int64_t id)
{
	const char *key = text(r->arena, "page %s %lld %s %s%s", name, (long long)id, r->language,
	    r->canonical, r->noindex ? " noindex" : "");

	if (r->copy != NULL && strcmp(r->copy->key, key) == 0)
		return r->copy;
	r->copy = make(r->arena, struct copy);
	r->copy->key = key;
	look(r, r->copy);
	return r->copy;
}

bool
page_is_kept(struct req *r, const char *name, int64_t id)
{
	return copy_of(r, name, id)->there;
}

/* True unless somebody else is making the old copy anew. */
static bool
take_lock(struct req *r, struct copy *copy)
{
	enum cache_add lock;

	copy->lock = text(r->arena, "lock %s", copy->key);
	lock = cache_add(r->cache, copy->lock, "1", 1, LOCK_SECONDS);
	copy->locked = lock == CACHE_ADDED;
	return lock != CACHE_THERE;	/* without a cache everybody makes it */
}

int
page_kept(struct req *r, const char *name, void (*fill)(struct req *, void *), void *what,
    int64_t id, int64_t version)
{
	struct copy *copy;

	assert(r->tools->program->readonly);	/* elsewhere pages differ by who asks */
	if (req_failed(r))
		return try_later(r);
	if (r->dropped > 0) {	/* it says what was wrong with the address */
		fill(r, what);
		return page(r, name);
	}
	copy = copy_of(r, name, id);
	r->reply.kept = copy->there && copy->head.version >= version &&
	    r->now - copy->head.made_at < FRESH_SECONDS;
	if (!r->reply.kept) {
		copy->ours = !copy->there || take_lock(r, copy);
		r->reply.kept = !copy->ours;
	}
	if (r->reply.kept)
		return page_send(r, &copy->page);
	fill(r, what);
	return make_page(r, name, copy, version);
}
