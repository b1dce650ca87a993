/* ---
description: "Ratings of training and experience (elements 3.A), as 30.3 names them."
from: [education_training_experience]
--- */
SELECT onetsoc_code, element_id, scale_id, category, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
       recommend_suppress, date_updated, domain_source
FROM education_training_experience
WHERE element_id LIKE '3.A.%'
