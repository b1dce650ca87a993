/* ---
title: Answers to one question of work context
description: >
  Percent of answers to a question about the conditions of work in an occupation, in the order of the answers. They
  add up to 100, but for rounding. Suppressed percentages are shown and flagged, since without them the rest would not
  add up. No rows: the occupation is not rated, or the element is no question of work context.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
  element: { pattern: '^4\.C(\.\w+)+$', example: 4.C.3.d.1, doc: 'element id of the question; query work-context lists them' }
columns:
  percent: of the answers
  suppressed: O*NET recommends to suppress the percentage for low precision
--- */
SELECT e.element_name,
       p.scale_id,
       p.category,
       c.category_description,
       p.data_value AS percent,
       p.n,
       p.recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed
FROM onet.work_context p
JOIN onet.work_context_categories c
  ON c.element_id = p.element_id AND c.scale_id = p.scale_id AND c.category = p.category
JOIN onet.content_model_reference e ON e.element_id = p.element_id
WHERE p.onetsoc_code = :code AND p.element_id = :element AND p.scale_id IN ('CXP', 'CTP')
ORDER BY p.scale_id, p.category
