/* ---
description: "Ratings of transferable skills (elements 2.B), as 30.3 names them."
from: [skills]
--- */
SELECT onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
       recommend_suppress, not_relevant, date_updated, domain_source
FROM skills
WHERE element_id LIKE '2.B.%'
