/* ---
description: "Education, training and experience of releases to 30.2. Scale RQ, new in 31.0, is left out: its categories mean other degrees than those of RL."
from: [education, training_and_experience]
--- */
SELECT onetsoc_code, element_id, scale_id, category, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
       recommend_suppress, date_updated, domain_source
FROM education
WHERE scale_id <> 'RQ'
UNION ALL
SELECT onetsoc_code, element_id, scale_id, category, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
       recommend_suppress, date_updated, domain_source
FROM training_and_experience
