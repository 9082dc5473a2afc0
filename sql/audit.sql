-- audit.sql: who did what to what.  Programs may add rows and nothing else.

-- audit_add(audit id, actor int, organizer int, deed text, subject id, detail text, address bytes,
--           request text) :exec                                 on audit
INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id, detail, address, request)
VALUES (:audit, :actor, :organizer, :deed, :subject, :detail, :address, :request);
