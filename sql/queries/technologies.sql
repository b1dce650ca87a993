/* ---
title: Technologies by how many occupations list them
description: >
  Software and technologies with the number of occupations for which O*NET lists each, and of those whose own job
  postings ask for it often. Counts of occupations, not of jobs or people: an occupation with few workers counts as
  much as one with many. What is not listed for an occupation may be used there all the same. Query hot-technologies
  has only the hot ones.
params:
  least: { min: 1, max: 1100, default: 3, doc: only technologies that at least so many occupations list }
columns:
  hot_technology: true where job postings of all occupations ask for it often
  occupations: occupations for which it is listed
  in_demand_occupations: >
    of these, occupations whose own job postings ask for it often; NULL before release 27.1, which does not say
  share: occupations in percent of all that have a list of software
--- */
SELECT workplace_example,
       bool_or(hot_technology = 'Y') AS hot_technology,
       count(DISTINCT onetsoc_code)::integer AS occupations,
       CASE WHEN count(in_demand) > 0
            THEN count(DISTINCT onetsoc_code) FILTER (WHERE in_demand = 'Y') END::integer AS in_demand_occupations,
       (
         100.0 * count(DISTINCT onetsoc_code) / (SELECT count(DISTINCT onetsoc_code) FROM onet.software_skills)
       )::numeric(5,2) AS share
FROM onet.software_skills
GROUP BY workplace_example
HAVING count(DISTINCT onetsoc_code) >= :least
ORDER BY occupations DESC, workplace_example
