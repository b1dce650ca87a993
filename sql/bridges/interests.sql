/* ---
description: "Interests of releases to 30.2, which 30.3 calls career interest types."
from: [career_interest_types]
--- */
SELECT onetsoc_code, element_id, scale_id, data_value, date_updated, domain_source
FROM career_interest_types
