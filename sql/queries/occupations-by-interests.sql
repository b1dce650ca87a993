/* ---
title: Occupations that fit a person's interests
description: >
  Occupations whose six RIASEC scores are shaped most like those of a person, by Pearson's correlation of the two
  profiles: 1 is the same shape, 0 none, -1 the opposite. It compares shapes, so the person's scores may be on any
  scale, such as the Interest Profiler's 0 to 40, as long as all six are on the same one. Six equal scores have no
  shape and find nothing. Only occupational interest scores (OI) are used: high points (IH) are codes, never numbers
  to reckon with. Occupations without interest scores are not listed.
params:
  realistic: { min: 0, max: 100, example: 8 }
  investigative: { min: 0, max: 100, example: 25 }
  artistic: { min: 0, max: 100, example: 15 }
  social: { min: 0, max: 100, example: 33 }
  enterprising: { min: 0, max: 100, example: 18 }
  conventional: { min: 0, max: 100, example: 12 }
  zone: { optional: true, min: 1, max: 5, doc: only occupations of this job zone }
  top: { min: 1, max: 1100, default: 30, doc: how many to list }
columns:
  correlation: of the person's six scores with the occupation's
  realistic: the occupation's own score, 1 to 7
--- */
WITH person (element_id, score) AS (
  VALUES ('1.B.1.a', :realistic::float8), ('1.B.1.b', :investigative::float8), ('1.B.1.c', :artistic::float8),
         ('1.B.1.d', :social::float8), ('1.B.1.e', :enterprising::float8), ('1.B.1.f', :conventional::float8)
)
SELECT o.onetsoc_code,
       o.title,
       z.job_zone,
       corr(i.data_value, p.score)::numeric(4,3) AS correlation,
       max(i.data_value) FILTER (WHERE i.element_id = '1.B.1.a')::numeric(5,2) AS realistic,
       max(i.data_value) FILTER (WHERE i.element_id = '1.B.1.b')::numeric(5,2) AS investigative,
       max(i.data_value) FILTER (WHERE i.element_id = '1.B.1.c')::numeric(5,2) AS artistic,
       max(i.data_value) FILTER (WHERE i.element_id = '1.B.1.d')::numeric(5,2) AS social,
       max(i.data_value) FILTER (WHERE i.element_id = '1.B.1.e')::numeric(5,2) AS enterprising,
       max(i.data_value) FILTER (WHERE i.element_id = '1.B.1.f')::numeric(5,2) AS conventional
FROM person p
JOIN onet.career_interest_types i ON i.element_id = p.element_id AND i.scale_id = 'OI'
JOIN onet.occupation_data o ON o.onetsoc_code = i.onetsoc_code
LEFT JOIN onet.job_zones z ON z.onetsoc_code = o.onetsoc_code
WHERE :zone::numeric IS NULL OR z.job_zone = :zone
GROUP BY o.onetsoc_code, o.title, z.job_zone
HAVING count(*) = 6 AND corr(i.data_value, p.score) IS NOT NULL
ORDER BY correlation DESC, o.onetsoc_code
LIMIT :top
