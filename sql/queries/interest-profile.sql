/* ---
title: Interest profile of an occupation
description: >
  The six RIASEC scores of an occupation (scale OI, 1 to 7), highest first, and which of them are its first, second
  and third high point. O*NET gives high points as codes (scale IH), so they are shown as places and never averaged.
  No rows: the occupation has no interest scores. O*NET made all scores anew around release 30.2: don't compare them
  across it.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  high_point: 1, 2 or 3 where the type is a high point, else NULL
--- */
SELECT i.element_id,
       e.element_name,
       i.data_value,
       h.high_point,
       i.date_updated,
       i.domain_source
FROM onet.career_interest_types i
JOIN onet.content_model_reference e ON e.element_id = i.element_id
LEFT JOIN (
  -- The code 1 to 6 names the types Realistic (1.B.1.a) to Conventional (1.B.1.f); 0 is none.
  SELECT '1.B.1.' || chr(96 + data_value::integer) AS element_id,
         CASE element_id WHEN '1.B.1.g' THEN 1 WHEN '1.B.1.h' THEN 2 ELSE 3 END AS high_point
  FROM onet.career_interest_types
  WHERE onetsoc_code = :code AND scale_id = 'IH' AND data_value > 0
) h ON h.element_id = i.element_id
WHERE i.onetsoc_code = :code AND i.scale_id = 'OI'
ORDER BY i.data_value DESC, i.element_id
