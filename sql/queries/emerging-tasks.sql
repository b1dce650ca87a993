/* ---
title: Emerging tasks
description: >
  Tasks that job holders and experts wrote in because O*NET's list lacked them: new ones, and revisions of listed
  ones. They come without ratings, and most occupations have none: that does not mean that nothing changes there.
params:
  code: { pattern: '^\d\d-\d{4}\.\d\d$', optional: true, doc: O*NET-SOC code of the only occupation to list }
columns:
  category: New, or Revision of the original task
--- */
SELECT o.onetsoc_code,
       o.title,
       e.task,
       e.category,
       e.original_task_id,
       t.task AS original_task,
       e.date_updated,
       e.domain_source
FROM onet.emerging_tasks e
JOIN onet.occupation_data o ON o.onetsoc_code = e.onetsoc_code
LEFT JOIN onet.task_statements t ON t.task_id = e.original_task_id
WHERE :code::bpchar IS NULL OR e.onetsoc_code = :code
ORDER BY e.date_updated DESC, o.onetsoc_code, e.task
