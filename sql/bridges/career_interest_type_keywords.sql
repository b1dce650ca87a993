/* ---
description: "Keywords of career interest types, called RIASEC keywords until 30.2."
from: [riasec_keywords]
--- */
SELECT element_id, keyword, keyword_type
FROM riasec_keywords
