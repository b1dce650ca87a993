/* ---
title: The live release
description: >
  The release that is live: from which file it was loaded, when and by whom it was put live, what it replaced, which
  tables it lacks, which names of other releases it answers to, and what the loader warned of. One row.
columns:
  synthetic: true for made-up demonstration data
  loaded_at: when its tables were filled, which is before it went live
  action: load, or revert where an earlier release was made live again
  validated_at: when all annotations were proven to have their occupation; NULL until then
  bridges: views under the names that tables have in other releases
  missing: tables that O*NET publishes and this release lacks, as the administrator allowed
  warnings: what the loader noticed in the file
  accepted: queries and views that the administrator knew to break and accepted
--- */
SELECT r.release,
       r.label,
       r.synthetic,
       r.source,
       r.sha256,
       r.format,
       r.loaded_at,
       l.action,
       l.swapped_at,
       l.swapped_by,
       l.replaced,
       l.validated_at,
       r.bridges,
       r.missing,
       r.warnings,
       l.accepted
FROM onet.release r
LEFT JOIN LATERAL (
  SELECT * FROM public.release_log g WHERE g.load_id = r.load_id ORDER BY g.swapped_at DESC, g.swap_id LIMIT 1
) l ON true
