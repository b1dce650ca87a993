/* ---
description: "Job titles, called alternate titles until 30.2."
from: [alternate_titles]
--- */
SELECT onetsoc_code, alternate_title AS job_title, short_title, sources
FROM alternate_titles
