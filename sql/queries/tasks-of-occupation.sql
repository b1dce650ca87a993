/* ---
title: Tasks of an occupation
description: >
  What people in an occupation do, most important task first, with how they rated it. Importance (1 to 5) and
  relevance (percent of those asked who do the task at all) are different scales. The share who do it at least daily
  is the sum of three answers about frequency, and NULL where one of them is suppressed. Tasks without ratings are
  listed as unrated, with NULL: that says nothing about their importance. No rows: the occupation has no tasks.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  task_type: Core or Supplemental as O*NET judges by importance and relevance; NULL where it has not judged
  importance: NULL where the task is unrated or O*NET recommends to suppress the value
  relevance: likewise
  daily_percent: percent of those who do the task that do it daily or more often
  suppressed: O*NET recommends to suppress one of the values for low precision
--- */
SELECT t.task_id,
       t.task,
       t.task_type,
       r.importance::numeric(5,2) AS importance,
       r.importance_lower::numeric(7,4) AS importance_lower,
       r.importance_upper::numeric(7,4) AS importance_upper,
       r.relevance::numeric(5,2) AS relevance,
       r.daily_percent::numeric(5,2) AS daily_percent,
       r.task_id IS NOT NULL AS rated,
       coalesce(r.suppressed, false) AS suppressed,
       t.date_updated,
       t.domain_source
FROM onet.task_statements t
LEFT JOIN (
  SELECT task_id,
         max(data_value) FILTER (WHERE scale_id = 'IM' AND NOT flagged) AS importance,
         max(lower_ci_bound) FILTER (WHERE scale_id = 'IM' AND NOT flagged) AS importance_lower,
         max(upper_ci_bound) FILTER (WHERE scale_id = 'IM' AND NOT flagged) AS importance_upper,
         max(data_value) FILTER (WHERE scale_id = 'RT' AND NOT flagged) AS relevance,
         CASE WHEN NOT bool_or(flagged) FILTER (WHERE scale_id = 'FT' AND category >= 5)
              THEN sum(data_value) FILTER (WHERE scale_id = 'FT' AND category >= 5) END AS daily_percent,
         bool_or(flagged) AS suppressed
  FROM (
    SELECT *, recommend_suppress IS NOT DISTINCT FROM 'Y' AS flagged FROM onet.task_ratings WHERE onetsoc_code = :code
  ) f
  GROUP BY task_id
) r ON r.task_id = t.task_id
WHERE t.onetsoc_code = :code
ORDER BY r.importance DESC NULLS LAST, t.task_type NULLS LAST, t.task_id
