/* ---
title: Ratings of the occupations of a programme
description: >
  The rating that each occupation of a programme has for each skill (or element of another domain), on one scale: what
  query program-profile is the mean of. Suppressed ratings and levels marked not relevant ("not needed") are listed
  with their flags: leave the first out and show the second as not needed. Linked occupations without ratings have no
  rows; query program-occupations names them.
params:
  program: { min: 1, example: 1, doc: 'the programme''s number; query programs lists them' }
  domain: { enum: [skill, knowledge, ability, work activity], default: skill }
  scale: { enum: [IM, LV], default: IM, doc: 'importance (IM, 1 to 5) or level (LV, 0 to 7)' }
columns:
  suppressed: O*NET recommends to suppress the value for low precision
  irrelevant: the level is marked not relevant for the occupation
--- */
SELECT r.onetsoc_code,
       r.title,
       r.domain,
       r.element_id,
       r.element_name,
       r.data_value,
       r.lower_ci_bound,
       r.upper_ci_bound,
       r.n,
       r.suppressed,
       r.irrelevant,
       r.domain_source
FROM public.program p
JOIN public.program_occupation po ON po.program_id = p.program_id AND po.deleted_at IS NULL
JOIN app.skill_rating r ON r.onetsoc_code = po.onet_code
WHERE p.program_id = :program AND p.deleted_at IS NULL AND r.domain LIKE '%' || :domain AND r.scale_id = :scale
ORDER BY r.title, r.onetsoc_code, r.element_id
