import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readAssets } from "../../server/assets.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "onetbook-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function built(): string {
  const path = folder();
  for (const name of [".vite", "assets"]) mkdirSync(join(path, name));
  writeFileSync(
    join(path, ".vite/manifest.json"),
    `{"notebooks/a.ts": {"file": "assets/a-1x.js", "isEntry": true, "imports": ["_b.js", "_c.js"]},
      "_b.js": {"file": "assets/b-2x.js", "imports": ["_c.js"]}, "_c.js": {"file": "assets/c-3x.js"}}`,
  );
  writeFileSync(join(path, "notebooks.json"), "[]");
  writeFileSync(join(path, "assets/a-1x.js"), "let a");
  return path;
}

test("a built file is found by its source", async () => {
  const assets = await readAssets(built());
  expect(assets.url("notebooks/a.ts")).toBe("/assets/a-1x.js");
  expect(assets.files.get("/assets/a-1x.js")).toEqual({
    body: new TextEncoder().encode("let a"),
    type: "text/javascript; charset=utf-8",
  });
});

test("what a module imports, near and far, is known once each", async () => {
  const assets = await readAssets(built());
  expect(assets.preloads("notebooks/a.ts")).toEqual(["/assets/b-2x.js", "/assets/c-3x.js"]);
});

test("a source that was not built is an error that names it", async () => {
  const assets = await readAssets(built());
  expect(() => assets.url("notebooks/b.ts")).toThrow(
    "notebooks/b.ts is not among the entries of vite.config.ts",
  );
});

test("without a build the server says how to make one", async () => {
  await expect(readAssets(folder())).rejects.toThrow("run npm start, or npx vite build");
});
