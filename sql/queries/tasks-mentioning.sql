/* ---
title: Tasks that mention something
description: >
  Tasks of all occupations whose text has every one of the given words, as a word or the beginning of one; upper and
  lower case are the same. To find who does a kind of work whatever the occupation is called. The words are taken as
  they are: no synonyms.
params:
  words: { minLength: 2, maxLength: 60, example: supervise staff, doc: what to look for }
  top: { min: 1, max: 1000, default: 100, doc: how many tasks to list }
columns:
  task_type: Core or Supplemental; NULL where O*NET has not judged
  importance: 1 to 5; NULL where the task is unrated or O*NET recommends to suppress the value
--- */
SELECT o.onetsoc_code,
       o.title,
       t.task_id,
       t.task,
       t.task_type,
       r.data_value AS importance
FROM onet.task_statements t
JOIN onet.occupation_data o ON o.onetsoc_code = t.onetsoc_code
LEFT JOIN onet.task_ratings r
  ON r.onetsoc_code = t.onetsoc_code AND r.task_id = t.task_id AND r.scale_id = 'IM'
  AND r.recommend_suppress IS DISTINCT FROM 'Y'
WHERE t.task ~* ALL (ARRAY(
  SELECT '\m' || regexp_replace(word, '(\W)', '\\\1', 'g') FROM unnest(string_to_array(btrim(:words), ' ')) word WHERE word <> ''
))
ORDER BY importance DESC NULLS LAST, o.onetsoc_code, t.task_id
LIMIT :top
