import { element } from "./element.ts";
import type { Input } from "./notebook.ts";

/** A button that gives two inputs each other's value, as one step of the history. */
export function exchangeButton<Value>(
  a: Input<Value> & { value: Value },
  b: Input<Value> & { value: Value },
  label = "Exchange the two",
): HTMLButtonElement {
  const onclick = () => {
    [a.value, b.value] = [b.value, a.value];
    for (const input of [a, b]) input.dispatchEvent(new Event("input"));
  };
  return element(
    "button",
    { type: "button", className: "swap", title: label, ariaLabel: label, onclick },
    "⇄",
  );
}
