-- Concepts and their terms, each term a row of a glossary file.
CREATE TABLE source (
    key TEXT PRIMARY KEY, title TEXT NOT NULL, issuer TEXT NOT NULL, date TEXT NOT NULL, url TEXT NOT NULL
) $keyed;
CREATE TABLE concept (
    number $integer PRIMARY KEY, id TEXT NOT NULL UNIQUE, category TEXT NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE term (
    number $integer PRIMARY KEY, concept $integer NOT NULL REFERENCES concept (number),
    language TEXT NOT NULL, term TEXT NOT NULL, status TEXT NOT NULL, part_of_speech TEXT NOT NULL,
    gender TEXT NOT NULL, grammatical_number TEXT NOT NULL, documents TEXT NOT NULL, usage TEXT NOT NULL,
    note TEXT NOT NULL, source TEXT NOT NULL, confidence TEXT NOT NULL, domain TEXT NOT NULL, related TEXT NOT NULL,
    pinyin TEXT NOT NULL, sought TEXT NOT NULL, reading TEXT NOT NULL, plain TEXT NOT NULL, initials TEXT NOT NULL
);
CREATE TABLE form (value TEXT NOT NULL, term $integer NOT NULL, PRIMARY KEY (value, term)) $keyed;
-- Who changed what: an act is an edit, an import or an undoing; a change is what it did to one concept. What a concept
-- was afterwards is what the next change found, or what it is now. Of a concept that was not there, nothing was before.
CREATE TABLE act (
    number $integer PRIMARY KEY, who TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL, undoes $integer NOT NULL
);
CREATE TABLE change (
    act $integer NOT NULL REFERENCES act (number), concept TEXT NOT NULL, version INTEGER NOT NULL,
    before TEXT NOT NULL, PRIMARY KEY (concept, version)
) $keyed;
