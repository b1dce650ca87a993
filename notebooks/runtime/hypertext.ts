// Stands in for the library `htl` below Observable's inputs (vite-plugin.ts): that writes `style=` and `onclick=` into markup
// before it sets them on the element, and the content security policy refuses such markup.

const ATTRIBUTE = /\s([\w:-]+)=$/;

/** An element from a template: values of attributes are set on the element, others become its children. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Element {
  const template = document.createElement("template");
  template.innerHTML = strings
    .map((text, index) => {
      if (index === values.length) return text;
      return ATTRIBUTE.test(text)
        ? text.replace(ATTRIBUTE, ` data-value-${index}=$1`)
        : `${text}<!--value ${index}-->`;
    })
    .join("");
  const walker = document.createTreeWalker(
    template.content,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT,
  );
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes)
    if (node instanceof Comment)
      node.replaceWith(...toNodes(values[Number(node.data.slice("value ".length))]));
    else setAttributes(node as HTMLElement, values);
  return template.content.firstElementChild!;
}

function setAttributes(element: HTMLElement, values: unknown[]): void {
  for (const { name, value: attribute } of [...element.attributes]) {
    const [, index] = /^data-value-(\d+)$/.exec(name) ?? [];
    if (index === undefined) continue;
    element.removeAttribute(name);
    const value = values[Number(index)];
    if (typeof value === "function") Reflect.set(element, attribute, value);
    else if (attribute === "style") setStyle(element, value as Record<string, string | null>);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(attribute, value === true ? "" : String(value));
  }
}

function setStyle(element: HTMLElement, style: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(style))
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else Reflect.set(element.style, name, value);
}

function toNodes(value: unknown): (Node | string)[] {
  if (value === null || value === undefined) return [];
  if (value instanceof Node) return [value];
  if (typeof value === "object" && Symbol.iterator in value)
    return [...(value as Iterable<unknown>)].flatMap(toNodes);
  return [String(value)];
}
