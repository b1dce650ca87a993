/* ---
description: "Categories of education (elements 2.D), as 30.3 names them."
from: [ete_categories]
--- */
SELECT element_id, scale_id, category, category_description
FROM ete_categories
WHERE element_id LIKE '2.D.%'
