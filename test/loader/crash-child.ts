import { load, revert } from "./drive.ts";

/**
 * Loads a release (or reverts) and, at the n-th time it comes to a step, kills itself or PostgreSQL with SIGKILL.
 * Run by crash.test.ts as a process of its own: URL, LOCATION or "revert", STEP#N, PID to kill or "self".
 */
const [url, location, stepAndCount, victim] = process.argv.slice(2) as [string, string, string, string];
const [step, count = "1"] = stepAndCount.split("#");
let seen = 0;
const options = {
  policy: ["follow", "keep"] as const,
  async report(event: { type: string; step?: string }) {
    if (event.type !== "step" || event.step !== step || ++seen !== Number(count)) return;
    process.kill(victim === "self" ? process.pid : Number(victim), "SIGKILL");
    // A backend that is at work outlives its postmaster; one that waits for its client ends at once.
    await new Promise((resolve) => setTimeout(resolve, 300));
  },
};
await (location === "revert" ? revert(url, options) : load(url, location, options));
