/* ---
title: What swaps did to annotations
description: >
  For each load and revert, latest first, and each table of annotations: how many rows moved to the successor of a
  retired code, were kept for review, or were put back because their code is valid again. All others stayed as they
  were. What waits for review now is for administrators: npm run onet -- status.
columns:
  table_name: occupation (by O*NET-SOC code) or hs_skill (by element)
  followed: moved to the one official successor of their code
  kept: taken out of the way for review, with all that hung on them
  restored: put back, since the release has their code again
--- */
SELECT l.swapped_at,
       l.action,
       l.release,
       t.key AS table_name,
       coalesce((t.value ->> 'followed')::integer, 0) AS followed,
       coalesce((t.value ->> 'kept')::integer, 0) AS kept,
       coalesce((t.value ->> 'restored')::integer, 0) AS restored
FROM public.release_log l
CROSS JOIN LATERAL jsonb_each(l.annotations) t
ORDER BY l.swapped_at DESC, l.swap_id, t.key
