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
  steps: { optional: true, min: -4, max: 4, doc: 'job zones to go up at most; 0 stays in the zone or goes down' }
  top: { min: 1, max: 200, default: 20, doc: how many to list }
columns:
  distance: in standard deviations
  elements: elements that both have a usable rating of
  job_zone_change: job zones from the first occupation to this one
  education: level of education named most often by the people who were asked; NULL where that percentage is suppressed
  education_percent: percent of them who named it
--- */
WITH rating AS (
  SELECT onetsoc_code, title, element_id, CASE WHEN irrelevant THEN 0 ELSE data_value END::float8 AS value
  FROM app.skill_rating
  WHERE domain LIKE '%' || :domain AND scale_id = :scale AND (irrelevant OR NOT suppressed)
), spread AS (
  SELECT element_id, stddev_samp(value) AS deviation FROM rating GROUP BY element_id
), nearest AS (
  SELECT other.onetsoc_code,
         other.title,
         sqrt(avg(power((other.value - own.value) / spread.deviation, 2)))::numeric(6,3) AS distance,
         count(*)::integer AS elements,
         there.job_zone,
         (there.job_zone - here.job_zone)::integer AS job_zone_change
  FROM rating own
  JOIN spread ON spread.element_id = own.element_id AND spread.deviation > 0
  JOIN rating other ON other.element_id = own.element_id AND other.onetsoc_code <> own.onetsoc_code
  LEFT JOIN onet.job_zones here ON here.onetsoc_code = own.onetsoc_code
  LEFT JOIN onet.job_zones there ON there.onetsoc_code = other.onetsoc_code
  WHERE own.onetsoc_code = :code AND (:steps::integer IS NULL OR there.job_zone - here.job_zone <= :steps)
  GROUP BY other.onetsoc_code, other.title, there.job_zone, here.job_zone
  HAVING 2 * count(*) >= (SELECT count(*) FROM spread)
  ORDER BY distance, other.onetsoc_code
  LIMIT :top
)
SELECT n.onetsoc_code,
       n.title,
       n.distance,
       n.elements,
       n.job_zone,
       n.job_zone_change,
       e.category_description AS education,
       e.data_value AS education_percent
FROM nearest n
LEFT JOIN LATERAL (
  SELECT c.category_description, e.data_value, e.recommend_suppress
  FROM onet.education e
  JOIN onet.education_categories c
    ON c.element_id = e.element_id AND c.scale_id = e.scale_id AND c.category = e.category
  WHERE e.onetsoc_code = n.onetsoc_code AND e.scale_id IN ('RL', 'RQ')
  ORDER BY e.data_value DESC, e.scale_id, e.category
  LIMIT 1
) e ON e.recommend_suppress IS DISTINCT FROM 'Y' -- the next most frequent answer would mislead
ORDER BY n.distance, n.onetsoc_code
