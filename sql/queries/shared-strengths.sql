/* ---
title: Where an occupation's strongest skills are asked for
description: >
  An occupation's strengths are those skills that are important in it (importance 3 or more) and stand out most
  against all rated occupations (in standard deviations of importance). For every other rated occupation: how many of
  these strengths are important there too, and for how many of them the level that it asks for is already reached.
  Importance and level are looked at one by one and never mixed. Suppressed ratings are left out. Occupations that are
  not rated are not listed.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '31-1131.00', doc: O*NET-SOC code of the occupation held now }
  strengths: { min: 1, max: 35, default: 10, doc: how many of its strongest skills to look for }
  top: { min: 1, max: 1100, default: 50, doc: how many occupations to list }
columns:
  strengths: how many strengths were looked for; fewer than asked for where fewer are important
  asked_for: strengths that are important in this occupation too
  level_reached: of these, how many are asked for at no higher level than the occupation held now has
  skills: names of the strengths that are asked for, strongest first
  mean_importance: mean importance, in this occupation, of the strengths that are asked for
--- */
WITH importance AS (
  SELECT onetsoc_code, title, element_id, element_name, data_value
  FROM app.skill_rating
  WHERE domain LIKE '%skill' AND scale_id = 'IM' AND NOT suppressed
), level AS (
  SELECT onetsoc_code, element_id, data_value
  FROM app.skill_rating
  WHERE domain LIKE '%skill' AND scale_id = 'LV' AND NOT suppressed AND NOT irrelevant
), strength AS (
  SELECT i.element_id, i.element_name,
         row_number() OVER (ORDER BY (i.data_value - u.mean) / u.deviation DESC, i.element_id) AS place
  FROM importance i
  JOIN (
    SELECT element_id, avg(data_value) AS mean, stddev_samp(data_value) AS deviation FROM importance GROUP BY element_id
  ) u ON u.element_id = i.element_id AND u.deviation > 0
  WHERE i.onetsoc_code = :code AND i.data_value >= 3
  ORDER BY place
  LIMIT :strengths
)
SELECT i.onetsoc_code,
       i.title,
       (SELECT count(*) FROM strength)::integer AS strengths,
       count(*)::integer AS asked_for,
       count(*) FILTER (WHERE there.data_value <= here.data_value)::integer AS level_reached,
       string_agg(s.element_name, '; ' ORDER BY s.place) AS skills,
       avg(i.data_value)::numeric(5,2) AS mean_importance
FROM strength s
JOIN importance i ON i.element_id = s.element_id AND i.data_value >= 3 AND i.onetsoc_code <> :code
LEFT JOIN level there ON there.element_id = s.element_id AND there.onetsoc_code = i.onetsoc_code
LEFT JOIN level here ON here.element_id = s.element_id AND here.onetsoc_code = :code
GROUP BY i.onetsoc_code, i.title
ORDER BY asked_for DESC, mean_importance DESC, i.onetsoc_code
LIMIT :top
