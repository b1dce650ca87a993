/* ---
title: Training and experience that an occupation requires
description: >
  Percent of answers for each amount of related work experience (scale RW), of training in a classroom or plant (PT)
  and of training on the job (OJ), shortest first. The percentages of one scale add up to 100, but for rounding; the
  three are different questions. Suppressed percentages are shown and flagged, since without them the rest would not
  add up. No rows: the occupation was not surveyed.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  percent: of the answers
  n: how many people answered
  suppressed: O*NET recommends to suppress the percentage for low precision
--- */
SELECT t.element_id,
       e.element_name,
       t.scale_id,
       t.category,
       c.category_description,
       t.data_value AS percent,
       t.lower_ci_bound,
       t.upper_ci_bound,
       t.n,
       t.recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed,
       t.date_updated,
       t.domain_source
FROM onet.training_and_experience t
JOIN onet.training_and_experience_categories c
  ON c.element_id = t.element_id AND c.scale_id = t.scale_id AND c.category = t.category
JOIN onet.content_model_reference e ON e.element_id = t.element_id
WHERE t.onetsoc_code = :code
ORDER BY t.element_id, t.scale_id, t.category
