import { element } from "../runtime/element.ts";
import type { Skill } from "./rows.ts";

/** What the shapes and colours in the chart of these skills mean. */
export function legend(skills: readonly Skill[], from: string, to: string): HTMLElement {
  const entry = (shape: string, text: string) =>
    element("li", {}, element("span", { className: `key ${shape}` }), text);
  return element(
    "ul",
    { className: "legend" },
    entry("ring", from),
    entry("disc", to),
    entry("bound", "95 % confidence"),
    ...(skills.some(({ gap = 0 }) => gap > 0) ? [entry("more", "asks for more")] : []),
    ...(skills.some(({ gap = 0 }) => gap < 0) ? [entry("less", "asks for less")] : []),
    ...(skills.some((skill) => !skill.from || !skill.to) ? [entry("cross", "not relevant")] : []),
  );
}
