/* ---
description: "Intermediate work activities, in the columns of 30.3. The ids are those of this release: 30.3 re-issued them, so compare releases by name."
from: [iwa_reference]
--- */
SELECT element_id AS gwa_element_id, iwa_id AS iwa_element_id, iwa_title AS iwa_element_name
FROM iwa_reference
