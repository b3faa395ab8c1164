-- What terms are found by: pg_trgm for words; for Chinese, whose shortest words it cannot see, pairs of characters.
CREATE INDEX term_concept ON term (concept);
CREATE INDEX term_sought ON term (sought COLLATE "C");
CREATE INDEX term_exact ON term USING hash (sought);
CREATE INDEX term_plain ON term USING hash (plain) WHERE plain <> '';
CREATE INDEX form_term ON form (term);
CREATE INDEX change_act ON change (act);
CREATE FUNCTION pairs (encoded TEXT) RETURNS TEXT[] LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE AS $body$
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
        SELECT part AS gram FROM unnest(string_to_array(encoded, '|')) AS part WHERE part <> ''
        UNION ALL
        SELECT part || lead(part) OVER (ORDER BY place)
        FROM unnest(string_to_array(encoded, '|')) WITH ORDINALITY AS every (part, place) WHERE part <> ''
    ) AS grams WHERE gram IS NOT NULL
$body$;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE INDEX term_pairs ON term USING gin (pairs (sought)) WHERE language = 'zh';
CREATE INDEX term_trigrams ON term USING gin (sought public.gin_trgm_ops, plain public.gin_trgm_ops, initials public.gin_trgm_ops);
