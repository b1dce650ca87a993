/* ---
title: Releases that went live
description: >
  Every load and revert of a release, latest first: what went live when, from which file, what it replaced, and what
  became of the annotations. The earlier releases themselves are not readable here; query release-row-counts compares
  their sizes.
columns:
  synthetic: true for made-up demonstration data
  annotations: how many annotations followed their occupation, were kept for review or were put back, per table
  accepted: queries and views that the administrator knew to break and accepted
--- */
SELECT swapped_at,
       action,
       release,
       label,
       replaced,
       synthetic,
       source,
       sha256,
       (SELECT count(*) FROM jsonb_object_keys(rows))::integer AS tables,
       (SELECT sum(value::bigint) FROM jsonb_each_text(rows))::bigint AS rows,
       annotations,
       accepted,
       swapped_by
FROM public.release_log
ORDER BY swapped_at DESC, swap_id
