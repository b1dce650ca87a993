/* ---
description: "Illustrative activities of interests, in the words of 30.3."
from: [interests_illus_activities]
--- */
SELECT element_id,
       CASE interest_type
         WHEN 'General' THEN 'Career Type'::character varying(20)
         WHEN 'Basic' THEN 'Specific Area'::character varying(20)
         ELSE interest_type
       END AS interest_type,
       activity
FROM interests_illus_activities
