import { element } from "../runtime/element.ts";

/** What the bars mean; `says` where the release says what is in demand. */
export function legend(says: boolean): HTMLElement {
  const entry = (opacity: string, text: string) => {
    const key = element("span", { className: "key" });
    Object.assign(key.style, { background: "var(--to)", opacity, borderRadius: "2px" });
    return element("li", {}, key, text);
  };
  return element(
    "ul",
    { className: "legend" },
    entry("0.28", "listed"),
    says
      ? entry("1", "of these, in demand")
      : element("li", { className: "quiet" }, "In demand: not published in this release"),
  );
}
