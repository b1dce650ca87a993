/* ---
title: Occupations that use a software
description: >
  Occupations for which O*NET lists a software or technology whose name contains the given text; upper and lower case
  are the same. Those that ask for it in their job postings come first. What is not listed may be used all the same.
params:
  software: { minLength: 1, maxLength: 150, example: Microsoft Excel, doc: 'name or part of it, e.g. Python' }
  exact: { default: false, doc: 'only what is called exactly so: "R" is in most names' }
columns:
  hot_technology: true where job postings of all occupations ask for it often
  in_demand: true where job postings of this very occupation ask for it often; NULL before release 27.1
--- */
-- nullif() says that a column may be NULL, which only some releases say of it.
SELECT o.onetsoc_code,
       o.title,
       s.workplace_example,
       s.hot_technology = 'Y' AS hot_technology,
       nullif(s.in_demand, '') = 'Y' AS in_demand
FROM onet.software_skills s
JOIN onet.occupation_data o ON o.onetsoc_code = s.onetsoc_code
WHERE CASE WHEN :exact THEN s.workplace_example = :software
           ELSE strpos(lower(s.workplace_example), lower(:software)) > 0 END
ORDER BY in_demand DESC NULLS LAST, s.workplace_example, o.title, o.onetsoc_code
