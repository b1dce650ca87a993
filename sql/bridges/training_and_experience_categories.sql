/* ---
description: "Categories of training and experience (elements 3.A), as 30.3 names them."
from: [ete_categories]
--- */
SELECT element_id, scale_id, category, category_description
FROM ete_categories
WHERE element_id LIKE '3.A.%'
