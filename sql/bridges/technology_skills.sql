/* ---
description: "Technology skills of releases to 30.2, from software skills. commodity_code is NULL: no release since 30.3 carries the UNSPSC codes."
from: [software_skills]
--- */
SELECT onetsoc_code, workplace_example AS example, NULL::numeric(8,0) AS commodity_code, hot_technology, in_demand
FROM software_skills
