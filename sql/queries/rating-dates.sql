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
  FROM (
    SELECT 'essential skill' AS domain, domain_source, date_updated, onetsoc_code FROM onet.essential_skills
    UNION ALL
    SELECT 'transferable skill', domain_source, date_updated, onetsoc_code FROM onet.transferable_skills
    UNION ALL
    SELECT 'knowledge', domain_source, date_updated, onetsoc_code FROM onet.knowledge
    UNION ALL
    SELECT 'ability', domain_source, date_updated, onetsoc_code FROM onet.abilities
    UNION ALL
    SELECT 'work activity', domain_source, date_updated, onetsoc_code FROM onet.work_activities
    UNION ALL
    SELECT 'work context', domain_source, date_updated, onetsoc_code FROM onet.work_context
    UNION ALL
    SELECT 'work style', domain_source, date_updated, onetsoc_code FROM onet.work_styles
    UNION ALL
    SELECT 'interest', domain_source, date_updated, onetsoc_code FROM onet.career_interest_types
    UNION ALL
    SELECT 'education', domain_source, date_updated, onetsoc_code FROM onet.education
    UNION ALL
    SELECT 'training and experience', domain_source, date_updated, onetsoc_code FROM onet.training_and_experience
    UNION ALL
    SELECT 'job zone', domain_source, date_updated, onetsoc_code FROM onet.job_zones
    UNION ALL
    SELECT 'task', domain_source, date_updated, onetsoc_code FROM onet.task_statements
  ) d
  WHERE :code::bpchar IS NULL OR onetsoc_code = :code
  GROUP BY domain, domain_source, date_updated, onetsoc_code
) o
GROUP BY domain, domain_source, month
ORDER BY domain, month, domain_source
