/* ---
title: What was rated anew since a day
description: >
  For each occupation and domain: how many of its ratings are dated on or after a day, by whom, and the latest date.
  O*NET dates each rating by month, and a release keeps ratings of many years, so this is how to see what a release
  brought: give the month of the release before. A later date can also mean another kind of source (the source says)
  or a new occupation, not that the work has changed.
params:
  since: { pattern: '^\d{4}-\d\d-\d\d$', example: '2024-01-01', doc: 'day, e.g. 2024-01-01' }
  code: { pattern: '^\d\d-\d{4}\.\d\d$', optional: true, example: '13-2011.00', doc: O*NET-SOC code of the only occupation to list }
columns:
  updated: ratings of this source dated on or after the day
--- */
SELECT r.onetsoc_code,
       o.title,
       r.domain,
       r.domain_source,
       r.updated,
       r.latest
FROM (
  SELECT onetsoc_code, domain, domain_source, count(*)::integer AS updated, max(date_updated) AS latest
  FROM app.rating_date
  WHERE date_updated >= :since AND (:code::bpchar IS NULL OR onetsoc_code = :code)
  GROUP BY onetsoc_code, domain, domain_source
) r
JOIN onet.occupation_data o ON o.onetsoc_code = r.onetsoc_code
ORDER BY r.latest DESC, r.onetsoc_code, r.domain, r.domain_source
