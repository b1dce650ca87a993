/* ---
description: "Links of skills to work context, from the two tables that replaced them in 30.3."
from: [essential_skills_to_work_context, transferable_skills_to_work_context]
--- */
SELECT essential_skills_element_id AS skills_element_id, work_context_element_id
FROM essential_skills_to_work_context
UNION ALL
SELECT transferable_skills_element_id, work_context_element_id
FROM transferable_skills_to_work_context
