/* ---
title: How old the ratings are
description: >
  How many ratings of each domain and source are of each month, and of how many occupations. A release keeps ratings of
  many years: old ones are not wrong, they have not been collected anew. A newer date can also mean another kind of
  source or a new occupation, so look at one source at a time.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', optional: true, example: '29-1141.00', doc: O*NET-SOC code of the only occupation to count }
columns:
  domain_source: who rated, such as incumbents, occupational experts or analysts
  month: its first day
  ratings: ratings (or tasks, or job zones) with this date
  occupations: occupations that they are of
--- */
SELECT domain,
       domain_source,
       month,
       sum(ratings)::integer AS ratings,
       count(*)::integer AS occupations
FROM (
  SELECT domain, domain_source, date_updated AS month, onetsoc_code, count(*) AS ratings
  FROM app.rating_date
  WHERE :code::bpchar IS NULL OR onetsoc_code = :code
  GROUP BY domain, domain_source, date_updated, onetsoc_code
) o
GROUP BY domain, domain_source, month
ORDER BY domain, month, domain_source
