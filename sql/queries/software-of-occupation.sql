/* ---
title: Software used in an occupation
description: >
  The software and technologies that O*NET lists for an occupation; those in demand come first, then hot technologies.
  A list, not a measurement: what is not on it may be used all the same. The category is only known from release 30.3
  on.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '15-1252.00', doc: O*NET-SOC code }
columns:
  category: kind of software in the content model; NULL before release 30.3
  hot_technology: true where job postings of all occupations ask for it often
  in_demand: true where job postings of this very occupation ask for it often; NULL before release 27.1
--- */
-- nullif() says that a column may be NULL, which only some releases say of it.
SELECT s.workplace_example,
       nullif(s.element_id, '') AS element_id,
       e.element_name AS category,
       s.hot_technology = 'Y' AS hot_technology,
       nullif(s.in_demand, '') = 'Y' AS in_demand
FROM onet.software_skills s
LEFT JOIN onet.content_model_reference e ON e.element_id = s.element_id
WHERE s.onetsoc_code = :code
ORDER BY in_demand DESC NULLS LAST, hot_technology DESC, s.workplace_example, s.element_id
