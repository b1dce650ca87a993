/* ---
title: Next steps up the job zones
description: >
  Related occupations that need more preparation than an occupation does: one job zone higher, or as many as asked
  for. Job zones run from 1 (little preparation) to 5 (extensive); from release 30.2 on zones 1 and 2 are one, called
  2. O*NET lists 20 related occupations for each, so an occupation that is not here may still be a next step.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '43-4051.00', doc: O*NET-SOC code of the occupation held now }
  steps: { min: -4, max: 4, default: 1, doc: 'zones to go up; 0 stays in the zone, -1 goes down' }
columns:
  related_index: 1 is the most closely related
  preparation: education that occupations of its zone usually need, in O*NET's words
--- */
SELECT o.onetsoc_code,
       o.title,
       there.job_zone,
       z.name::text AS job_zone_name,
       z.education::text AS preparation,
       r.relatedness_tier,
       r.related_index
FROM onet.job_zones here
JOIN onet.related_occupations r ON r.onetsoc_code = here.onetsoc_code
JOIN onet.job_zones there ON there.onetsoc_code = r.related_onetsoc_code
JOIN onet.job_zone_reference z ON z.job_zone = there.job_zone
JOIN onet.occupation_data o ON o.onetsoc_code = there.onetsoc_code
WHERE here.onetsoc_code = :code AND there.job_zone = here.job_zone + :steps
ORDER BY r.related_index, o.onetsoc_code
