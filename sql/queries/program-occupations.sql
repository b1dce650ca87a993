/* ---
title: Occupations that a programme leads to
description: >
  The occupations that staff have linked to a programme, with what they noted, the job zone, and whether O*NET has
  rated their skills. Links to occupations that the live release lacks wait for review and are not listed. No rows:
  the programme is not known or has no links.
params:
  program: { min: 1, example: 1, doc: 'the programme''s number; query programs lists them' }
columns:
  local_title: what the programme calls it
  demand: local demand as staff judge it
  rated: whether it has skill ratings; without them it is missing from query program-profile
--- */
SELECT o.onetsoc_code,
       o.title,
       o.local_title,
       o.demand,
       o.sector,
       z.job_zone,
       EXISTS (SELECT FROM onet.essential_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS rated,
       po.note
FROM public.program p
JOIN public.program_occupation po ON po.program_id = p.program_id AND po.deleted_at IS NULL
JOIN app.occupation_profile o ON o.onetsoc_code = po.onet_code
LEFT JOIN onet.job_zones z ON z.onetsoc_code = o.onetsoc_code
WHERE p.program_id = :program AND p.deleted_at IS NULL
ORDER BY o.title, o.onetsoc_code
