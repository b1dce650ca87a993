/* ---
title: Profiles of several occupations side by side
description: >
  Ratings of several occupations in one domain and on one scale, one row for each occupation and element, ready to be
  drawn as a heat map or parallel lines. Suppressed ratings and levels marked not relevant ("not needed") are listed
  with their flags: leave the first out of charts and show the second as not needed. Unrated occupations have no rows.
params:
  codes: { example: [31-1131.00, 29-1141.00, 43-4051.00], maxItems: 50, doc: O*NET-SOC codes }
  domain: { enum: [skill, knowledge, ability, work activity], default: skill }
  scale: { enum: [IM, LV], default: IM, doc: 'importance (IM, 1 to 5) or level (LV, 0 to 7)' }
columns:
  suppressed: O*NET recommends to suppress the value for low precision
  irrelevant: the level is marked not relevant for the occupation
--- */
SELECT onetsoc_code,
       title,
       domain,
       element_id,
       element_name,
       data_value,
       lower_ci_bound,
       upper_ci_bound,
       n,
       suppressed,
       irrelevant,
       domain_source
FROM app.skill_rating
WHERE onetsoc_code = ANY (:codes) AND domain LIKE '%' || :domain AND scale_id = :scale
ORDER BY onetsoc_code, element_id
