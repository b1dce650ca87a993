/* ---
title: An occupation in one row
description: >
  What a release says about an occupation at a glance: description, job zone, interests, the education most often
  named, how much of the rest there is, and what staff noted. NULL means that there are no data; a count of 0, that
  O*NET lists none.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  interests: names of its interest high points, first to third
  education: level of education named most often by the people who were asked; NULL where that percentage is suppressed
  education_percent: percent of them who named it
  education_scale: RL, or from release 31.0 on RQ
  rated: true where it has skill ratings
  rated_on: date of the latest skill rating
  in_demand_software: software that job postings of this occupation ask for often
  annotated: true where staff have annotated it
--- */
SELECT o.onetsoc_code,
       o.title,
       o.description,
       z.job_zone,
       zr.name::text AS job_zone_name,
       zr.svp_range,
       (
         SELECT string_agg(e.element_name, ', ' ORDER BY h.element_id)
         FROM onet.career_interest_types h
         JOIN onet.content_model_reference e ON e.element_id = '1.B.1.' || chr(96 + h.data_value::integer)
         WHERE h.onetsoc_code = o.onetsoc_code AND h.scale_id = 'IH' AND h.data_value > 0
       ) AS interests,
       ed.category_description AS education,
       ed.data_value AS education_percent,
       ed.scale_id AS education_scale,
       s.rated_on IS NOT NULL AS rated,
       s.rated_on,
       (SELECT count(*) FROM onet.task_statements t WHERE t.onetsoc_code = o.onetsoc_code)::integer AS tasks,
       (SELECT count(*) FROM onet.emerging_tasks t WHERE t.onetsoc_code = o.onetsoc_code)::integer AS emerging_tasks,
       (SELECT count(*) FROM onet.software_skills t WHERE t.onetsoc_code = o.onetsoc_code)::integer AS software,
       (
         SELECT count(*) FROM onet.software_skills t WHERE t.onetsoc_code = o.onetsoc_code AND t.in_demand = 'Y'
       )::integer AS in_demand_software,
       (SELECT count(*) FROM onet.job_titles t WHERE t.onetsoc_code = o.onetsoc_code)::integer AS job_titles,
       o.annotated,
       o.local_title,
       o.demand,
       o.sector,
       o.note
FROM app.occupation_profile o
LEFT JOIN onet.job_zones z ON z.onetsoc_code = o.onetsoc_code
LEFT JOIN onet.job_zone_reference zr ON zr.job_zone = z.job_zone
CROSS JOIN LATERAL (
  SELECT max(date_updated) AS rated_on
  FROM app.skill_rating r
  WHERE r.onetsoc_code = o.onetsoc_code AND r.domain LIKE '%skill'
) s
LEFT JOIN LATERAL (
  SELECT c.category_description, e.data_value, e.scale_id, e.recommend_suppress
  FROM onet.education e
  JOIN onet.education_categories c
    ON c.element_id = e.element_id AND c.scale_id = e.scale_id AND c.category = e.category
  WHERE e.onetsoc_code = o.onetsoc_code AND e.scale_id IN ('RL', 'RQ')
  ORDER BY e.data_value DESC, e.scale_id, e.category
  LIMIT 1
) ed ON ed.recommend_suppress IS DISTINCT FROM 'Y' -- the next most frequent answer would mislead
WHERE o.onetsoc_code = :code
