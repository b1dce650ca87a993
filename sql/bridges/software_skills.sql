/* ---
description: "Software skills in the columns of 30.3, from technology skills. element_id is NULL: software categories joined the content model in 30.3."
from: [technology_skills]
--- */
SELECT onetsoc_code, example AS workplace_example, NULL::character varying(20) AS element_id, hot_technology, in_demand
FROM technology_skills
