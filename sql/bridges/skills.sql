/* ---
description: "Skill ratings of releases to 30.2, from the two tables that replaced them in 30.3."
from: [essential_skills, transferable_skills]
--- */
SELECT onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
       recommend_suppress, not_relevant, date_updated, domain_source
FROM essential_skills
UNION ALL
SELECT onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
       recommend_suppress, not_relevant, date_updated, domain_source
FROM transferable_skills
