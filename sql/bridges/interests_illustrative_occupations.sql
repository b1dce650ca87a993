/* ---
description: "Illustrative occupations of interests, in the words of 30.3."
from: [interests_illus_occupations]
--- */
SELECT element_id,
       CASE interest_type WHEN 'General' THEN 'Career Type' WHEN 'Basic' THEN 'Specific Area' ELSE interest_type END::character varying(20) AS interest_type,
       onetsoc_code
FROM interests_illus_occupations
