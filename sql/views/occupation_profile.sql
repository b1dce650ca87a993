/* ---
description: Every occupation of the live release, with what the programme noted about it, if anything.
columns:
  annotated: true where the programme has a row for the occupation
--- */
SELECT o.onetsoc_code,
       o.title,
       o.description,
       a.onet_code IS NOT NULL AS annotated,
       a.local_title,
       a.demand,
       a.note,
       a.sector_id,
       s.name AS sector,
       a.version,
       a.updated_by,
       a.updated_at
FROM onet.occupation_data o
LEFT JOIN public.occupation a ON a.onet_code = o.onetsoc_code AND a.deleted_at IS NULL
LEFT JOIN public.sector s ON s.sector_id = a.sector_id
