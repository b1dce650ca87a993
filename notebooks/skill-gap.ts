import { Cell } from "./runtime/cell.ts";
import { Combobox } from "./runtime/combobox.ts";
import { byId, element } from "./runtime/element.ts";
import { query } from "./runtime/query.ts";
import { pushUrl, readUrl } from "./runtime/url-state.ts";
import { type Occupation, type Occupations, readChoice } from "./skill-gap-choice.ts";
import { viewGap } from "./skill-gap-view.ts";

const cell = new Cell(byId("gap"));

void cell.run(async (signal) => {
  const { rows } = await query<Occupation>("occupations", {}, signal);
  start(new Map(rows.map((row) => [row.onetsoc_code, row])));
  return []; // start() has put the cell to newer work
});

/** With the occupations at hand the controls come alive, and the chart follows them and the address. */
function start(occupations: Occupations): void {
  const choices = [...occupations.values()].map(({ onetsoc_code: value, title: label, rated }) => ({
    value,
    label,
    ...(rated ? {} : { note: "no skill ratings" }),
  }));
  const controls = byId<HTMLFormElement>("controls");
  const from = new Combobox("from", choices, change);
  const to = new Combobox("to", choices, change);

  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("change", (event) => {
    if ((event.target as HTMLInputElement).name === "scale") change();
  });
  byId("exchange").addEventListener("click", () => {
    [from.value, to.value] = [to.value, from.value];
    change();
  });
  window.addEventListener("popstate", follow);
  follow();

  /** A person chose: the address is told. */
  function change(): void {
    pushUrl({ from: from.value, to: to.value, scale: String(new FormData(controls).get("scale")) });
    follow();
  }

  /** Shows what the address asks for. */
  function follow(): void {
    const { choice, notices } = readChoice(readUrl(), occupations);
    from.value = choice.from;
    to.value = choice.to;
    for (const radio of controls.querySelectorAll<HTMLInputElement>("[name=scale]"))
      radio.checked = radio.value === choice.scale;
    byId("notices").replaceChildren(...notices.map((text) => element("p", { className: "notice" }, text)));
    void cell.run((signal) => viewGap(choice, occupations, signal));
  }
}
