-- Sentences in which terms stand, aligned in all languages; what each text of a document is, in words.
CREATE TABLE sentence (
    number $integer PRIMARY KEY, document TEXT NOT NULL, unit TEXT NOT NULL, place TEXT NOT NULL,
    zh TEXT NOT NULL, ru TEXT NOT NULL, en TEXT NOT NULL, UNIQUE (document, unit)
);
CREATE TABLE occurrence (
    concept TEXT NOT NULL, sentence $integer NOT NULL REFERENCES sentence (number), language TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (concept, sentence, language, start, stop)
) $keyed;
CREATE INDEX occurrence_sentence ON occurrence (sentence);
CREATE TABLE document (
    name TEXT PRIMARY KEY, zh TEXT NOT NULL, ru TEXT NOT NULL, en TEXT NOT NULL
) $keyed;
