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

interface Import {
  from: string;
  to: string;
  /** gone at run time */
  isType?: boolean;
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const from = join(folder, file);
      const found = readFileSync(join(root, from), "utf8").matchAll(
        /(?:\b(?:import|export)\s+(type\s)?[^"';()]*?\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+|node:[^"']+|vite)["']/g,
      );
      return [...found].map(([, type, specifier]) => ({
        from,
        to: specifier!.startsWith(".")
          ? relative(root, resolve(dirname(join(root, from)), specifier!))
          : specifier!,
        isType: type !== undefined,
      }));
    });
}

/** Compiles notebooks in Node; all else below notebooks/, and server/browser, runs in the browser; server/shared on both sides. */
const COMPILER = /^notebooks\/runtime\/(compile\/|vite-plugin\.ts$)/;
/** A process of its own, which runs notebooks as a browser would: it compiles them, and nobody imports it. */
const GATE = /^server\/gate\//;
const isBrowserCode = (path: string) =>
  /^notebooks\/|^server\/(browser|shared)\//.test(path) && !COMPILER.test(path);
const isOurs = (path: string) => path.split("/")[0]! in MAY_IMPORT;

function isStray({ from, to, isType = false }: Import): boolean {
  const [here, there] = [from.split("/")[0]!, to.split("/")[0]!];
  if (isBrowserCode(from)) {
    if (isBrowserCode(to)) return to.startsWith("server/") && here === "notebooks";
    const isQuery = /^sql\/queries\/.+\.sql$/.test(to);
    return !isQuery && !(isType && !to.startsWith("loader/"));
  }
  if (to.startsWith("server/browser/") || (GATE.test(to) && !GATE.test(from))) return true;
  if (GATE.test(from) && COMPILER.test(to)) return false;
  return isOurs(to) && here !== there && !MAY_IMPORT[here]!.includes(there);
}

function strays(imports: Import[]): string[] {
  return imports.filter(isStray).map(({ from, to }) => `${from} imports ${to}`);
}

test.each(Object.keys(MAY_IMPORT))("%s imports only what lies below it", (folder) => {
  expect(strays(importsOf(folder))).toEqual([]);
});

test.each([
  ["sql/client.ts", "loader/stage.ts"],
  ["server/app.tsx", "loader/stage.ts"],
  ["server/app.tsx", "notebooks/runtime/element.ts"],
  ["server/app.tsx", "server/browser/scratch.ts"],
  ["server/app.tsx", "notebooks/runtime/vite-plugin.ts"],
  ["server/app.tsx", "server/gate/browser.ts"],
  ["loader/swap.ts", "server/gate/main.ts"],
  ["server/gate/browser.ts", "notebooks/runtime/element.ts"],
  ["server/browser/scratch.ts", "server/assets.ts"],
  ["server/shared/search-words.ts", "server/assets.ts"],
  ["notebooks/skill-gap.ts", "server/browser/scratch.ts"],
  ["notebooks/skill-gap.ts", "sql/client.ts"],
  ["notebooks/skill-gap.ts", "sql/views/skill_rating.sql"],
  ["notebooks/runtime/mount.ts", "notebooks/runtime/compile/compile.ts"],
  ["notebooks/runtime/mount.ts", "node:fs"],
  ["notebooks/runtime/vite-plugin.ts", "server/assets.ts"],
])("%s may not import %s", (from, to) => {
  expect(strays([{ from, to }])).toEqual([`${from} imports ${to}`]);
});

test.each<[from: string, to: string, isType?: boolean]>([
  ["server/browser/scratch.ts", "notebooks/runtime/element.ts"],
  ["notebooks/skill-gap.ts", "sql/queries/skill-gap.sql"],
  ["notebooks/runtime/notebook.ts", "sql/typed-query.ts", true],
  ["notebooks/runtime/vite-plugin.ts", "node:fs"],
  ["server/gate/built-notebooks.ts", "notebooks/runtime/compile/compile.ts"],
])("%s may import %s", (from, to, isType) => {
  expect(strays([{ from, to, isType: isType === true }])).toEqual([]);
});

test("every folder's imports are seen", () => {
  for (const folder of ["sql", "loader", "server", "notebooks"])
    expect(importsOf(folder).length).toBeGreaterThan(5);
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
      (path) => !/^sql\/(owner|adhoc-session|copy-out|embedded-\w+)\.ts$|^loader\/row-errors\.ts$/.test(path),
    ),
  ).toEqual([]);
});
