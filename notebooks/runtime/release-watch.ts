import { element } from "./element.ts";
import { release, releaseName } from "./page-release.ts";
import type { Release } from "./query.ts";
import { savedCopy } from "./saved-copy.ts";

const EVERY = 60_000;

/** Notices when another release goes live than the page's, also while nobody touches it, and offers to run on that. */
export class ReleaseWatch {
  readonly #banner: HTMLElement;
  #asked = Number.NEGATIVE_INFINITY;

  constructor(banner: HTMLElement) {
    this.#banner = banner;
    if (savedCopy()) return;
    setInterval(() => void this.#ask(), EVERY);
    document.addEventListener("visibilitychange", () => void this.#ask());
    window.addEventListener("focus", () => void this.#ask());
  }

  /** A query's answer, or the server, told what is live. */
  see(live: Release): void {
    showLive(this.#banner, live);
  }

  async #ask(): Promise<void> {
    if (document.hidden || performance.now() - this.#asked < 1000) return;
    this.#asked = performance.now();
    const response = await fetch("/api/release").catch(() => undefined);
    if (response?.ok) this.see(await response.json());
  }
}

/** Says that another release than the page's is live, if that is so. */
export function showLive(banner: HTMLElement, live: Release): void {
  if (live.load_id === release().load_id) {
    banner.replaceChildren();
    return;
  }
  const run = element(
    "button",
    { type: "button", className: "button", onclick: () => location.reload() },
    "Run the notebook on it",
  );
  const text = `${releaseName(live)} (${live.label}) is live since this page was opened on ${releaseName(release())}.`;
  banner.replaceChildren(element("p", { className: "notice" }, `${text} Your inputs stay. `, run));
}
