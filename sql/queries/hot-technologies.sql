/* ---
title: Hot technologies
description: >
  Technologies that job postings ask for often, with the number of occupations that list each and of those whose own
  postings ask for it. Counts of occupations, not of jobs or people: an occupation with few workers counts as much as
  one with many.
params:
  top: { min: 1, max: 1000, default: 100, doc: how many to list }
columns:
  occupations: occupations for which it is listed
  in_demand_occupations: of these, occupations whose own job postings ask for it often; NULL before release 27.1, which does not say
  share: occupations in percent of all that have a list of software
--- */
SELECT workplace_example,
       count(DISTINCT onetsoc_code)::integer AS occupations,
       CASE WHEN count(in_demand) > 0
            THEN count(DISTINCT onetsoc_code) FILTER (WHERE in_demand = 'Y') END::integer AS in_demand_occupations,
       (
         100.0 * count(DISTINCT onetsoc_code) / (SELECT count(DISTINCT onetsoc_code) FROM onet.software_skills)
       )::numeric(5,2) AS share
FROM onet.software_skills
WHERE hot_technology = 'Y'
GROUP BY workplace_example
ORDER BY in_demand_occupations DESC NULLS LAST, occupations DESC, workplace_example
LIMIT :top
