/* ---
description: "Illustrative occupations of interests, in the words of releases to 30.2."
from: [interests_illustrative_occupations]
--- */
SELECT element_id,
       CASE interest_type
         WHEN 'Career Type' THEN 'General'::character varying(20)
         WHEN 'Specific Area' THEN 'Basic'::character varying(20)
         ELSE interest_type
       END AS interest_type,
       onetsoc_code
FROM interests_illustrative_occupations
