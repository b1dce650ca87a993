/* ---
title: Suppressed ratings by domain and source
description: >
  How many ratings of each domain, scale and source O*NET recommends to suppress for low precision, how many levels it
  marks not relevant (read them as "not needed"), and how many come without a flag. Ratings by occupational experts
  have no flag and no bounds: that is no sign of precision, but they are not suppressed either. Interests and work
  styles are not listed: in the newest releases they have no such flags.
params:
  domain:
    enum:
      - essential skill
      - transferable skill
      - knowledge
      - ability
      - work activity
      - work context
      - education
      - training and experience
      - task
    optional: true
    example: knowledge
    doc: the only domain to count; all of them take a second
columns:
  ratings: all ratings, one for each occupation, element (or task), scale and category
  share_suppressed: in percent of all ratings
  without_flag: ratings that are neither flagged as low in precision nor as precise enough
  without_bounds: ratings without a confidence interval
--- */
SELECT domain,
       scale_id,
       domain_source,
       count(*)::integer AS ratings,
       (count(*) FILTER (WHERE recommend_suppress = 'Y'))::integer AS suppressed_ratings,
       (100.0 * count(*) FILTER (WHERE recommend_suppress = 'Y') / count(*))::numeric(5,2) AS share_suppressed,
       (count(*) FILTER (WHERE not_relevant = 'Y'))::integer AS irrelevant_ratings,
       (count(*) FILTER (WHERE recommend_suppress IS NULL))::integer AS without_flag,
       (count(*) FILTER (WHERE lower_ci_bound IS NULL))::integer AS without_bounds
FROM (
  SELECT 'essential skill' AS domain, scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound
  FROM onet.essential_skills
  UNION ALL
  SELECT 'transferable skill', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound
  FROM onet.transferable_skills
  UNION ALL
  SELECT 'knowledge', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound
  FROM onet.knowledge
  UNION ALL
  SELECT 'ability', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound
  FROM onet.abilities
  UNION ALL
  SELECT 'work activity', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound
  FROM onet.work_activities
  UNION ALL
  SELECT 'work context', scale_id, domain_source, recommend_suppress, not_relevant, lower_ci_bound
  FROM onet.work_context
  UNION ALL
  SELECT 'education', scale_id, domain_source, recommend_suppress, NULL, lower_ci_bound
  FROM onet.education
  UNION ALL
  SELECT 'training and experience', scale_id, domain_source, recommend_suppress, NULL, lower_ci_bound
  FROM onet.training_and_experience
  UNION ALL
  SELECT 'task', scale_id, domain_source, recommend_suppress, NULL, lower_ci_bound
  FROM onet.task_ratings
) r
WHERE :domain::text IS NULL OR domain = :domain
GROUP BY domain, scale_id, domain_source
ORDER BY domain, scale_id, domain_source
