/* ---
description: >
  The date and the source of every rating, task and job zone of the occupations, whatever its scale. A release keeps
  ratings of many years.
columns:
  domain: essential skill, knowledge, work context … or task, job zone
  date_updated: first day of the month in which it was collected
  domain_source: who rated, such as incumbents, occupational experts or analysts
--- */
SELECT 'essential skill'::text AS domain, onetsoc_code, date_updated, domain_source FROM onet.essential_skills
UNION ALL
SELECT 'transferable skill'::text, onetsoc_code, date_updated, domain_source FROM onet.transferable_skills
UNION ALL
SELECT 'knowledge'::text, onetsoc_code, date_updated, domain_source FROM onet.knowledge
UNION ALL
SELECT 'ability'::text, onetsoc_code, date_updated, domain_source FROM onet.abilities
UNION ALL
SELECT 'work activity'::text, onetsoc_code, date_updated, domain_source FROM onet.work_activities
UNION ALL
SELECT 'work context'::text, onetsoc_code, date_updated, domain_source FROM onet.work_context
UNION ALL
SELECT 'work style'::text, onetsoc_code, date_updated, domain_source FROM onet.work_styles
UNION ALL
SELECT 'interest'::text, onetsoc_code, date_updated, domain_source FROM onet.career_interest_types
UNION ALL
SELECT 'education'::text, onetsoc_code, date_updated, domain_source FROM onet.education
UNION ALL
SELECT 'training and experience'::text, onetsoc_code, date_updated, domain_source FROM onet.training_and_experience
UNION ALL
SELECT 'job zone'::text, onetsoc_code, date_updated, domain_source FROM onet.job_zones
UNION ALL
SELECT 'task'::text, onetsoc_code, date_updated, domain_source FROM onet.task_statements
