import { range, select } from "@observablehq/inputs";
import { element } from "../runtime/element.ts";
import { nameControls } from "../runtime/name-controls.ts";
import { occupationPicker } from "../runtime/occupation-picker.ts";
import { HIGHEST, parseStart, type Scores, TYPES } from "./scores.ts";

type Mode = "letters" | "scores" | "occupation";

const MODES: readonly [Mode, string][] = [
  ["letters", "Letters"],
  ["scores", "Scores"],
  ["occupation", "Occupation"],
];

let count = 0;

/** An input of interests in one of three ways; its value is a short text that `parseStart` reads. */
export function startInput(
  occupations: readonly { onetsoc_code: string; title: string }[],
  { value }: { value: string },
): HTMLElement & { value: string } {
  const letters = lettersInput();
  const scores = scoresInput();
  // Whether its skills are rated is no matter here.
  const titles = occupations.map(({ onetsoc_code, title }) => ({ onetsoc_code, title }));
  const occupation = occupationPicker(titles, { label: "Occupation", value: "29-1141.00" });
  const panels = { letters: letters.panel, scores: scores.panel, occupation: panel(occupation) };
  const modes = modeInput((mode) => show(mode));
  const place = element("div", {}, modes.element, ...Object.values(panels));
  Object.assign(place.style, { display: "grid", gap: "0.75rem" });
  // Other inputs' events reach `place` by themselves.
  occupation.addEventListener("input", () => place.dispatchEvent(new Event("input")));

  function show(mode: Mode): void {
    if (mode === "scores" && modes.value === "letters") scores.set(letterScores(letters.get()));
    modes.value = mode;
    for (const [name, panel] of Object.entries(panels)) panel.hidden = name !== mode;
  }
  function set(text: string): void {
    const start = parseStart(text);
    if (!start) return;
    if (start.kind === "occupation") occupation.value = start.code;
    else if (start.letters) letters.set(start.letters);
    show(start.kind === "occupation" ? "occupation" : start.letters ? "letters" : "scores");
    if (start.kind === "scores" && !start.letters) scores.set(start.scores);
  }
  const get = () =>
    modes.value === "occupation" ? occupation.value : (modes.value === "letters" ? letters : scores).get();
  set(value);
  return Object.defineProperty(place, "value", { get, set }) as unknown as HTMLElement & { value: string };
}

function letterScores(letters: string): Scores {
  const start = parseStart(letters);
  return start?.kind === "scores" ? start.scores : TYPES.map(() => 0);
}

function modeInput(onChange: (mode: Mode) => void) {
  const name = `start-${++count}`;
  const radios = MODES.map(([value]) => element("input", { type: "radio", name, value }));
  const labels = MODES.map(([, text], index) => element("label", {}, radios[index]!, text));
  const legend = element("legend", { className: "quiet" }, "Start from");
  const fieldset = element("fieldset", { className: "segments" }, legend, ...labels);
  let current: Mode = "letters";
  for (const radio of radios) radio.addEventListener("input", () => onChange(radio.value as Mode));
  return {
    element: fieldset,
    get value() {
      return current;
    },
    set value(mode: Mode) {
      current = mode;
      for (const radio of radios) radio.checked = radio.value === mode;
    },
  };
}

/** The strongest interest, and the one that follows, if any. */
function lettersInput() {
  const choices = TYPES.map((type) => [type, type.charAt(0)] as const);
  const first = select(new Map(choices), { label: "Strongest interest", value: "S" });
  const second = select(new Map([["none", ""], ...choices]), { label: "Then", value: "I" });
  return {
    panel: panel(first, second),
    get: () => (second.value === first.value ? first.value : first.value + second.value),
    set([one = "S", two = ""]: string) {
      [first.value, second.value] = [one, two];
    },
  };
}

function scoresInput() {
  const ranges = TYPES.map((type) => range([0, HIGHEST], { label: type, step: 1, value: 20 }));
  return {
    panel: panel(...ranges),
    get: () => ranges.map(({ value }) => value).join("."),
    set(scores: Scores) {
      for (const [index, input] of ranges.entries()) input.value = scores[index]!;
    },
  };
}

/** Inputs side by side, which `hidden` can still hide. */
function panel(...inputs: HTMLElement[]): HTMLElement {
  for (const input of inputs) nameControls(input);
  const grid = element("div", {}, ...inputs);
  Object.assign(grid.style, {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 18rem), 1fr))",
    gap: "0.75rem 1.5rem",
  });
  return element("div", {}, grid);
}
