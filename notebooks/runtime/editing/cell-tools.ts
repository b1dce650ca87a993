import { element } from "../element.ts";
import { toolsStyle } from "./tools-style.ts";

export type Tool = "edit" | "code" | "text" | "up" | "down" | "hide" | "delete" | `query ${string}`;

/** What is there to be done to a cell now. */
export interface CellFacts {
  title: string;
  line: number;
  isHidden: boolean;
  isFirst: boolean;
  isLast: boolean;
  hasDraft: boolean;
  /** names of the queries that it imports or uses */
  queries: string[];
}

const LABELS: Record<string, string> = {
  code: "Add a code cell below",
  text: "Add a text cell below",
  up: "Move up",
  down: "Move down",
};

/**
 * A cell's buttons, its problems and the place of its editor. They are in a shadow root, beside what the notebook shows, so
 * that this stays what it is without them.
 */
export class CellTools {
  readonly root: ShadowRoot;
  /** where editors go */
  readonly place = element("div", { className: "place" });
  readonly #bar = element("div", { className: "tools", role: "toolbar" });
  readonly #about = element("span", { className: "about" });
  readonly #problems = element("div", { className: "problems", role: "status" });
  readonly #onTool: (tool: Tool) => void;

  constructor(section: HTMLElement, onTool: (tool: Tool) => void) {
    this.#onTool = onTool;
    this.root = section.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [toolsStyle()];
    this.root.append(this.#about, element("slot"), this.#bar, this.#problems, this.place);
    this.#bar.addEventListener("keydown", (event) => this.#step(event));
  }

  show({ title, line, isHidden, isFirst, isLast, hasDraft, queries }: CellFacts): void {
    const focused = (this.root.activeElement as HTMLElement | null)?.dataset.tool;
    this.#bar.ariaLabel = `Cell ${title || `in line ${line}`}`;
    this.#about.textContent = `${isHidden ? "Hidden" : "Shows nothing"} · ${title || `line ${line}`}`;
    const button = (tool: Tool, text: string, disabled = false) => {
      const made = element("button", { type: "button", onclick: () => this.#onTool(tool), disabled }, text);
      if (LABELS[tool]) made.title = made.ariaLabel = LABELS[tool];
      made.dataset.tool = tool;
      made.tabIndex = -1;
      return made;
    };
    this.#bar.replaceChildren(
      button("edit", hasDraft ? "Edit draft" : "Edit"),
      ...queries.map((name) => button(`query ${name}`, `${name}.sql`)),
      button("code", "+ Code"),
      button("text", "+ Text"),
      button("up", "↑", isFirst),
      button("down", "↓", isLast),
      button("hide", isHidden ? "Show" : "Hide"),
      button("delete", "Delete"),
    );
    this.#buttons()[0]!.tabIndex = 0;
    if (focused) this.focus(focused);
  }

  showProblems(lines: readonly string[]): void {
    const list = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    this.#problems.replaceChildren(...(lines.length > 0 ? [list] : []));
  }

  focus(tool: string): void {
    const buttons = this.#buttons();
    (buttons.find(({ dataset }) => dataset.tool === tool) ?? buttons[0])?.focus();
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.#bar.querySelectorAll("button")].filter(({ disabled }) => !disabled);
  }

  /** A toolbar is one stop of the Tab key; arrows lead from button to button. */
  #step(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const buttons = this.#buttons();
    const at = buttons.indexOf(this.root.activeElement as HTMLButtonElement);
    const next = buttons.at((at + by) % buttons.length)!;
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  }
}
