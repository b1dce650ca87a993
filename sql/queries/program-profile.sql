/* ---
title: What the occupations of a programme ask for
description: >
  For each skill (or element of another domain): the unweighted mean, lowest and highest rating over the occupations
  that a programme leads to, against the mean over all rated occupations. Elements on which the programme's
  occupations stand out come first. Suppressed ratings and levels marked not relevant are left out on both sides, so
  look at how many occupations a mean is of. Linked occupations without ratings are left out too; query
  program-occupations names them. No rows: the programme is not known or none of its occupations is rated.
params:
  program: { min: 1, example: 1, doc: 'the programme''s number; query programs lists them' }
  domain: { enum: [skill, knowledge, ability, work activity], default: skill }
  scale: { enum: [LV, IM], default: LV, doc: 'level (LV, 0 to 7) or importance (IM, 1 to 5)' }
columns:
  linked: occupations that the programme leads to, rated or not
  occupations: of these, occupations with a usable rating of the element
  mean_value: their unweighted mean
  all_mean_value: unweighted mean over all occupations with a usable rating
  difference: mean_value less all_mean_value
--- */
SELECT p.domain,
       p.element_id,
       p.element_name,
       (
         SELECT count(*) FROM public.program_occupation po WHERE po.program_id = p.program_id AND po.deleted_at IS NULL
       )::integer AS linked,
       p.occupations::integer AS occupations,
       p.mean_value,
       p.lowest_value,
       p.highest_value,
       a.mean_value::numeric(5,2) AS all_mean_value,
       (p.mean_value - a.mean_value)::numeric(5,2) AS difference
FROM app.program_skill_profile p
JOIN (
  SELECT element_id, avg(data_value) AS mean_value
  FROM app.skill_rating
  WHERE domain LIKE '%' || :domain AND scale_id = :scale AND NOT suppressed AND NOT irrelevant
  GROUP BY element_id
) a ON a.element_id = p.element_id
WHERE p.program_id = :program AND p.domain LIKE '%' || :domain AND p.scale_id = :scale
ORDER BY difference DESC, p.element_id
