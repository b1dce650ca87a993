/* ---
title: Related occupations
description: >
  The 20 occupations that O*NET names as related to one, closest first, with their job zones and whether their skills
  are rated. Relatedness has a direction: the second occupation's own list need not name the first.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  related_index: 1 is the closest
  mutual: true where its own list names this occupation as well
--- */
SELECT o.onetsoc_code,
       o.title,
       r.relatedness_tier,
       r.related_index,
       z.job_zone,
       EXISTS (
         SELECT FROM onet.related_occupations b
         WHERE b.onetsoc_code = r.related_onetsoc_code AND b.related_onetsoc_code = r.onetsoc_code
       ) AS mutual,
       EXISTS (SELECT FROM onet.essential_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS rated
FROM onet.related_occupations r
JOIN onet.occupation_data o ON o.onetsoc_code = r.related_onetsoc_code
LEFT JOIN onet.job_zones z ON z.onetsoc_code = o.onetsoc_code
WHERE r.onetsoc_code = :code
ORDER BY r.related_index, o.onetsoc_code
