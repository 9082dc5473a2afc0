-- question.sql: what organizers ask who comes.

-- questions_desk(event id) :rows                                on event
-- All of them, for who may change them.
SELECT q.id AS question_id, q.position, q.label, q.help, q.kind, q.options, q.required, q.asked, q.state,
       EXISTS (SELECT 1 FROM answer a WHERE a.question_id = q.id) AS answered
  FROM question q
 WHERE q.event_id = :event
 ORDER BY q.state = 'archived', q.position, q.id
 LIMIT 200;

-- question_add(question id, event int, organizer int, position int, label text, help text, kind text,
--              options text, required bool, asked text, state text) :exec on question
INSERT INTO question (id, event_id, organizer_id, position, label, help, kind, options, required, asked, state)
VALUES (:question, :event, :organizer, :position, :label, :help, :kind, :options, :required, :asked, :state);

-- question_set(question id, event int, position int, label text, help text, kind text, options text,
--              required bool, asked text, state text) :exec     on question
-- What was answered already keeps its kind, and whom it is asked.  0 rows: this event has none such.
UPDATE question q
   SET q.position = :position, q.label = :label, q.help = :help, q.options = :options,
       q.required = :required, q.state = :state,
       q.kind = IF(EXISTS (SELECT 1 FROM answer a WHERE a.question_id = :question), q.kind, :kind),
       q.asked = IF(EXISTS (SELECT 1 FROM answer a WHERE a.question_id = :question), q.asked, :asked)
 WHERE q.id = :question
   AND q.event_id = :event;

-- question_archive(question id) :exec                           on question
UPDATE question SET state = 'archived', position = 999 WHERE id = :question;

-- question_drop(question id) :exec                              on question
DELETE FROM question WHERE id = :question;
