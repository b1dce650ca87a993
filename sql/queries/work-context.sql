/* ---
title: Work context of an occupation
description: >
  The physical and social conditions of the work: the mean answer to each question, and the answer that was given most
  often. Scale CX runs from 1 to 5 and CT from 1 to 3, and what the numbers mean differs from question to question, so
  compare occupations within a question, not questions with each other. Suppressed means are shown and flagged: don't
  chart them. Query work-context-answers has all answers to one question. No rows: the occupation is not rated.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  area: the part of work context that the question belongs to
  mean: mean of the answers on scale_id
  most_frequent: the answer given most often, in words; the lower one of two
  most_frequent_percent: percent of the people who gave it
  irrelevant: marked not relevant for the occupation
--- */
SELECT area.element_name AS area,
       w.element_id,
       e.element_name,
       w.scale_id,
       w.data_value AS mean,
       w.lower_ci_bound,
       w.upper_ci_bound,
       w.n,
       m.category_description AS most_frequent,
       m.data_value AS most_frequent_percent,
       w.recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed,
       w.not_relevant IS NOT DISTINCT FROM 'Y' AS irrelevant,
       w.date_updated,
       w.domain_source
FROM onet.work_context w
JOIN onet.content_model_reference e ON e.element_id = w.element_id
LEFT JOIN onet.content_model_reference area ON area.element_id = left(w.element_id, 5)
LEFT JOIN LATERAL (
  SELECT c.category_description, p.data_value
  FROM onet.work_context p
  JOIN onet.work_context_categories c
    ON c.element_id = p.element_id AND c.scale_id = p.scale_id AND c.category = p.category
  WHERE p.onetsoc_code = w.onetsoc_code AND p.element_id = w.element_id AND p.scale_id IN ('CXP', 'CTP')
  ORDER BY p.data_value DESC, p.category
  LIMIT 1
) m ON true
WHERE w.onetsoc_code = :code AND w.scale_id IN ('CX', 'CT')
ORDER BY w.element_id, w.scale_id
