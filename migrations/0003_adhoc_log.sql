-- Up Migration
-- Who ran what on the SQL page. Private, as every public table is that sql/adhoc-roles.ts does not name.
CREATE TABLE adhoc_log (
  run_id  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  client  text        NOT NULL,
  text    text        NOT NULL,
  ms      integer,
  rows    integer,
  outcome text
);
CREATE INDEX ON adhoc_log (run_at);
COMMENT ON TABLE adhoc_log IS 'Every statement that was typed on the SQL page, written before it runs: of the last 30 days, and no more than the last 50,000.';
COMMENT ON COLUMN adhoc_log.client IS 'Hash of the random id in the browser''s cookie, or of the address where it sent none.';
COMMENT ON COLUMN adhoc_log.outcome IS '"ok", or the code of the error; NULL while it runs, and for ever where the server ended meanwhile.';

-- The writer may neither read nor delete: its login can add a statement and say how it ended.
CREATE FUNCTION prune_adhoc_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM adhoc_log WHERE run_id <= NEW.run_id - 50000 OR run_at < now() - interval '30 days';
  RETURN NULL;
END $$;
CREATE TRIGGER prune AFTER INSERT ON adhoc_log FOR EACH ROW EXECUTE FUNCTION prune_adhoc_log();

-- Down Migration
DROP TABLE adhoc_log;
DROP FUNCTION prune_adhoc_log;
