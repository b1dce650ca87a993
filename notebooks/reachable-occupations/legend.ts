import { element } from "../runtime/element.ts";
import { colour } from "./chart.ts";
import type { Reachable } from "./reachable.ts";

/** What the colours and numbers in the chart mean. */
export function legend(reachable: readonly Reachable[]): HTMLElement {
  const entry = (color: string, text: string) => {
    const key = element("span", { className: "key" });
    key.style.background = color;
    return reachable.some((one) => colour(one) === color) ? [element("li", {}, key, text)] : [];
  };
  return element(
    "ul",
    { className: "legend" },
    ...entry("var(--more)", "asks for more on average"),
    ...entry("var(--from)", "for about as much (within 0.1)"),
    ...entry("var(--less)", "asks for less on average"),
    element("li", {}, "Numbers: 1 is the nearest, as in the list below"),
  );
}
