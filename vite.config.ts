import { defineConfig } from "vite";
import { withoutMaps } from "./notebooks/runtime/compile/without-maps.ts";
import { notebookEntries, notebooks } from "./notebooks/runtime/vite-plugin.ts";

export default defineConfig({
  appType: "custom",
  publicDir: false,
  plugins: [notebooks(), withoutMaps()],
  build: {
    manifest: true,
    target: "es2022",
    // The content security policy has no room for inline code and data.
    assetsInlineLimit: 0,
    modulePreload: false,
    // A notebook's page tells the line of an error.
    sourcemap: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What server pages and most notebooks share, as one file: Rolldown would make eleven, the smallest of 100 bytes, which
            // with headers are 600.
            {
              name: "shared",
              tags: ["$initial"],
              test: /runtime\/(combobox|occupation-picker|query|release-watch|table|url-state)\.ts$|\/occupations\.sql$/,
            },
          ],
        },
      },
      input: [
        "server/style.css",
        "server/browser/queries.css",
        "server/browser/query-form.ts",
        "server/browser/search-list.ts",
        "notebooks/runtime/notebook.css",
        ...notebookEntries(import.meta.dirname),
        "notebooks/runtime/scratch/scratch-cells.ts",
        "server/browser/scratch.css",
        "server/browser/scratch.ts",
      ],
    },
  },
});
