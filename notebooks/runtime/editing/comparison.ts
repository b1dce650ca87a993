import { element } from "../element.ts";

export interface Choices {
  keepMine(): void;
  takeTheirs(): void;
  goOn(): void;
}

/** Two versions of a text side by side, and what to do about it; `theirs` is undefined where the text is gone from the file. */
export function comparison(mine: string, theirs: string | undefined, choices: Choices): HTMLElement {
  const button = (text: string, onclick: () => void) => element("button", { type: "button", onclick }, text);
  const explanation =
    theirs === undefined
      ? "Not saved: this part was removed from the file since you opened it."
      : "Not saved: this part of the file was changed since you opened it. What differs is marked.";
  return element(
    "div",
    { className: "comparison", role: "alertdialog", ariaLabel: "The file was changed meanwhile" },
    element("p", {}, explanation),
    element(
      "div",
      { className: "versions" },
      version("Yours", mine, theirs ?? ""),
      version("Theirs, in the file", theirs ?? "", mine),
    ),
    element(
      "div",
      { className: "row" },
      button(theirs === undefined ? "Put mine back" : "Keep mine", choices.keepMine),
      ...(theirs === undefined ? [] : [button("Take theirs", choices.takeTheirs)]),
      button("Go on editing", choices.goOn),
    ),
  );
}

function version(title: string, text: string, other: string): HTMLElement {
  const known = new Set(other.split("\n").map((line) => line.trim()));
  const lines = text.split("\n").map((line) => {
    const differs = !known.has(line.trim());
    return element(differs ? "mark" : "span", {}, `${line}\n`);
  });
  return element(
    "section",
    { ariaLabel: title },
    element("h3", {}, title),
    element("pre", { tabIndex: 0, ariaLabel: title }, ...lines),
  );
}
