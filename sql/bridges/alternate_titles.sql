/* ---
description: "Alternate titles of releases to 30.2, which 30.3 calls job titles."
from: [job_titles]
--- */
SELECT onetsoc_code, job_title AS alternate_title, short_title, sources
FROM job_titles
