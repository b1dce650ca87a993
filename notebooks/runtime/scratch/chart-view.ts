import { frameCharts } from "../chart-frame.ts";
import { element } from "../element.ts";
import type { AnswerSheet } from "./answer-view.ts";
import { type ChartChoice, COUNT, fits, type Mark, suggest } from "./chart-choice.ts";
import { drawChart } from "./draw-chart.ts";

const MARKS: [Mark, string][] = [
  ["bars", "Bars"],
  ["dots", "Dots"],
  ["line", "Line"],
];

/** A result as a chart, with what to choose above it; `onChoice` is told of each change. */
export function chartView(
  { columns, rows }: AnswerSheet,
  kept: ChartChoice | undefined,
  onChoice: (choice: ChartChoice) => void,
): HTMLElement {
  let choice = kept && fits(kept, columns) ? kept : suggest(columns, rows);
  let width = 0;
  const place = element("div", { className: "drawn" });
  const names = columns.map(({ name }): [string, string] => [name, name]);
  const axis: [string, string][] = [...names, [COUNT, "Number of rows"]];
  const choose = (label: string, key: keyof ChartChoice, options: [string, string][]) =>
    selectOf(label, options, choice[key], (value) => {
      choice = { ...choice, [key]: value };
      onChoice(choice);
      draw();
    });
  const controls = element(
    "div",
    { className: "choices" },
    choose("Chart", "mark", MARKS),
    choose("x", "x", axis),
    choose("y", "y", axis),
    choose("Colour", "color", [["", "One for all"], ...names]),
  );

  function draw(): void {
    if (width > 0) place.replaceChildren(...drawn());
  }

  function drawn(): Node[] {
    if (choice.x === COUNT && choice.y === COUNT)
      return [element("p", { className: "quiet" }, "Choose a column for x or y.")];
    try {
      const { chart, notes } = drawChart(columns, rows, choice, width);
      const note = element("p", { className: "quiet" }, notes.join(" "));
      return [frameCharts(chart, "Chart"), ...(notes.length > 0 ? [note] : [])];
    } catch (error) {
      reportError(error);
      return [element("p", { className: "quiet" }, "This can't be drawn; choose other columns.")];
    }
  }

  new ResizeObserver(() => {
    if (Math.floor(place.clientWidth) === width) return;
    width = Math.floor(place.clientWidth);
    draw();
  }).observe(place);
  return element("div", { className: "chart-view" }, controls, place);
}

function selectOf(
  label: string,
  options: [value: string, text: string][],
  value: string,
  onChange: (value: string) => void,
): HTMLElement {
  const select = element("select", {}, ...options.map(([value, text]) => element("option", { value }, text)));
  select.value = value;
  select.addEventListener("change", () => onChange(select.value));
  return element("label", {}, label, select);
}
