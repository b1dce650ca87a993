/* ---
title: Skill gap between two occupations
description: >
  Level or importance of each skill in two occupations, and the difference. A positive gap means that the
  target asks for more. A gap is only given where both ratings can be relied on.
params:
  from: { pattern: '^\d\d-\d{4}\.\d\d$', example: '43-4051.00', doc: O*NET-SOC code of the occupation held now }
  to: { pattern: '^\d\d-\d{4}\.\d\d$', example: '11-2022.00', doc: O*NET-SOC code of the occupation aimed at }
  scale: { enum: [LV, IM], default: LV, doc: 'level (LV, 0 to 7) or importance (IM, 1 to 5)' }
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
       (b.data_value - a.data_value)::numeric(5,2) AS gap,
       a.suppressed OR b.suppressed AS suppressed,
       a.irrelevant AS from_irrelevant,
       b.irrelevant AS to_irrelevant
FROM rated b
JOIN rated a ON a.element_id = b.element_id AND a.onetsoc_code = :from
JOIN onet.content_model_reference e ON e.element_id = b.element_id
WHERE b.onetsoc_code = :to
ORDER BY abs(b.data_value - a.data_value) DESC, e.element_id
