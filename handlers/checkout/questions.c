/* questions.c: what an organizer asks, as fields of a form; see questions.h. What is read is sql/checkout.sql. */
#include "handlers/checkout/questions.h"

#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/page.h"
#include "sql/checkout.h"

#include <assert.h>
#include <string.h>

#define ANSWER_TEXT_MAX		300
#define ANSWER_LINES_MAX	2000
#define ANSWER_MAX		5000	/* code points, as the column has it */

/* --- what is asked -------------------------------------------------------------------- */

static void
read_options(struct arena *a, const char *json, struct question *q)
{
	const struct json	*list = json_parse(a, json, strlen(json), NULL);
	const char		**options = make_array(a, const char *, json_size(list) + 1);

	for (size_t i = 0; i < json_size(list); i++) {
		const char *option = json_as_text(json_at(list, i));

		if (option != NULL && *option != '\0')
			options[q->options_n++] = option;
	}
	q->options = options;
}

static bool
takes_several(const struct question *q)
{
	return strcmp(q->kind, "choices") == 0;
}

static size_t
fields_of(const struct question *q)
{
	return takes_several(q) ? q->options_n : 1;
}

struct questions
questions_of(struct req *r, int64_t event)
{
	struct rows		 rows = q_checkout_questions(r->db, event);
	struct questions	 all = { .at = make_array(r->arena, struct question, rows.n + 1) };

	for (size_t i = 0; i < rows.n; i++) {
		struct question *q = &all.at[all.n++];

		*q = (struct question){ .id = row_id(rows.at[i], "question_id"),
		    .label = row_text(rows.at[i], "label"), .help = row_text(rows.at[i], "help"),
		    .kind = row_text(rows.at[i], "kind"),
		    .required = row_bool(rows.at[i], "required"),
		    .of_ticket = row_is(rows.at[i], "asked", "ticket") };
		read_options(r->arena, row_text(rows.at[i], "options"), q);
		if (q->of_ticket)
			all.per_ticket += fields_of(q);
	}
	return all;
}

/* --- fields ------------------------------------------------------------------------------ */

struct asked {
	struct req	 *r;
	struct field	 *fields;
	const char	**texts;
	size_t		  n, most;
};

struct asked *
asked_new(struct req *r, size_t most)
{
	struct asked *a = make(r->arena, struct asked);

	*a = (struct asked){ r, make_array(r->arena, struct field, most + 1),
	    make_array(r->arena, const char *, most + 1), 0, most };
	return a;
}

static size_t
add(struct asked *a, struct field field)
{
	assert(a->n < a->most);
	field.offset = a->n * sizeof(char *);
	field.need = OPTIONAL;
	a->fields[a->n] = field;
	a->texts[a->n] = "";
	return a->n++;
}

size_t
asked_add(struct asked *a, const char *name, enum field_kind kind, int64_t max)
{
	return add(a, (struct field){ .name = name, .kind = kind, .max = max });
}

void
asked_read(struct asked *a)
{
	struct form form = { .size = (a->most + 1) * sizeof(char *), .fields = a->fields };

	a->fields[a->n] = (struct field)FIELD_END;
	form_also(a->r, &form, a->texts);
}

const char *
asked_text(const struct asked *a, size_t i)
{
	return a->texts[i];
}

/* --- one question -------------------------------------------------------------------------- */

static const char *const flag_choices[] = { "1", NULL };

/* A list of one, for a box that can be ticked. */
static const char *const *
just(struct arena *a, const char *option)
{
	const char **list = make_array(a, const char *, 2);

	list[0] = option;
	return list;
}

static const char *
box_name(struct arena *a, const char *field, size_t i)
{
	return text(a, "%s_%zu", field, i);
}

struct put
question_put(struct asked *a, const struct question *q, const char *prefix)
{
	struct arena	*arena = a->r->arena;
	struct put	 p = { q, text(arena, "%s%s", prefix, id_text(arena, q->id)), a->n };

	if (takes_several(q))
		for (size_t i = 0; i < q->options_n; i++)
			add(a, (struct field){ .name = box_name(arena, p.field, i),
			    .kind = FIELD_KIND_CHOICE, .choices = just(arena, q->options[i]) });
	else if (strcmp(q->kind, "choice") == 0)
		add(a, (struct field){ .name = p.field, .kind = FIELD_KIND_CHOICE,
		    .choices = q->options });
	else if (strcmp(q->kind, "flag") == 0)
		add(a, (struct field){ .name = p.field, .kind = FIELD_KIND_CHOICE,
		    .choices = flag_choices });
	else if (strcmp(q->kind, "lines") == 0)
		asked_add(a, p.field, FIELD_KIND_LINES, ANSWER_LINES_MAX);
	else
		asked_add(a, p.field, FIELD_KIND_TEXT, ANSWER_TEXT_MAX);
	return p;
}

void
put_show(struct req *r, const struct put *p, const char *list)
{
	const struct question	*q = p->question;
	struct names		*n = page_add(r, list), *options = names_at(n, "options");

	names_set(n, "field", p->field);
	names_set(n, "label", q->label);
	names_set(n, "help", q->help);
	names_set(n, "kind", q->kind);
	if (q->required)
		names_set(n, "required", "1");
	for (size_t i = 0; i < q->options_n; i++) {
		struct names *o = names_add(options);

		names_set(o, "text", q->options[i]);
		names_set(o, "value", q->options[i]);
		names_set(o, "field", takes_several(q) ? box_name(r->arena, p->field, i) : p->field);
	}
}

static const char *
chosen_ones(struct arena *arena, const struct asked *a, const struct put *p)
{
	struct str *s = str_new(arena);

	for (size_t i = 0; i < p->question->options_n; i++)
		if (*a->texts[p->first + i] != '\0')
			str_addf(s, "%s%s", s->len == 0 ? "" : "\n", a->texts[p->first + i]);
	return s->text;
}

const char *
put_answer(struct req *r, const struct asked *a, const struct put *p)
{
	const struct question	*q = p->question;
	const char		*said = takes_several(q) ? chosen_ones(r->arena, a, p) :
	    a->texts[p->first];

	if (*said == '\0' && q->required)
		form_error(r, p->field, strcmp(q->kind, "flag") == 0 ?
		    text(r->arena, _("Please tick “%s”."), q->label) :
		    text(r->arena, _("Please answer “%s”."), q->label));
	if (text_length(said) > ANSWER_MAX)
		form_error(r, p->field, _("Fewer choices, please."));
	return said;
}
