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
  FROM (
    SELECT onetsoc_code, 'essential skill' AS domain, domain_source, date_updated FROM onet.essential_skills
    UNION ALL
    SELECT onetsoc_code, 'transferable skill', domain_source, date_updated FROM onet.transferable_skills
    UNION ALL
    SELECT onetsoc_code, 'knowledge', domain_source, date_updated FROM onet.knowledge
    UNION ALL
    SELECT onetsoc_code, 'ability', domain_source, date_updated FROM onet.abilities
    UNION ALL
    SELECT onetsoc_code, 'work activity', domain_source, date_updated FROM onet.work_activities
    UNION ALL
    SELECT onetsoc_code, 'work style', domain_source, date_updated FROM onet.work_styles
    UNION ALL
    SELECT onetsoc_code, 'interest', domain_source, date_updated FROM onet.career_interest_types
    UNION ALL
    SELECT onetsoc_code, 'education', domain_source, date_updated FROM onet.education
    UNION ALL
    SELECT onetsoc_code, 'training and experience', domain_source, date_updated FROM onet.training_and_experience
    UNION ALL
    SELECT onetsoc_code, 'job zone', domain_source, date_updated FROM onet.job_zones
    UNION ALL
    SELECT onetsoc_code, 'task', domain_source, date_updated FROM onet.task_statements
  ) d
  WHERE date_updated >= :since AND (:code::bpchar IS NULL OR onetsoc_code = :code)
  GROUP BY onetsoc_code, domain, domain_source
) r
JOIN onet.occupation_data o ON o.onetsoc_code = r.onetsoc_code
ORDER BY r.latest DESC, r.onetsoc_code, r.domain, r.domain_source
