-- What terms are found by. The index of three characters gives its rows in the order of the terms' numbers.
CREATE INDEX term_concept ON term (concept);
CREATE INDEX term_sought ON term (sought);
CREATE INDEX term_plain ON term (plain) WHERE plain <> '';
CREATE INDEX form_term ON form (term);
CREATE INDEX change_act ON change (act);
CREATE VIRTUAL TABLE search USING fts5 (
    sought, plain, initials, content = 'term', content_rowid = 'number', tokenize = "trigram case_sensitive 1"
);
INSERT INTO search (search) VALUES ('rebuild');
