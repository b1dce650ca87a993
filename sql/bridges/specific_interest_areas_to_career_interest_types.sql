/* ---
description: "Specific interest areas and their career interest type, as 30.3 names them."
from: [basic_interests_to_riasec]
--- */
SELECT basic_interests_element_id AS specific_interest_areas_element_id,
       riasec_element_id AS career_interest_types_element_id
FROM basic_interests_to_riasec
