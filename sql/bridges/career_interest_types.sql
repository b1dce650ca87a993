/* ---
description: "Career interest types, called interests until 30.2."
from: [interests]
--- */
SELECT onetsoc_code, element_id, scale_id, data_value, date_updated, domain_source
FROM interests
