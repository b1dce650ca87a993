import { byId } from "./element.ts";
import { release, releaseName } from "./page-release.ts";
import { pageUrl } from "./url-state.ts";

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

/** One sentence to cite the notebook by, with every input in its address: defaults may change. */
export function citation(inputs: readonly [name: string, text: string][], today: Date): string {
  const { name = "", title = name, commit } = byId("notebook").dataset;
  const url = new URL(pageUrl().pathname, pageUrl());
  for (const [key, value] of inputs) url.searchParams.set(key, value);
  const version = commit ? `${name} at ${commit}` : name;
  const of = release().synthetic
    ? "synthetic demonstration, not O*NET data"
    : `${releaseName(release())} Database, U.S. Department of Labor (CC BY 4.0, modified)`;
  return `“${title}”. Onetbook notebook ${version}; ${of}. ${url.href} (accessed ${DAY.format(today)}).`;
}
