import { element } from "../runtime/element.ts";
import { TYPES } from "./scores.ts";

/** What the two shapes and the letters at the corners mean. */
export function legend(own: string): HTMLElement {
  const entry = (color: string, style: string, text: string) => {
    const key = element("span", { className: "key" });
    Object.assign(key.style, {
      width: "1.3rem",
      height: "0",
      borderRadius: "0",
      borderTop: `2px ${style} ${color}`,
      verticalAlign: "0.25rem",
    });
    return element("li", {}, key, text);
  };
  const letters = TYPES.map((type) => `${type.charAt(0)} ${type}`).join(", ");
  return element(
    "ul",
    { className: "legend" },
    entry("var(--to)", "solid", "the occupation"),
    entry("var(--from)", "dashed", own),
    element("li", { className: "quiet" }, letters),
  );
}
