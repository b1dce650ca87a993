/* ---
description: "RIASEC keywords of releases to 30.2."
from: [career_interest_type_keywords]
--- */
SELECT element_id, keyword, keyword_type
FROM career_interest_type_keywords
