/* ---
title: One technology over the major groups of occupations
description: >
  For each major group of the Standard Occupational Classification (the first two digits of a code): how many of its
  occupations list a technology, and how many have a list of software at all. Counts of occupations, not of jobs or
  people. Groups whose occupations have no lists, such as the military, are not listed.
params:
  software: { minLength: 1, maxLength: 150, example: Microsoft Excel, doc: exact name; query technologies lists them }
columns:
  major_group: first two digits of the codes of its occupations
  occupations: occupations that list the technology
  in_demand_occupations: >
    of these, occupations whose own job postings ask for it often; NULL before release 27.1, which does not say
  listing_occupations: occupations with a list of software, whatever is on it
--- */
SELECT left(onetsoc_code, 2) AS major_group,
       count(DISTINCT onetsoc_code) FILTER (WHERE workplace_example = :software)::integer AS occupations,
       CASE WHEN count(in_demand) > 0
            THEN count(DISTINCT onetsoc_code) FILTER (WHERE workplace_example = :software AND in_demand = 'Y')
       END::integer AS in_demand_occupations,
       count(DISTINCT onetsoc_code)::integer AS listing_occupations
FROM onet.software_skills
GROUP BY major_group
ORDER BY occupations DESC, major_group
