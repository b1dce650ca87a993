/* ---
title: Occupations
description: >
  All occupations of the live release, and whether their skills are rated. Unrated is neither low nor zero: most unrated
  ones are residual ("All Other") or military, some are new. Query coverage has the other kinds of data.
columns:
  rated: true where the occupation has skill ratings
--- */
SELECT o.onetsoc_code,
       o.title,
       EXISTS (SELECT FROM onet.essential_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS rated
FROM onet.occupation_data o
ORDER BY o.title, o.onetsoc_code
