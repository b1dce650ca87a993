/* ---
title: Which occupations have data, and in what
description: >
  Every occupation of the release, and for each kind of data whether it has any. Occupations without ratings are
  unrated, which is neither low nor zero: most are residual ("All Other") or military, some are new. The rated ones of
  two kinds are not the same, so don't take one for the other.
columns:
  rated: true where it has ratings of skills
  kinds: how many of the listed kinds it has
--- */
SELECT o.onetsoc_code,
       o.title,
       c.*,
       (c.rated::integer + c.knowledge::integer + c.abilities::integer + c.work_activities::integer
        + c.work_context::integer + c.work_styles::integer + c.education::integer + c.interests::integer
        + c.tasks::integer + c.task_ratings::integer + c.job_zone::integer + c.software::integer) AS kinds
FROM onet.occupation_data o
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT FROM onet.essential_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS rated,
         EXISTS (SELECT FROM onet.knowledge k WHERE k.onetsoc_code = o.onetsoc_code) AS knowledge,
         EXISTS (SELECT FROM onet.abilities a WHERE a.onetsoc_code = o.onetsoc_code) AS abilities,
         EXISTS (SELECT FROM onet.work_activities w WHERE w.onetsoc_code = o.onetsoc_code) AS work_activities,
         EXISTS (SELECT FROM onet.work_context w WHERE w.onetsoc_code = o.onetsoc_code) AS work_context,
         EXISTS (SELECT FROM onet.work_styles w WHERE w.onetsoc_code = o.onetsoc_code) AS work_styles,
         EXISTS (SELECT FROM onet.education e WHERE e.onetsoc_code = o.onetsoc_code) AS education,
         EXISTS (SELECT FROM onet.career_interest_types i WHERE i.onetsoc_code = o.onetsoc_code) AS interests,
         EXISTS (SELECT FROM onet.task_statements t WHERE t.onetsoc_code = o.onetsoc_code) AS tasks,
         EXISTS (SELECT FROM onet.task_ratings t WHERE t.onetsoc_code = o.onetsoc_code) AS task_ratings,
         EXISTS (SELECT FROM onet.job_zones j WHERE j.onetsoc_code = o.onetsoc_code) AS job_zone,
         EXISTS (SELECT FROM onet.software_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS software
  OFFSET 0 -- or each would be looked up twice
) c
ORDER BY kinds, o.onetsoc_code
