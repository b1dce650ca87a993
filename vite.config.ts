import { defineConfig } from "vite";

export default defineConfig({
  appType: "custom",
  publicDir: false,
  build: {
    manifest: true,
    target: "es2022",
    // The content security policy has no room for inline code and data.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: ["server/style.css", "notebooks/skill-gap.ts"],
    },
  },
});
