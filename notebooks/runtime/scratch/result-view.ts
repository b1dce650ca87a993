import { element } from "../element.ts";
import { type AnswerSheet, answerTable } from "./answer-view.ts";
import type { ChartChoice } from "./chart-choice.ts";
import type { KeptCell } from "./kept-cells.ts";

type Shows = KeptCell["shows"];

/** A result as a table or a chart, whichever is chosen. Plot is loaded when it is to be a chart. */
export function resultView(
  sheet: AnswerSheet,
  kept: Pick<KeptCell, "shows" | "chart">,
  onChange: (change: { shows: Shows } | { chart: ChartChoice }) => void,
): HTMLElement {
  const place = element("div");
  const made: Partial<Record<Shows, HTMLElement>> = {};
  let { shows } = kept;

  async function show(): Promise<void> {
    const wanted = shows;
    if (!made[wanted]) place.replaceChildren(element("p", { className: "quiet" }, "Loading…"));
    const view = made[wanted] ?? (wanted === "table" ? answerTable(sheet) : await chart());
    made[wanted] = view;
    if (shows === wanted) place.replaceChildren(view);
  }

  async function chart(): Promise<HTMLElement> {
    const { chartView } = await import("./chart-view.ts");
    return chartView(sheet, kept.chart, (chart) => onChange({ chart }));
  }

  function choose(value: Shows): void {
    shows = value;
    onChange({ shows });
    void showOrSay();
  }

  function showOrSay(): Promise<void> {
    return show().catch((error) => {
      reportError(error);
      const text = "This could not be shown. Reload the page; your cells are kept.";
      place.replaceChildren(element("p", { className: "notice" }, text));
    });
  }

  void showOrSay();
  return element("div", {}, switchOf(shows, choose), place);
}

let switches = 0;

function switchOf(shows: Shows, onChange: (value: Shows) => void): HTMLElement {
  const name = `scratch-shows-${switches++}`;
  const choice = (value: Shows, text: string) => {
    const radio = element("input", { type: "radio", name, value, checked: value === shows });
    radio.addEventListener("change", () => onChange(value));
    return element("label", {}, radio, text);
  };
  const legend = element("legend", { className: "hidden" }, "Show the result as");
  return element(
    "fieldset",
    { className: "segments" },
    legend,
    choice("table", "Table"),
    choice("chart", "Chart"),
  );
}
