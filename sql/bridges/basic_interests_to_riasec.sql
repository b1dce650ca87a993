/* ---
description: "Basic interests and their RIASEC type, as releases to 30.2 name them."
from: [specific_interest_areas_to_career_interest_types]
--- */
SELECT specific_interest_areas_element_id AS basic_interests_element_id,
       career_interest_types_element_id AS riasec_element_id
FROM specific_interest_areas_to_career_interest_types
