/* ---
title: What the live release changed in size
description: >
  Rows of each table of the live release, and of the release that was live before it, from the log of swaps. Tables
  that only one of them publishes show NULL for the other: a renamed table is one that goes and one that comes. Equal
  counts don't mean equal contents: the earlier release cannot be read here, so ask query ratings-updated-since what
  was rated anew.
columns:
  rows: NULL where the live release does not publish the table
  rows_before: NULL where the earlier one did not, or where no release was live before
--- */
WITH swap AS (
  SELECT release, rows, row_number() OVER (ORDER BY swapped_at DESC, swap_id) AS place FROM public.release_log
), now AS (
  SELECT s.release, t.key AS table_name, t.value::bigint AS rows
  FROM swap s CROSS JOIN jsonb_each_text(s.rows) t
  WHERE s.place = 1
), before AS (
  SELECT s.release, t.key AS table_name, t.value::bigint AS rows
  FROM swap s CROSS JOIN jsonb_each_text(s.rows) t
  WHERE s.place = 2
)
SELECT coalesce(n.table_name, b.table_name) AS table_name,
       n.rows,
       b.rows AS rows_before,
       n.rows - b.rows AS change,
       (SELECT release FROM swap WHERE place = 1) AS release,
       (SELECT release FROM swap WHERE place = 2) AS release_before
FROM now n
FULL JOIN before b ON b.table_name = n.table_name
ORDER BY abs(n.rows - b.rows) DESC NULLS FIRST, table_name
