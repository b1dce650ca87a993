/* ---
description: >
  One row for each rated occupation, element and scale of skills, knowledge, abilities and work activities.
  Importance (IM) and level (LV) are different scales: never mix them.
columns:
  domain: essential skill, transferable skill, knowledge, ability or work activity
  suppressed: true where O*NET recommends suppressing the value for low precision
  irrelevant: true where the level was marked not relevant for the occupation; read it as "not needed", not as a measurement
--- */
SELECT r.domain,
       r.onetsoc_code,
       o.title,
       r.element_id,
       e.element_name,
       r.scale_id,
       r.data_value,
       r.n,
       r.standard_error,
       r.lower_ci_bound,
       r.upper_ci_bound,
       r.recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed,
       r.not_relevant IS NOT DISTINCT FROM 'Y' AS irrelevant,
       r.date_updated,
       r.domain_source
FROM (
  SELECT 'essential skill'::text AS domain, onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
         recommend_suppress, not_relevant, date_updated, domain_source
  FROM onet.essential_skills
  UNION ALL
  SELECT 'transferable skill'::text, onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
         recommend_suppress, not_relevant, date_updated, domain_source
  FROM onet.transferable_skills
  UNION ALL
  SELECT 'knowledge'::text, onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
         recommend_suppress, not_relevant, date_updated, domain_source
  FROM onet.knowledge
  UNION ALL
  SELECT 'ability'::text, onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
         recommend_suppress, not_relevant, date_updated, domain_source
  FROM onet.abilities
  UNION ALL
  SELECT 'work activity'::text, onetsoc_code, element_id, scale_id, data_value, n, standard_error, lower_ci_bound, upper_ci_bound,
         recommend_suppress, not_relevant, date_updated, domain_source
  FROM onet.work_activities
) r
JOIN onet.occupation_data o ON o.onetsoc_code = r.onetsoc_code
JOIN onet.content_model_reference e ON e.element_id = r.element_id
