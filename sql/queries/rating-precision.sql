/* ---
title: Sample sizes and standard errors
description: >
  How many people stand behind ratings and how far off their means may be, by domain and source: quantiles over all
  ratings on one scale, suppressed and not relevant ones included. Standard errors are in points of the scale, so
  compare them on one scale only. Where a source gives none (occupational experts, analysts in transition) they are
  NULL: unknown, not zero. Ratings by categories, such as education, are percentages and not listed.
params:
  scale: { enum: [IM, LV], default: IM, doc: 'importance (IM, 1 to 5) or level (LV, 0 to 7)' }
  code: { pattern: '^\d\d-\d{4}\.\d\d$', optional: true, example: '29-1141.00', doc: O*NET-SOC code of the only occupation to look at }
columns:
  with_n: ratings with a sample size
  n_p5: 5 % of the ratings are by fewer people
  n_median: half of the ratings are by fewer people
  with_error: ratings with a standard error
  error_p5: 5 % of the standard errors are smaller
  error_median: half of the standard errors are smaller
--- */
SELECT domain,
       domain_source,
       ratings,
       with_n,
       n[1]::numeric(6,1) AS n_p5,
       n[2]::numeric(6,1) AS n_lower_quartile,
       n[3]::numeric(6,1) AS n_median,
       n[4]::numeric(6,1) AS n_upper_quartile,
       n[5]::numeric(6,1) AS n_p95,
       with_error,
       e[1]::numeric(5,3) AS error_p5,
       e[2]::numeric(5,3) AS error_lower_quartile,
       e[3]::numeric(5,3) AS error_median,
       e[4]::numeric(5,3) AS error_upper_quartile,
       e[5]::numeric(5,3) AS error_p95
FROM (
  SELECT domain,
         domain_source,
         count(*)::integer AS ratings,
         count(n)::integer AS with_n,
         percentile_cont('{.05,.25,.5,.75,.95}'::float8[]) WITHIN GROUP (ORDER BY n) AS n,
         count(standard_error)::integer AS with_error,
         percentile_cont('{.05,.25,.5,.75,.95}'::float8[]) WITHIN GROUP (ORDER BY standard_error) AS e
  FROM (
    SELECT 'essential skill' AS domain, onetsoc_code, scale_id, domain_source, n, standard_error FROM onet.essential_skills
    UNION ALL
    SELECT 'transferable skill', onetsoc_code, scale_id, domain_source, n, standard_error FROM onet.transferable_skills
    UNION ALL
    SELECT 'knowledge', onetsoc_code, scale_id, domain_source, n, standard_error FROM onet.knowledge
    UNION ALL
    SELECT 'ability', onetsoc_code, scale_id, domain_source, n, standard_error FROM onet.abilities
    UNION ALL
    SELECT 'work activity', onetsoc_code, scale_id, domain_source, n, standard_error FROM onet.work_activities
    UNION ALL
    SELECT 'task', onetsoc_code, scale_id, domain_source, n, standard_error FROM onet.task_ratings
  ) r
  WHERE scale_id = :scale AND (:code::bpchar IS NULL OR onetsoc_code = :code)
  GROUP BY domain, domain_source
) q
ORDER BY domain, domain_source
