/* ---
title: Skill gap between two occupations
description: >
  Level or importance of each skill in two occupations, and the difference. A positive gap means that the target asks
  for more. A gap is only given where both ratings can be relied on: not where O*NET recommends to suppress one of
  them, nor where a level is marked not relevant, which means "not needed". An interval of the gap that does not
  include 0 is more than chance. No rows: one of the two is not rated.
params:
  from: { pattern: '^\d\d-\d{4}\.\d\d$', example: '31-1131.00', doc: O*NET-SOC code of the occupation held now }
  to: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code of the occupation aimed at }
  scale: { enum: [LV, IM], default: LV, doc: 'level (LV, 0 to 7) or importance (IM, 1 to 5)' }
columns:
  gap_lower: >
    lower bound of the gap's 95 % interval, from the published bounds of both ratings (Zou and Donner's method, which
    allows for asymmetric bounds and takes the two ratings for independent); NULL where a bound is not published
  gap_upper: its upper bound
  suppressed: O*NET recommends to suppress one of the two for low precision
  from_irrelevant: the level is marked not relevant for the occupation held now
--- */
WITH rated AS (
  SELECT onetsoc_code, element_id, data_value, lower_ci_bound, upper_ci_bound,
         recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed,
         not_relevant IS NOT DISTINCT FROM 'Y' AS irrelevant
  FROM onet.essential_skills
  WHERE onetsoc_code IN (:from, :to) AND scale_id = :scale
  UNION ALL
  SELECT onetsoc_code, element_id, data_value, lower_ci_bound, upper_ci_bound,
         recommend_suppress IS NOT DISTINCT FROM 'Y',
         not_relevant IS NOT DISTINCT FROM 'Y'
  FROM onet.transferable_skills
  WHERE onetsoc_code IN (:from, :to) AND scale_id = :scale
)
SELECT e.element_id,
       e.element_name,
       a.data_value AS from_value,
       a.lower_ci_bound AS from_lower,
       a.upper_ci_bound AS from_upper,
       b.data_value AS to_value,
       b.lower_ci_bound AS to_lower,
       b.upper_ci_bound AS to_upper,
       d.gap,
       (d.gap - sqrt((b.data_value - b.lower_ci_bound) ^ 2 + (a.upper_ci_bound - a.data_value) ^ 2))::numeric(5,2) AS gap_lower,
       (d.gap + sqrt((b.upper_ci_bound - b.data_value) ^ 2 + (a.data_value - a.lower_ci_bound) ^ 2))::numeric(5,2) AS gap_upper,
       a.suppressed OR b.suppressed AS suppressed,
       a.irrelevant AS from_irrelevant,
       b.irrelevant AS to_irrelevant
FROM rated b
JOIN rated a ON a.element_id = b.element_id AND a.onetsoc_code = :from
JOIN onet.content_model_reference e ON e.element_id = b.element_id
CROSS JOIN LATERAL (
  SELECT CASE WHEN NOT (a.suppressed OR b.suppressed OR a.irrelevant OR b.irrelevant)
              THEN b.data_value - a.data_value END::numeric(5,2) AS gap
) d
WHERE b.onetsoc_code = :to
ORDER BY abs(d.gap) DESC NULLS LAST, e.element_id
