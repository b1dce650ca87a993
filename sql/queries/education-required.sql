/* ---
title: Education that an occupation requires
description: >
  How the people who were asked answered what education a new hire needs: percent of answers for each level of
  education, lowest level first. The percentages of one scale add up to 100, but for rounding. Releases to 30.3 ask on
  scale RL; 31.0 adds scale RQ, whose levels 10 and 11 mean other degrees: never add or compare the two by number.
  Suppressed percentages are shown and flagged, since without them the rest would not add up. No rows: the occupation
  was not surveyed.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  percent: of the answers
  n: how many people answered
  suppressed: O*NET recommends to suppress the percentage for low precision
--- */
SELECT e.scale_id,
       e.category,
       c.category_description,
       e.data_value AS percent,
       e.lower_ci_bound,
       e.upper_ci_bound,
       e.n,
       e.recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed,
       e.date_updated,
       e.domain_source
FROM onet.education e
JOIN onet.education_categories c
  ON c.element_id = e.element_id AND c.scale_id = e.scale_id AND c.category = e.category
WHERE e.onetsoc_code = :code AND e.scale_id IN ('RL', 'RQ')
ORDER BY e.scale_id, e.category
