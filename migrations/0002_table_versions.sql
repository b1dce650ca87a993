-- Up Migration
-- Which state of the programme's tables an answer was made from: part of its ETag.
CREATE TABLE table_version (
  table_name text   PRIMARY KEY,
  version    bigint NOT NULL DEFAULT 1
);

-- Down Migration
DROP TABLE table_version;
