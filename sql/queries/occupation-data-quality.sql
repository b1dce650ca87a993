/* ---
title: How good the data of an occupation are
description: >
  What O*NET has about one occupation, by domain, scale and source: how many ratings, how many of them suppressed or
  marked not relevant, how many people rated, how far off the means may be, and when. No row for a domain: it is
  unrated, which is neither low nor zero.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code of the occupation }
columns:
  irrelevant_ratings: levels marked not relevant; read them as "not needed"
  without_bounds: ratings without a confidence interval
  n_smallest: the fewest people behind a rating; NULL where the source gives no number
  error_median: half of the standard errors are smaller; in points of the scale, or percentage points of category scales
--- */
SELECT domain,
       scale_id,
       domain_source,
       count(*)::integer AS ratings,
       (count(*) FILTER (WHERE recommend_suppress = 'Y'))::integer AS suppressed_ratings,
       (count(*) FILTER (WHERE not_relevant = 'Y'))::integer AS irrelevant_ratings,
       (count(*) FILTER (WHERE lower_ci_bound IS NULL))::integer AS without_bounds,
       min(n) AS n_smallest,
       max(n) AS n_largest,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY standard_error)::numeric(6,3) AS error_median,
       min(date_updated) AS earliest,
       max(date_updated) AS latest
FROM (
  SELECT 'essential skill' AS domain, scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.essential_skills WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'transferable skill', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.transferable_skills WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'knowledge', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.knowledge WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'ability', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.abilities WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'work activity', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.work_activities WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'work context', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.work_context WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'education', scale_id, domain_source, recommend_suppress, NULL, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.education WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'training and experience', scale_id, domain_source, recommend_suppress, NULL, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.training_and_experience WHERE onetsoc_code = :code
  UNION ALL
  SELECT 'task', scale_id, domain_source, recommend_suppress, NULL, lower_ci_bound, n,
         standard_error, date_updated
  FROM onet.task_ratings WHERE onetsoc_code = :code
) r
GROUP BY domain, scale_id, domain_source
ORDER BY domain, scale_id, domain_source
