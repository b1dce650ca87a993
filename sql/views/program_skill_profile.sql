/* ---
description: >
  What the occupations that a programme leads to ask for: one row for each programme, element and scale,
  over its linked occupations that are rated. Suppressed and not relevant ratings are left out.
columns:
  occupations: linked occupations with a usable rating of this element
  mean_value: unweighted mean of their data_value
  highest_value: the most that any of them asks for
--- */
SELECT p.program_id,
       p.name AS program,
       r.domain,
       r.element_id,
       r.element_name,
       r.scale_id,
       count(*) AS occupations,
       avg(r.data_value)::numeric(5,2) AS mean_value,
       min(r.data_value)::numeric(5,2) AS lowest_value,
       max(r.data_value)::numeric(5,2) AS highest_value
FROM public.program p
JOIN public.program_occupation po ON po.program_id = p.program_id AND po.deleted_at IS NULL
JOIN app.skill_rating r ON r.onetsoc_code = po.onet_code
WHERE p.deleted_at IS NULL AND NOT r.suppressed AND NOT r.irrelevant
GROUP BY p.program_id, p.name, r.domain, r.element_id, r.element_name, r.scale_id
