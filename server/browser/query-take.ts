import { byId, element } from "../../notebooks/runtime/element.ts";
import { addressOf } from "../shared/query-files.ts";
import { copies } from "./copy.ts";
import type { QueryField } from "./query-field.ts";
import { type Snippet, snippetsOf } from "./query-snippets.ts";

let shown = "curl";
let snippets: Snippet[] = [];

/** Brings files and code up to these values; the tool that a person chose stays chosen. */
export function showSnippets(
  name: string,
  fields: readonly QueryField[],
  values: Readonly<Record<string, string>>,
): void {
  for (const link of byId("files").querySelectorAll<HTMLAnchorElement>("a")) {
    link.href = addressOf(name, link.dataset.extension ?? "", values, link.dataset.options);
  }
  snippets = snippetsOf(name, location.origin, fields, values, byId("sql").textContent ?? "");
  const place = byId("snippets");
  if (!place.hasChildNodes()) build(place);
  place.hidden = false;
  show();
}

function build(place: HTMLElement): void {
  const tools = snippets.map(({ tool }) => {
    const radio = element("input", { type: "radio", name: "tool", value: tool, checked: tool === shown });
    radio.addEventListener("change", () => {
      shown = tool;
      show();
    });
    return element("label", {}, radio, tool);
  });
  const copy = element("button", { type: "button", className: "plain" }, "Copy");
  copies(copy, () => byId("snippet").textContent ?? "");
  const legend = element("legend", { className: "hidden" }, "Read it with");
  const choice = element("fieldset", { className: "segments" }, legend, ...tools);
  const code = element("pre", { id: "snippet", className: "sql", tabIndex: 0 });
  place.append(element("div", { className: "head" }, choice, copy), code);
}

function show(): void {
  byId("snippet").textContent = snippets.find(({ tool }) => tool === shown)?.code ?? "";
}
