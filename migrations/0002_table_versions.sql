-- Up Migration
-- Which state of the programme's tables an answer was made from: part of its ETag. A sequence would not do: its numbers
-- are seen before the rows they stand for are committed. Writers of one table wait for each other's commit.
CREATE TABLE table_version (
  table_name text   PRIMARY KEY,
  version    bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE table_version IS 'How often each table of schema public was written: a part of the ETags of answers that are read from it.';
INSERT INTO table_version (table_name) VALUES ('release_log'), ('sector'), ('occupation'), ('hs_skill'), ('institution'),
  ('program'), ('program_occupation'), ('skills_assessment'), ('skills_assessment_rating');

-- The writers themselves may not touch the versions.
CREATE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO table_version AS v (table_name) VALUES (TG_TABLE_NAME)
  ON CONFLICT (table_name) DO UPDATE SET version = v.version + 1;
  RETURN NULL;
END $$;

-- Every swap and revert writes release_log, so its version counts them.
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE ON release_log FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON sector FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON occupation FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON hs_skill FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON institution FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON program FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON program_occupation FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON skills_assessment FOR EACH STATEMENT EXECUTE FUNCTION bump_version();
CREATE TRIGGER bump_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON skills_assessment_rating FOR EACH STATEMENT EXECUTE FUNCTION bump_version();

-- Down Migration
DROP TRIGGER bump_version ON release_log;
DROP TRIGGER bump_version ON sector;
DROP TRIGGER bump_version ON occupation;
DROP TRIGGER bump_version ON hs_skill;
DROP TRIGGER bump_version ON institution;
DROP TRIGGER bump_version ON program;
DROP TRIGGER bump_version ON program_occupation;
DROP TRIGGER bump_version ON skills_assessment;
DROP TRIGGER bump_version ON skills_assessment_rating;
DROP FUNCTION bump_version;
DROP TABLE table_version;
