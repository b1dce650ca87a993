import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  exampleValues,
  parameterValues,
  parseQueryFile,
  readQueryFiles,
  readSqlFiles,
} from "../../sql/query-file.ts";

const parse = (content: string) => parseQueryFile("skill-gap", "sql/queries/skill-gap.sql", content);

test("front matter and :name parameters are read", async () => {
  const query = await parse(`/* ---
title: Gap
params:
  from: { pattern: '^x', example: x1, doc: now }
  scale: { enum: [IM, LV], default: LV }
--- */
SELECT a FROM onet.skills WHERE code IN (:from, :from) AND scale = :scale;
`);
  expect(query).toMatchObject({
    title: "Gap",
    order: ["from", "scale"],
    params: { from: { pattern: "^x" } },
  });
  expect(query.text).toBe("SELECT a FROM onet.skills WHERE code IN ($1, $1) AND scale = $2");
  expect(exampleValues(query)).toEqual(["x1", "LV"]);
  expect(parameterValues(query, { from: "x9" })).toEqual(["x9", "LV"]);
});

test("strings, quoted names, nested comments, casts and := are not parameters", async () => {
  const query = await parse(
    `SELECT ':a', "b:c", $q$:d$q$, x::text /* :e /* :f */ */ FROM t -- :g\nWHERE y = :'from' AND é = :h`,
  );
  expect(query.order).toEqual(["from", "h"]);
});

test("a slice with a name is refused, an array of parameters is not", async () => {
  await expect(parse("SELECT a[1:n] FROM t")).rejects.toThrow(/skill-gap\.sql:1: .*ambiguous/);
  expect((await parse("SELECT array[:a, :b]")).order).toEqual(["a", "b"]);
});

test.each([
  ["two statements", "SELECT 1; SELECT 2", /:1: holds 2 statements/],
  ["a write", "DELETE FROM t", /:1: holds a DELETE/],
  ["a syntax error behind parameters", "SELECT :a_name,\n  :b_name b c FROM t", /:2:13: syntax error/],
  ["a syntax error", "SELECT 1,\n\nFROM", /:3:1: syntax error/],
  ["an empty file", "", /:1: holds 0 statements/],
  ["front matter that never ends", "/* ---\ntitle: x\nSELECT 1", /:1: front matter opens/],
  [
    "broken YAML",
    "/* ---\ntitle: [x\n--- */\nSELECT 1",
    /skill-gap\.sql:\d+: front matter is not valid YAML/,
  ],
  ["an unknown key", "/* ---\ntitel: x\n--- */\nSELECT 1", /front matter: top level: .*titel/],
  [
    "a described parameter that is not used",
    "/* ---\nparams: { a: { doc: x } }\n--- */\nSELECT 1",
    /parameter "a" is described/,
  ],
])("%s is refused with file, line and reason", async (_what, content, message) => {
  await expect(parse(content)).rejects.toThrow(message);
});

test("a file name that can't be a URL is refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "onetbook-queries-"));
  writeFileSync(join(folder, "Skill Gap.sql"), "SELECT 1");
  await expect(readQueryFiles(folder, "sql/queries")).rejects.toThrow(/lower-case/);
  rmSync(folder, { recursive: true });
});

test("every query, view and bridge of the project can be read", async () => {
  expect((await readQueryFiles()).length).toBeGreaterThan(1);
  expect((await readSqlFiles("views")).length).toBeGreaterThan(2);
  expect((await readSqlFiles("bridges")).length).toBeGreaterThan(30);
});
