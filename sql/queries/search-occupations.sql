/* ---
title: Search for an occupation by any of its titles
description: >
  Occupations with a title like the given words, best match first. It looks through the occupations' own titles, the
  job titles (called alternate titles until 30.2) and the titles that job holders reported. Upper and lower case,
  punctuation and a plural s make no difference. Every word must begin a word of the title: "regis nurs" finds
  registered nurses. Where no title has them all, each word is read as the words most similar to it (three-letter
  groups in common) in occupations' own and reported titles, which forgives typing errors.
params:
  words: { minLength: 2, maxLength: 60, example: software developers, doc: what to look for }
  top: { min: 1, max: 200, default: 20, doc: how many occupations to list }
columns:
  matched_title: the best of its titles that match
  matched_in: whose title that is, "occupation", "job title" or "reported title"
  match: >
    "exact", the whole title; "beginning", the title begins so; "words", each word begins a word of the title;
    "similar", the words were read as similar ones
  titles: how many of its titles match
  similarity: 1 unless the match is "similar"; then the mean similarity of the words, 0 to 1
--- */
WITH text AS (
  SELECT regexp_replace(btrim(regexp_replace(lower(:words), '[^[:alnum:]+#]+', ' ', 'g')), '(\w\w[^s])s$', '\1') AS text
), word AS (
  SELECT place, word, '\m' || replace(word, '+', '\+') AS pattern,
         ARRAY(SELECT substr('  ' || word || ' ', i, 3) FROM generate_series(1, length(word) + 1) i) AS triples
  FROM (
    SELECT place, regexp_replace(w, '(\w\w[^s])s$', '\1') AS word
    FROM text CROSS JOIN unnest(string_to_array(text, ' ')) WITH ORDINALITY AS t (w, place)
    WHERE w <> ''
  ) w
), title AS NOT MATERIALIZED (
  SELECT onetsoc_code, title, 1 AS place, 'occupation' AS matched_in FROM onet.occupation_data
  UNION ALL
  SELECT onetsoc_code, job_title, 2, 'job title' FROM onet.job_titles
  UNION ALL
  SELECT onetsoc_code, reported_job_title, 3, 'reported title' FROM onet.sample_of_reported_titles
), found AS (
  SELECT t.*,
         CASE WHEN n.text IN (w.text, w.text || 's') THEN 1
              WHEN starts_with(n.text, w.text) THEN 2
              ELSE 3 END AS kind,
         1.0 AS similarity
  FROM title t
  CROSS JOIN text w
  CROSS JOIN LATERAL (SELECT btrim(regexp_replace(lower(t.title), '[^[:alnum:]+#]+', ' ', 'g')) AS text) n
  WHERE EXISTS (SELECT FROM word) AND t.title ~* ALL (ARRAY(SELECT pattern FROM word))
), vocabulary AS (
  SELECT DISTINCT btrim(unnest(string_to_array(lower(title), ' ')), ',.()"''') AS word
  FROM title
  WHERE place <> 2
), similar_word AS (
  SELECT w.place, s.word, '\m' || regexp_replace(s.word, '(\W)', '\\\1', 'g') AS pattern, s.similarity
  FROM word w
  CROSS JOIN LATERAL (
    SELECT v.word, shared / (length(w.word) + length(v.word) + 2 - shared) AS similarity
    FROM vocabulary v
    CROSS JOIN LATERAL (
      SELECT count(*)::numeric AS shared FROM unnest(w.triples) three WHERE strpos('  ' || v.word || ' ', three) > 0
    ) c
    ORDER BY similarity DESC, v.word
    LIMIT 6
  ) s
  WHERE s.similarity >= 0.3 AND NOT EXISTS (SELECT FROM found)
), alike AS (
  SELECT t.*, 4 AS kind, s.similarity, max(s.similarity) OVER () AS best
  FROM title t
  CROSS JOIN LATERAL (
    SELECT sum(best) / (SELECT count(*) FROM word) AS similarity
    FROM (SELECT max(similarity) AS best FROM similar_word WHERE t.title ~* pattern GROUP BY place) b
  ) s
  WHERE EXISTS (SELECT FROM similar_word)
    AND lower(t.title) LIKE ANY (ARRAY(SELECT '%' || word || '%' FROM similar_word))
)
SELECT o.onetsoc_code,
       o.title,
       best.title AS matched_title,
       best.matched_in,
       CASE best.kind WHEN 1 THEN 'exact' WHEN 2 THEN 'beginning' WHEN 3 THEN 'words' ELSE 'similar' END AS match,
       best.titles,
       best.similarity::numeric(3,2) AS similarity
FROM (
  SELECT DISTINCT ON (onetsoc_code) *, count(*) OVER (PARTITION BY onetsoc_code)::integer AS titles
  FROM (
    SELECT * FROM found
    UNION ALL
    SELECT onetsoc_code, title, place, matched_in, kind, similarity FROM alike WHERE similarity > 0.7 * best
  ) m
  ORDER BY onetsoc_code, similarity DESC, kind, place, length(title), title
) best
JOIN onet.occupation_data o ON o.onetsoc_code = best.onetsoc_code
ORDER BY best.similarity DESC, best.kind, best.place > 1, best.titles DESC, o.onetsoc_code
LIMIT :top
