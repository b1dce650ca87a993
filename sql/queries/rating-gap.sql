/* ---
title: Gap in knowledge, abilities or work activities between two occupations
description: >
  What query skill-gap does for skills, for the other three rated domains. A positive gap means that the target asks
  for more. A gap is only given where both ratings can be relied on: not where O*NET recommends to suppress one of
  them, nor where a level is marked not relevant, which means "not needed". Look at the sources: ratings of
  incumbents, experts and analysts differ in more than the occupation. No rows: one of the two is not rated in this
  domain.
params:
  from: { pattern: '^\d\d-\d{4}\.\d\d$', example: '31-1131.00', doc: O*NET-SOC code of the occupation held now }
  to: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code of the occupation aimed at }
  domain: { enum: [knowledge, ability, work activity], default: knowledge }
  scale: { enum: [LV, IM], default: LV, doc: 'level (LV, 0 to 7) or importance (IM, 1 to 5)' }
columns:
  gap_lower: >
    lower bound of the gap's 95 % interval, from the published bounds of both ratings (Zou and Donner's method); NULL
    where a bound is not published, as for all ratings by occupational experts
  gap_upper: its upper bound
  suppressed: O*NET recommends to suppress one of the two for low precision
  from_irrelevant: the level is marked not relevant for the occupation held now
--- */
SELECT b.element_id,
       b.element_name,
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
       b.irrelevant AS to_irrelevant,
       a.domain_source AS from_source,
       b.domain_source AS to_source
FROM app.skill_rating b
JOIN app.skill_rating a ON a.element_id = b.element_id AND a.domain = :domain AND a.scale_id = :scale AND a.onetsoc_code = :from
CROSS JOIN LATERAL (
  SELECT CASE WHEN NOT (a.suppressed OR b.suppressed OR a.irrelevant OR b.irrelevant)
              THEN b.data_value - a.data_value END::numeric(5,2) AS gap
) d
WHERE b.domain = :domain AND b.scale_id = :scale AND b.onetsoc_code = :to
ORDER BY abs(d.gap) DESC NULLS LAST, b.element_id
