/* image.c: files for a picture that was put up; core/flows/image_files.c makes them. */
#include "handlers/jobs/jobs.h"

#include "core/domain/image.h"
#include "core/flows/image_files.h"
#include "core/lib/words.h"

#define FAIR_TRIES	3	/* the machine may have been at fault: full disk, no memory */

enum job_end
image_job(struct hands *h, const struct job *job)
{
	switch (image_files_make(h->db, h->arena, h->conf, job->subject, &h->why)) {
	case IMAGE_FILES_MADE:
	case IMAGE_FILES_NEEDLESS:
		return JOB_DONE;
	case IMAGE_FILES_LATER:
		return JOB_LATER;
	case IMAGE_FILES_UNREADABLE:
		break;
	}
	if (job->attempt < FAIR_TRIES)
		return JOB_LATER;
	image_refuse(h->db, job->subject,
	    N_("it cannot be read as a picture. Save it anew as JPEG or PNG and try again."));
	return db_failed(h->db) ? JOB_LATER : JOB_DONE;
}
