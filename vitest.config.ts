import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two workers on two cores: each may run its own PostgreSQL or Chromium.
    maxWorkers: 2,
    globalSetup: [],
  },
});
