/* ---
title: Detailed work activities of an occupation
description: >
  What the tasks of an occupation consist of in words that are shared by all occupations, from general (GWA) through
  intermediate (IWA) to detailed (DWA), and how many other occupations do the same. Ids of IWAs and DWAs were issued
  anew in release 30.3: across it compare names. No rows: its tasks have not been linked.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', example: '29-1141.00', doc: O*NET-SOC code }
columns:
  tasks: tasks of the occupation that consist of it
  other_occupations: other occupations with a task that consists of it
--- */
SELECT g.element_name AS gwa_element_name,
       i.iwa_element_name,
       d.dwa_element_id,
       d.dwa_element_name,
       count(*)::integer AS tasks,
       (o.occupations - 1)::integer AS other_occupations
FROM onet.tasks_to_dwas t
JOIN onet.gwas_to_iwas_to_dwas d ON d.dwa_element_id = t.dwa_element_id
JOIN onet.gwas_to_iwas i ON i.iwa_element_id = d.iwa_element_id
JOIN onet.content_model_reference g ON g.element_id = d.gwa_element_id
JOIN (
  SELECT dwa_element_id, count(DISTINCT onetsoc_code) AS occupations FROM onet.tasks_to_dwas GROUP BY dwa_element_id
) o ON o.dwa_element_id = d.dwa_element_id
WHERE t.onetsoc_code = :code
GROUP BY g.element_id, g.element_name, i.iwa_element_id, i.iwa_element_name, d.dwa_element_id, d.dwa_element_name, o.occupations
ORDER BY g.element_id, i.iwa_element_name, d.dwa_element_name, d.dwa_element_id
