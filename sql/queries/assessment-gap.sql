/* ---
title: Self-ratings against an occupation
description: >
  Compares a person's own ratings of skills on the level scale (0 to 7) with the levels that an occupation asks for.
  The ratings are given as two lists in the same order; self-assessments that are stored are private and not read
  here. Every skill of the occupation is listed, so that what the person has not rated is seen to be missing rather
  than zero; without the lists nothing is rated. A positive gap means that the occupation asks for more. No gap is given where O*NET recommends to
  suppress the level or marks it not relevant ("not needed"). People judge themselves by another yardstick than
  O*NET's analysts do: read a gap as a prompt to talk, not as a measurement. No rows: the occupation is not rated.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code of the occupation aimed at }
  elements: { optional: true, example: [2.A.1.a, 2.A.1.b, 2.B.1.a], maxItems: 35, doc: element ids of the skills that the person rated }
  ratings: { optional: true, example: [3, 4.5, 2], maxItems: 35, doc: 'the ratings, 0 to 7, in the order of elements' }
columns:
  wording: the skill in words for high-school readers, where staff have written them
  self_rating: NULL where the person has not rated the skill
  within_bounds: >
    true where the self-rating lies between the bounds of the level, so that the gap may be chance; NULL without
    bounds
--- */
SELECT r.domain,
       r.element_id,
       r.element_name,
       h.task_statement AS wording,
       s.rating::numeric(3,2) AS self_rating,
       r.data_value AS level,
       r.lower_ci_bound AS level_lower,
       r.upper_ci_bound AS level_upper,
       CASE WHEN NOT r.suppressed AND NOT r.irrelevant THEN r.data_value - s.rating END::numeric(5,2) AS gap,
       s.rating BETWEEN r.lower_ci_bound AND r.upper_ci_bound AS within_bounds,
       r.suppressed,
       r.irrelevant
FROM app.skill_rating r
LEFT JOIN unnest(:elements::text[], :ratings::numeric[]) AS s (element_id, rating) ON s.element_id = r.element_id
LEFT JOIN public.hs_skill h ON h.onet_element_id = r.element_id AND h.deleted_at IS NULL
WHERE r.domain LIKE '%skill' AND r.scale_id = 'LV' AND r.onetsoc_code = :code
ORDER BY gap DESC NULLS LAST, r.element_id
