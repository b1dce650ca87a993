/* ---
description: "Links of skills to work activities, from the two tables that replaced them in 30.3."
from: [essential_skills_to_work_activities, transferable_skills_to_work_activities]
--- */
SELECT essential_skills_element_id AS skills_element_id, work_activities_element_id
FROM essential_skills_to_work_activities
UNION ALL
SELECT transferable_skills_element_id, work_activities_element_id
FROM transferable_skills_to_work_activities
