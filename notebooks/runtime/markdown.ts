import { PLACE } from "./markdown-place.ts";

/**
 * Prose with values: md`The widest of ${n} gaps is **${name}**.` The values become text, whatever they hold; elements are
 * put in as they are, lists one by one. Headings, lists, links and tables are markdown's.
 */
export const md = render as unknown as (text: TemplateStringsArray, ...values: unknown[]) => HTMLElement;

/** What compile/markdown-template.ts calls in place of the template: HTML made at build, with places for the values. */
function render(html: string, ...values: unknown[]): HTMLElement {
  const prose = document.createElement("div");
  prose.className = "prose";
  prose.innerHTML = html;
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes)
    if (node instanceof Text) fillText(node, values);
    else fillAttributes(node as Element, values);
  return prose;
}

function fillText(text: Text, values: unknown[]): void {
  const parts = text.data.split(PLACE); // text and indexes in turn
  if (parts.length > 1)
    text.replaceWith(...parts.flatMap((part, at) => (at % 2 === 0 ? part : toNodes(values[Number(part)]))));
}

function fillAttributes(element: Element, values: unknown[]): void {
  for (const attribute of element.attributes) {
    const parts = attribute.value.split(PLACE);
    if (parts.length === 1) continue;
    attribute.value = parts.map((part, at) => (at % 2 === 0 ? part : inWords(values[Number(part)]))).join("");
    // A value may name a script.
    if (element instanceof HTMLAnchorElement && !/^(https?|mailto):$/.test(element.protocol))
      element.removeAttribute("href");
  }
}

function toNodes(value: unknown): (Node | string)[] {
  if (Array.isArray(value)) return value.flatMap(toNodes);
  return [value instanceof Node ? value : inWords(value)];
}

/** A value that is missing is seen to be so. */
function inWords(value: unknown): string {
  return value === undefined || value === null ? "–" : String(value);
}
