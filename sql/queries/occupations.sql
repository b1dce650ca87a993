/* ---
title: Occupations
description: All occupations of the live release, and whether their skills are rated.
--- */
SELECT o.onetsoc_code,
       o.title,
       EXISTS (SELECT FROM onet.essential_skills s WHERE s.onetsoc_code = o.onetsoc_code) AS rated
FROM onet.occupation_data o
ORDER BY o.title
