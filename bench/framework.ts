import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { pino } from "pino";
import { serveAsset } from "../server/asset-endpoint.ts";
import { type AppEnvironment, requestLog } from "../server/request-log.ts";

const PACKAGES = ["@observablehq/framework@1.13.4", "@observablehq/plot@0.6.17"];
const MODULES = ["skill-gap/chart.ts", "skill-gap/legend.ts", "skill-gap/rows.ts", "runtime/element.ts"];
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

export type Site = Hono<AppEnvironment>;

export interface Compared {
  rows: unknown[];
  from: string;
  to: string;
}

/**
 * A static page of Observable Framework with the skill gap notebook's own chart and legend, its rows embedded; undefined where
 * Framework can't be installed. Plot comes from npm as well, since Framework's own way asks a CDN at build.
 */
export async function buildFramework(folder: string, compared: Compared): Promise<Site | undefined> {
  const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: folder });
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "private": true, "type": "module" }`);
  try {
    await run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", ...PACKAGES);
  } catch {
    return undefined;
  }
  for (const path of MODULES) {
    cpSync(join("notebooks", path), join(folder, "src", path), { recursive: true });
    // Framework finds a .ts file where .js is imported.
    const text = readFileSync(join("notebooks", path), "utf8").replaceAll('.ts";', '.js";');
    writeFileSync(join(folder, "src", path), text);
  }
  writeFileSync(join(folder, "src/index.md"), page(compared));
  // No fonts from elsewhere.
  const config = `export default { root: "src", sidebar: false, toc: false, pager: false, globalStylesheets: [], footer: "" };`;
  writeFileSync(join(folder, "observablehq.config.js"), config);
  await run("node_modules/.bin/observable", "build");
  return staticSite(join(folder, "dist"));
}

function page({ rows, from, to }: Compared): string {
  const titles = `${JSON.stringify(from)}, ${JSON.stringify(to)}`;
  return `---
title: Skill gap between two occupations
---
<style>:root { --from: #b35806; --to: #2166ac; --more: #2166ac; --less: #b35806; --quiet: #666; --surface: #fff; }</style>

# Skill gap between two occupations

\`\`\`js
import { drawChart } from "./skill-gap/chart.js";
import { legend } from "./skill-gap/legend.js";
import { SCALES, summarize, toSkillGap } from "./skill-gap/rows.js";
const gap = toSkillGap(${JSON.stringify(rows)});
const summary = summarize(gap, ${titles});
\`\`\`

\`\`\`js
display(legend(gap.skills, ${titles}));
display(drawChart(gap.skills, { width, scale: SCALES.LV, from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}, summary }));
\`\`\`
`;
}

/** Sent as the project sends its own: from memory, the page by gzip and all else packed once. */
function staticSite(folder: string): Site {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => extname(path));
  const files = new Map(
    paths
      .filter((path) => TYPES[extname(path)])
      .map((path) => {
        const body = new Uint8Array(readFileSync(join(folder, path)));
        return [`/${path.replaceAll("\\", "/")}`, { body, type: TYPES[extname(path)]! }] as const;
      }),
  );
  const page = files.get("/index.html")!;
  const app = new Hono<AppEnvironment>();
  app.use(requestLog(pino({ enabled: false })));
  app.get("/", compress(), (c) => c.body(page.body, 200, { "Content-Type": page.type }));
  app.get("*", serveAsset({ files }));
  return app;
}
