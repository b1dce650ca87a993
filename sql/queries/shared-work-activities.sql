/* ---
title: Detailed work activities that two occupations share
description: >
  The detailed work activities (DWAs) that tasks of both occupations consist of: common ground that their titles may
  hide. It says that both do it, not how often or how well. No rows: they share none, or the tasks of one have not
  been linked.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '43-4051.00', doc: O*NET-SOC code of the one occupation }
  other: { pattern: '^\d\d-\d{4}\.\d\d$', example: '41-2031.00', doc: O*NET-SOC code of the other }
columns:
  tasks: tasks of the one occupation that consist of it
  other_tasks: tasks of the other that do
  occupations: occupations that share it, these two included; the fewer, the more it tells
--- */
SELECT g.element_name AS gwa_element_name,
       d.dwa_element_id,
       d.dwa_element_name,
       a.tasks,
       b.tasks AS other_tasks,
       o.occupations::integer AS occupations
FROM (
  SELECT dwa_element_id, count(*)::integer AS tasks FROM onet.tasks_to_dwas WHERE onetsoc_code = :code GROUP BY dwa_element_id
) a
JOIN (
  SELECT dwa_element_id, count(*)::integer AS tasks FROM onet.tasks_to_dwas WHERE onetsoc_code = :other GROUP BY dwa_element_id
) b ON b.dwa_element_id = a.dwa_element_id
JOIN (
  SELECT dwa_element_id, count(DISTINCT onetsoc_code) AS occupations FROM onet.tasks_to_dwas GROUP BY dwa_element_id
) o ON o.dwa_element_id = a.dwa_element_id
JOIN onet.gwas_to_iwas_to_dwas d ON d.dwa_element_id = a.dwa_element_id
JOIN onet.content_model_reference g ON g.element_id = d.gwa_element_id
ORDER BY occupations, d.dwa_element_name, d.dwa_element_id
