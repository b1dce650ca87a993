/* ---
title: Job zones
description: >
  The job zones in O*NET's words, with the number of occupations in each. From release 30.2 on zones 1 and 2 are one,
  called 2, so numbers by zone can't be compared across that release.
--- */
SELECT z.job_zone,
       z.name::text AS name,
       z.education::text AS education,
       z.experience::text AS experience,
       z.job_training::text AS job_training,
       z.svp_range,
       (SELECT count(*) FROM onet.job_zones j WHERE j.job_zone = z.job_zone)::integer AS occupations
FROM onet.job_zone_reference z
ORDER BY z.job_zone
