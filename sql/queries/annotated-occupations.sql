/* ---
title: Annotated occupations by sector
description: >
  The occupations that staff have annotated, by sector: local title, demand, note, and who changed them last.
  Annotations of occupations that the live release lacks wait for review and are not listed. No rows: nothing is
  annotated.
params:
  sector: { optional: true, maxLength: 200, doc: 'name of a sector, to list only its occupations' }
  demand: { optional: true, enum: [low, medium, high], doc: only occupations with this local demand }
columns:
  local_title: what the programme calls it
  demand: local demand as staff judge it
  rated: whether O*NET has rated its skills
  programs: programmes that lead to it
--- */
SELECT o.sector,
       o.onetsoc_code,
       o.title,
       o.local_title,
       o.demand,
       z.job_zone,
       EXISTS (SELECT FROM onet.essential_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS rated,
       (
         SELECT count(*)
         FROM public.program_occupation po
         JOIN public.program p ON p.program_id = po.program_id AND p.deleted_at IS NULL
         WHERE po.onet_code = o.onetsoc_code AND po.deleted_at IS NULL
       )::integer AS programs,
       o.note,
       o.updated_by,
       o.updated_at
FROM app.occupation_profile o
LEFT JOIN onet.job_zones z ON z.onetsoc_code = o.onetsoc_code
WHERE o.annotated
  AND (:sector::text IS NULL OR o.sector = :sector)
  AND (:demand::text IS NULL OR o.demand = :demand)
ORDER BY o.sector NULLS LAST, o.title, o.onetsoc_code
