import { byId } from "./element.ts";
import type { Release } from "./query.ts";

/** The release that the page was made for, as the server wrote it into the page. */
export function release(): Release {
  const { release = "", label = "", synthetic, loadId = "" } = byId("notebook").dataset;
  return { release, label, synthetic: synthetic === "true", load_id: loadId };
}

export function releaseName({ release, synthetic }: Release): string {
  return synthetic ? "Demonstration" : `O*NET ${release}`;
}
