-- name: schema
SELECT name FROM migration ORDER BY name
-- name: applied
INSERT INTO migration (name, at) VALUES (?, ?)
-- name: exact
SELECT number, language, sought, reading FROM term WHERE sought = ? ORDER BY number LIMIT ?
-- name: read
SELECT number, language, sought, reading FROM term WHERE plain = ? AND plain <> '' ORDER BY number LIMIT ?
-- name: form
SELECT number, language, sought, reading FROM term WHERE number IN (SELECT term FROM form WHERE value IN ($marks))
ORDER BY number LIMIT 500
-- name: terms of
SELECT t.concept, c.id, c.category, c.version, t.language, t.term, t.status, t.part_of_speech, t.gender,
    t.grammatical_number, t.documents, t.usage, t.note, t.source, t.confidence, t.domain, t.related, t.pinyin
FROM term t JOIN concept c ON c.number = t.concept WHERE t.concept IN ($marks) ORDER BY c.number, t.number & 255
-- name: all terms
SELECT t.concept, c.id, c.category, c.version, t.language, t.term, t.status, t.part_of_speech, t.gender,
    t.grammatical_number, t.documents, t.usage, t.note, t.source, t.confidence, t.domain, t.related, t.pinyin
FROM term t JOIN concept c ON c.number = t.concept WHERE c.number > ? AND c.number <= ? ORDER BY c.number, t.number & 255
-- name: concepts named
SELECT number, id, category, version FROM concept WHERE id IN ($marks)
-- name: ids
SELECT id FROM concept ORDER BY id
-- name: terms sought
SELECT concept, language, sought FROM term WHERE status = 'preferred' AND sought IN ($marks)
-- name: last concept
SELECT coalesce(max(number), 0) FROM concept
-- name: count
SELECT (SELECT count(*) FROM concept), (SELECT count(*) FROM term), (SELECT count(*) FROM sentence)
-- name: sources
SELECT key, title, issuer, date, url FROM source ORDER BY key
-- name: sources named
SELECT key, title, issuer, date, url FROM source WHERE key IN ($marks)
-- name: sentences of
SELECT s.document, s.unit, s.place, s.zh, s.ru, s.en, d.zh, d.ru, d.en, o.language, o.start, o.stop FROM occurrence o
JOIN sentence s ON s.number = o.sentence JOIN document d ON d.name = s.document WHERE o.concept = ? AND s.number IN (
    SELECT sentence FROM occurrence WHERE concept = ? GROUP BY sentence ORDER BY count(DISTINCT language) DESC, sentence
    LIMIT ?)
ORDER BY s.number, o.language, o.start
-- name: newest versions
SELECT concept, max(version) FROM change WHERE concept IN ($marks) GROUP BY concept
-- name: last change
SELECT a.who, a.at FROM change c JOIN act a ON a.number = c.act WHERE c.concept = ? ORDER BY c.version DESC LIMIT 1
-- name: last act
SELECT coalesce(max(number), 0) FROM act
-- name: new act
INSERT INTO act (number, who, at, what, undoes) VALUES (?, ?, ?, ?, ?)
-- name: acts
SELECT a.number, a.who, a.at, a.what, a.undoes, (SELECT count(*) FROM change c WHERE c.act = a.number)
FROM act a ORDER BY a.number DESC LIMIT ?
-- name: undoings
SELECT number, undoes FROM act WHERE undoes <> 0 ORDER BY number
-- name: changes of
SELECT concept, version, before FROM change WHERE act = ? ORDER BY concept
-- name: story
SELECT a.number, a.who, a.at, a.what, c.version, c.before FROM change c JOIN act a ON a.number = c.act
WHERE c.concept = ? ORDER BY c.version
-- name: drop forms
DELETE FROM form WHERE term IN (SELECT number FROM term WHERE concept IN ($marks))
-- name: drop terms
DELETE FROM term WHERE concept IN ($marks)
-- name: drop concepts
DELETE FROM concept WHERE number IN ($marks)
-- name: drop source
DELETE FROM source WHERE key = ?
-- name: last sentence
SELECT coalesce(max(number), 0) FROM sentence
-- name: drop occurrences
DELETE FROM occurrence WHERE sentence IN (SELECT number FROM sentence WHERE document = ?)
-- name: drop sentences
DELETE FROM sentence WHERE document = ?
-- name: drop document
DELETE FROM document WHERE name = ?
-- name: new document
INSERT INTO document (name, zh, ru, en) VALUES (?, ?, ?, ?)
-- name: readings of
SELECT concept, reading FROM term WHERE language = 'zh' AND status = 'preferred' AND concept IN ($marks)
-- name: concept order
SELECT number FROM concept ORDER BY category, id
-- name: before
SELECT before FROM change WHERE concept = ? AND version = ?
