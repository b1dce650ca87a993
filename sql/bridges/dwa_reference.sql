/* ---
description: "Detailed work activities, in the columns of releases to 30.2. The ids are those of this release: 30.3 re-issued them, so compare releases by title."
from: [gwas_to_iwas_to_dwas]
--- */
SELECT gwa_element_id AS element_id, iwa_element_id AS iwa_id, dwa_element_id AS dwa_id, dwa_element_name AS dwa_title
FROM gwas_to_iwas_to_dwas
