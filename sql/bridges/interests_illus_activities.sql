/* ---
description: "Illustrative activities of interests, in the words of releases to 30.2."
from: [interests_illustrative_activities]
--- */
SELECT element_id,
       CASE interest_type WHEN 'Career Type' THEN 'General' WHEN 'Specific Area' THEN 'Basic' ELSE interest_type END::character varying(20) AS interest_type,
       activity
FROM interests_illustrative_activities
