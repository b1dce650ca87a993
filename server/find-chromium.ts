import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What a browser without a window needs, and nothing that it would fetch or report by itself. */
export const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), // root may not start it otherwise
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium or Chrome: CHROMIUM names one, else the usual places are looked at. */
export function findChromium(named = process.env.CHROMIUM): string | undefined {
  return named ? (existsSync(named) ? named : undefined) : PLACES.find((place) => existsSync(place));
}
