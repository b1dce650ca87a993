/* ---
description: "Links of transferable skills (2.B) to work context, as 30.3 names them."
from: [skills_to_work_context]
--- */
SELECT skills_element_id AS transferable_skills_element_id, work_context_element_id
FROM skills_to_work_context
WHERE skills_element_id LIKE '2.B.%'
