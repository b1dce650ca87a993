import { element } from "../element.ts";
import { toolsStyle } from "./tools-style.ts";

/** The head of the cells: what can be done to the whole file, and what has been done and can be undone. */
export class EditingBar {
  readonly root: ShadowRoot;
  readonly place = element("div", { className: "place" });
  readonly #toast = element("div", { className: "toast", role: "status" });
  readonly #problems = element("ul", { className: "problems" });

  constructor(before: HTMLElement, onEditFile: () => void) {
    const host = element("div");
    this.root = host.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [toolsStyle()];
    const edit = element("button", { type: "button", onclick: onEditFile }, "Edit the whole file");
    const text = "Development: point at a cell, or reach it with Tab, to edit it.";
    this.root.append(
      element("div", { className: "bar" }, text, edit),
      this.#problems,
      this.place,
      this.#toast,
    );
    before.before(host);
  }

  showProblems(lines: readonly string[]): void {
    this.#problems.replaceChildren(...lines.map((line) => element("li", {}, line)));
  }

  /** With `undo` until it is used, or something else is said. */
  say(text: string, undo?: () => void): void {
    const again = () => {
      this.#toast.replaceChildren();
      undo?.();
    };
    const button = element("button", { type: "button", onclick: again }, undo ? "Undo" : "Close");
    this.#toast.replaceChildren(text, button);
  }

  clear(): void {
    this.#toast.replaceChildren();
  }
}
