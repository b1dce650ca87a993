import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Which folders a folder's files may import from, besides itself: data flows one way. */
const MAY_IMPORT: Record<string, string[]> = {
  sql: [],
  loader: ["sql"],
  server: ["sql"],
  notebooks: [],
};

function importsOf(folder: string): { from: string; to: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const from = join(folder, file);
      const specifiers = readFileSync(join(root, from), "utf8").matchAll(
        /(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g,
      );
      return [...specifiers].map(([, specifier]) => ({
        from,
        to: relative(root, resolve(dirname(join(root, from)), specifier!)),
      }));
    });
}

function strays(imports: { from: string; to: string }[]): string[] {
  const folderOf = (path: string) => path.split("/")[0]!;
  return imports
    .filter(
      ({ from, to }) =>
        folderOf(to) !== folderOf(from) && !MAY_IMPORT[folderOf(from)]!.includes(folderOf(to)),
    )
    .map(({ from, to }) => `${from} imports ${to}`);
}

test.each(Object.keys(MAY_IMPORT))("%s imports only what lies below it", (folder) => {
  expect(strays(importsOf(folder))).toEqual([]);
});

test("an import against the stream is found", () => {
  expect(strays([{ from: "sql/client.ts", to: "loader/stage.ts" }])).toEqual([
    "sql/client.ts imports loader/stage.ts",
  ]);
  expect(strays([{ from: "server/app.tsx", to: "loader/stage.ts" }])).toHaveLength(1);
});

test("every folder's imports are seen", () => {
  for (const folder of ["sql", "loader"]) expect(importsOf(folder).length).toBeGreaterThan(5);
});

test("only what connects as the owner, and the loader's error reports, use pg; all else goes through the guarded client", () => {
  const usesPg = (path: string) =>
    /^import (?!type).*from "pg"/m.test(readFileSync(join(root, path), "utf8"));
  const users = Object.keys(MAY_IMPORT).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file))
      .filter(usesPg),
  );
  expect(users).toContain("sql/owner.ts");
  expect(
    users.filter(
      (path) => !/^sql\/(owner|adhoc-session|embedded-\w+)\.ts$|^loader\/row-errors\.ts$/.test(path),
    ),
  ).toEqual([]);
});
