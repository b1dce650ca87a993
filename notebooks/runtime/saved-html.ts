import { byId } from "./element.ts";
import { fetchText } from "./fetch-text.ts";
import { keptAnswers } from "./kept-answers.ts";
import { release } from "./page-release.ts";
import { queryUrl } from "./query.ts";
import type { Shown } from "./save-controls.ts";
import { COPY_ID } from "./saved-copy.ts";
import { pageUrl } from "./url-state.ts";

const TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

/**
 * The page as one HTML file: its code as a single module, its style sheets, and the answers of this session in place of the
 * server. Its policy lets run that module alone, and lets nothing reach a network.
 */
export async function savedHtml({ asked, inputs }: Shown): Promise<Blob> {
  const { code = "", codeHash } = byId("notebook").dataset;
  const sheets = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
  const [script, ...styles] = await Promise.all([code, ...sheets.map(({ href }) => href)].map(fetchText));
  const at = new Date();
  const policy = `default-src 'none'; script-src '${codeHash}'; style-src 'unsafe-inline'; img-src data: blob:`;
  const address = pageUrl();
  for (const [name, text] of inputs) address.searchParams.set(name, text);
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(document.title)}</title>
<style>${styles.join("\n")}</style>
</head>
<body>
${document.querySelector(".synthetic")?.outerHTML ?? ""}
<main id="content">
<p class="notice">Copy of <a href="${escaped(address.href)}">${escaped(address.origin + address.pathname)}</a>, saved on ${TIME.format(at)}. It works without a network, with the answers that were asked for until then.</p>
${article()}
</main>
${document.querySelector("body > footer")?.outerHTML ?? ""}
<script type="application/json" id="${COPY_ID}">${await copyJson(address.href, at, asked)}</script>
<script type="module">${script}</script>
</body>
</html>
`;
  return new Blob([html], { type: "text/html;charset=utf-8" });
}

/** What saved-copy.ts reads, and what the copy is of, for whoever takes it apart. */
async function copyJson(address: string, at: Date, asked: Shown["asked"]): Promise<string> {
  const { name, commit } = byId("notebook").dataset;
  const about = { address, at, notebook: name, commit, release: release() };
  const queries = asked.map(({ name, params, rows, truncated, at }) => ({
    name,
    params,
    rows,
    truncated,
    at,
  }));
  const texts = await answers(asked);
  const held = texts.map(
    ([url, { text, at }]) => `${JSON.stringify(url)}:{"at":${JSON.stringify(at)},"answer":${text}}`,
  );
  // In JSON "<" stands only within texts; as it is, "</script>" in a text would end the element.
  return `${JSON.stringify({ ...about, queries }).slice(0, -1)},"answers":{${held.join(",\n")}}}`.replaceAll(
    "<",
    "\\u003c",
  );
}

/** The session's; those that the page shows are in any case among them. */
async function answers(asked: Shown["asked"]) {
  const kept = new Map(keptAnswers());
  for (const { name, params, at } of asked) {
    const url = queryUrl(name, params);
    if (!kept.has(url)) kept.set(url, { text: await fetchText(url), at });
  }
  return [...kept];
}

/** As the server made it, for the code to fill; without scratch cells, which are of this browser and need the server. */
function article(): string {
  const copy = byId("notebook").cloneNode(true) as HTMLElement;
  for (const key of ["ran", "code", "codeHash", "sources"]) delete copy.dataset[key];
  copy.dataset.state = "running";
  copy.querySelector("#scratch")?.remove();
  for (const place of copy.querySelectorAll("#live, #notices, #save, .cell[data-kind=code]"))
    place.replaceChildren();
  for (const cell of copy.querySelectorAll<HTMLElement>(".cell[data-kind=code]"))
    cell.dataset.state = "pending";
  // In a file "/queries" would be a folder of that machine.
  for (const link of copy.querySelectorAll<HTMLAnchorElement>("a[href]:not([href^='#'])"))
    link.setAttribute("href", link.href);
  return copy.outerHTML;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
