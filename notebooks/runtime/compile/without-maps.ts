import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const ID = "\0d3-geo-left-out";
/** Words of a notebook that may draw a map, or means to. */
const MAPS = /\b(projection|geo\w*|sphere|graticule|topojson)\b/i;

/**
 * Leaves d3-geo, which Plot needs for maps only, out of a build without any: 13 of 86 kB that every notebook loads. It is
 * there where any notebook, or a module of one, has a word of maps in it.
 */
export function withoutMaps(): Plugin {
  let root = "";
  return {
    name: "onetbook:without-maps",
    apply: "build",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    async resolveId(id, importer) {
      if (id !== "d3-geo" || mayDrawMaps(root)) return undefined;
      const real = await this.resolve(id, importer, { skipSelf: true });
      return real && `${ID}?${real.id}`;
    },
    async load(id) {
      if (!id.startsWith(ID)) return undefined;
      const names = Object.keys(await import(pathToFileURL(id.slice(ID.length + 1)).href));
      const text = "this build has no maps: no notebook had any when it was made";
      return [
        `function leftOut() { throw new Error(${JSON.stringify(text)}); }`,
        // Plot makes one as it is loaded.
        "function geoTransform() {}",
        `export { geoTransform, ${names.filter((name) => name !== "geoTransform").map((name) => `leftOut as ${name}`)} };`,
      ].join("\n");
    },
  };
}

function mayDrawMaps(root: string): boolean {
  const folder = join(root, "notebooks");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith(".ts"))
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !relative(folder, path).startsWith("runtime"))
    .some((path) => MAPS.test(readFileSync(path, "utf8")));
}
