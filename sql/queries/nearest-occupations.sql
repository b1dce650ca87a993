/* ---
title: Nearest occupations by profile
description: >
  The rated occupations whose profile of skills (or of another domain) is most like that of one occupation. The
  difference in each element is divided by that element's standard deviation over all rated occupations, so that
  elements on which occupations differ widely don't outweigh the others; the distance is the root of the mean squared
  difference. 0 means the same profile; two occupations drawn at random are about 1.4 apart. Suppressed ratings are
  left out, a level marked not relevant counts as 0 ("not needed"). Occupations without ratings, or with fewer than
  half of the elements to compare, are not listed: that says nothing about how near they are.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
  domain: { enum: [skill, knowledge, ability, work activity], default: skill }
  scale: { enum: [IM, LV], default: IM, doc: 'importance (IM) or level (LV); a profile is of one of them, never of both' }
  top: { min: 1, max: 200, default: 20, doc: how many to list }
columns:
  distance: in standard deviations
  elements: elements that both have a usable rating of
--- */
WITH rating AS (
  SELECT onetsoc_code, title, element_id, CASE WHEN irrelevant THEN 0 ELSE data_value END::float8 AS value
  FROM app.skill_rating
  WHERE domain LIKE '%' || :domain AND scale_id = :scale AND (irrelevant OR NOT suppressed)
), spread AS (
  SELECT element_id, stddev_samp(value) AS deviation FROM rating GROUP BY element_id
)
SELECT other.onetsoc_code,
       other.title,
       sqrt(avg(power((other.value - own.value) / spread.deviation, 2)))::numeric(6,3) AS distance,
       count(*)::integer AS elements
FROM rating own
JOIN spread ON spread.element_id = own.element_id AND spread.deviation > 0
JOIN rating other ON other.element_id = own.element_id AND other.onetsoc_code <> own.onetsoc_code
WHERE own.onetsoc_code = :code
GROUP BY other.onetsoc_code, other.title
HAVING 2 * count(*) >= (SELECT count(*) FROM spread)
ORDER BY distance, other.onetsoc_code
LIMIT :top
