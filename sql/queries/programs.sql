/* ---
title: Programmes
description: >
  The programmes that staff have entered, with the number of occupations that each leads to and how many of these have
  skill ratings in the live release. What was removed is left out. No rows: no programmes have been entered.
columns:
  occupations: occupations that it leads to
  rated: of these, occupations with skill ratings
--- */
SELECT p.program_id,
       p.name AS program,
       p.credential,
       p.cip_code,
       i.name AS institution,
       i.place,
       s.name AS sector,
       count(po.onet_code)::integer AS occupations,
       count(po.onet_code) FILTER (
         WHERE EXISTS (SELECT FROM onet.essential_skills e WHERE e.onetsoc_code = po.onet_code)
       )::integer AS rated
FROM public.program p
JOIN public.institution i ON i.institution_id = p.institution_id
LEFT JOIN public.sector s ON s.sector_id = p.sector_id
LEFT JOIN public.program_occupation po ON po.program_id = p.program_id AND po.deleted_at IS NULL
WHERE p.deleted_at IS NULL
GROUP BY p.program_id, i.institution_id, s.sector_id
ORDER BY i.name, p.name, p.program_id
