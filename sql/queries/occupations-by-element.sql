/* ---
title: Occupations that ask most for one element
description: >
  Rated occupations by the importance or level of one skill, kind of knowledge, ability or work activity, highest
  first. Ratings that O*NET recommends to suppress and levels marked not relevant are left out, and unrated
  occupations can't be listed: absence is not a low rating. Neighbours whose bounds overlap are not surely in this
  order.
params:
  element: { pattern: '^[124]\.\w+(\.\w+)*$', example: 2.B.1.a, doc: 'element id; query elements finds it' }
  scale: { enum: [IM, LV], default: IM, doc: 'importance (IM, 1 to 5) or level (LV, 0 to 7)' }
  top: { min: 1, max: 1100, default: 50, doc: how many to list }
columns:
  place: 1 is the highest; equal values share a place
  job_zone: NULL where it has none
--- */
SELECT (rank() OVER (ORDER BY r.data_value DESC))::integer AS place,
       r.onetsoc_code,
       r.title,
       z.job_zone,
       r.data_value,
       r.lower_ci_bound,
       r.upper_ci_bound,
       r.n,
       r.domain_source
FROM app.skill_rating r
LEFT JOIN onet.job_zones z ON z.onetsoc_code = r.onetsoc_code
WHERE r.element_id = :element AND r.scale_id = :scale AND NOT r.suppressed AND NOT r.irrelevant
ORDER BY r.data_value DESC, r.onetsoc_code
LIMIT :top
