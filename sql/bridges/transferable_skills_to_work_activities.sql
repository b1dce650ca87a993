/* ---
description: "Links of transferable skills (2.B) to work activities, as 30.3 names them."
from: [skills_to_work_activities]
--- */
SELECT skills_element_id AS transferable_skills_element_id, work_activities_element_id
FROM skills_to_work_activities
WHERE skills_element_id LIKE '2.B.%'
