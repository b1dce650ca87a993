import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll } from "vitest";
import { type AppParts, createApp } from "../../server/app.ts";
import { type Assets, readAssets } from "../../server/assets.ts";
import { type DevAssets, openDevAssets } from "../../server/dev-assets.ts";
import { listen } from "../../server/listen.ts";
import { psql } from "../postgres.ts";
import { parts, reader } from "../server/served.ts";

export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const COPIED = ["notebooks/runtime", "server", "sql", "vite.config.ts", "package.json", "tsconfig.json"];

/**
 * A copy of this project whose notebooks are these, by file name below notebooks/. It is removed after the test file; one made
 * in a test passes `onTestFinished`.
 */
export class NotebookProject {
  /** what `serveForDevelopment` serves */
  dev: DevAssets | undefined;
  readonly root = mkdtempSync(join(tmpdir(), "onetbook-test-notebooks-"));

  constructor(files: Record<string, string>, whenDone: (remove: () => void) => void = afterAll) {
    for (const path of COPIED) cpSync(join(REPOSITORY, path), join(this.root, path), { recursive: true });
    // Not the folder itself: Vite keeps what it bundles in it.
    mkdirSync(join(this.root, "node_modules"));
    for (const name of readdirSync(join(REPOSITORY, "node_modules")).filter((name) => !name.startsWith(".")))
      symlinkSync(join(REPOSITORY, "node_modules", name), join(this.root, "node_modules", name));
    for (const [name, text] of Object.entries(files)) this.write(`notebooks/${name}`, text);
    whenDone(() => rmSync(this.root, { recursive: true, force: true, maxRetries: 5 }));
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.root, path, ".."), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Builds the project and serves it over a database; returns the address. */
  async serveBuilt(database: string): Promise<string> {
    return serveBuilt(database, this.root, join(this.root, "dist"));
  }

  /** Serves the project as `npm run dev` does. */
  async serveForDevelopment(database: string): Promise<string> {
    const dev = await openDevAssets(this.root, [this.root, REPOSITORY]);
    this.dev = dev;
    afterAll(() => dev.close());
    return serve(database, dev.assets, dev);
  }
}

/** Builds this project, or a copy of it, and serves it over a database; returns the address. */
export async function serveBuilt(
  database: string,
  root = REPOSITORY,
  outDir = mkdtempSync(join(tmpdir(), "onetbook-test-dist-")),
): Promise<string> {
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));
  await build({ root, logLevel: "silent", build: { outDir } });
  return serve(database, await readAssets(outDir));
}

/** Makes the server take what is in the database for another release that has just gone live. */
export async function renameRelease(database: string, label: string): Promise<void> {
  await psql(
    database,
    `UPDATE onet.release SET load_id = gen_random_uuid(), label = '${label}';
     UPDATE public.table_version SET version = version + 1 WHERE table_name = 'release_log'`,
  );
}

/** Serves what was built, over a database, until the test file ends; returns the address. */
export async function serve(
  database: string,
  assets: Assets,
  dev?: DevAssets,
  others: Partial<AppParts> = {},
): Promise<string> {
  const app = createApp({ ...(await parts(await reader(database))), assets, ...others });
  if (dev) app.use("/@dev/*", dev.answer);
  const closing: (() => Promise<unknown>)[] = [];
  const shutdown = { add: (step: () => Promise<unknown>) => void closing.push(step) };
  const address = await listen(app, { HOST: "127.0.0.1", PORT: 0 }, shutdown, undefined, dev?.attach);
  afterAll(() => Promise.all(closing.map((close) => close())));
  return address.replace("localhost", "127.0.0.1");
}
