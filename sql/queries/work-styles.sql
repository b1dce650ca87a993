/* ---
title: Work styles of an occupation
description: >
  Personal characteristics that matter in an occupation. Two systems of measurement share this name. Releases to 30.0
  rate 16 styles (elements 1.C) by importance, 1 to 5, as job holders and experts see it. Releases from 30.1 on rate
  21 other styles (elements 1.D) by their impact, from -3 (harmful) to 3 (helpful), and rank those that set the
  occupation apart. A release has one of the two; its columns of the other are NULL. Never compare or join them.
  Values of the system since 30.1 have no bounds and no flags of precision. No rows: the occupation is not rated.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  system: which of the two systems the row is of
  importance: 1 to 5 (scale IM), releases to 30.0
  impact: -3 to 3 (scale WI), releases from 30.1 on
  distinctiveness_rank: >
    1 sets the occupation apart most (scale DR), releases from 30.1 on; NULL for styles without a rank
--- */
SELECT CASE WHEN w.element_id LIKE '1.C.%' THEN 'importance, to 30.0' ELSE 'impact, since 30.1' END AS system,
       w.element_id,
       e.element_name,
       (max(w.data_value) FILTER (WHERE w.scale_id = 'IM'))::numeric(5,2) AS importance,
       (max(w.data_value) FILTER (WHERE w.scale_id = 'WI'))::numeric(5,2) AS impact,
       nullif(max(w.data_value) FILTER (WHERE w.scale_id = 'DR'), 0)::integer AS distinctiveness_rank,
       max(w.date_updated) AS date_updated,
       min(w.domain_source) AS domain_source
FROM onet.work_styles w
JOIN onet.content_model_reference e ON e.element_id = w.element_id
WHERE w.onetsoc_code = :code
GROUP BY w.element_id, e.element_name
ORDER BY distinctiveness_rank NULLS LAST, importance DESC NULLS LAST, impact DESC NULLS LAST, w.element_id
