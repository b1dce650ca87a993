/* ---
description: "Categories of education, training and experience of releases to 30.2, without those of scale RQ."
from: [education_categories, training_and_experience_categories]
--- */
SELECT element_id, scale_id, category, category_description
FROM education_categories
WHERE scale_id <> 'RQ'
UNION ALL
SELECT element_id, scale_id, category, category_description
FROM training_and_experience_categories
