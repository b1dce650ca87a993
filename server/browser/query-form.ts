import { Cell } from "../../notebooks/runtime/cell.ts";
import { byId, element } from "../../notebooks/runtime/element.ts";
import { pushUrl, readUrl } from "../../notebooks/runtime/url-state.ts";
import { addressOf } from "../shared/query-files.ts";
import { copies } from "./copy.ts";
import { openField } from "./query-field.ts";
import { viewResult } from "./query-result.ts";
import { ParameterError, runQuery } from "./query-run.ts";
import { showSnippets } from "./query-take.ts";

type Values = Record<string, string>;

const { name = "", loadId, noRows = "" } = byId("query").dataset;
const title = document.querySelector("h1")?.textContent ?? name;
const form = document.querySelector<HTMLFormElement>("#parameters");
if (form) start(form);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copies]")) {
  button.hidden = false;
  copies(button, () => byId(button.dataset.copies!).textContent ?? "");
}

/** The form asks, the address keeps what was asked, and the result follows the address. */
function start(form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLElement>("[data-field]")].map(openField);
  const cell = new Cell(byId("result"));
  const cancel = byId<HTMLButtonElement>("cancel");
  const outcome = element("p", { className: "hidden", role: "status" });
  /** the values of the last run */
  let shown: string | undefined;

  form.noValidate = true; // the server's words are better
  byId("result").after(outcome);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(true);
  });
  form.addEventListener("change", () => ask(false));
  cancel.addEventListener("click", () => void cell.run(async () => [cancelled()]));
  window.addEventListener("popstate", () => follow(false));
  follow(true);

  /** Runs what the form says; unless told to, not once more what is shown or under way. */
  function ask(again: boolean): void {
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    if (keyOf(values) === shown && !(again && cancel.hidden)) return;
    pushUrl(values);
    run(values);
  }

  /** Runs what the address says, or without a word of it the example. */
  function follow(again: boolean): void {
    const asked = readUrl();
    const isBare = !fields.some((field) => field.name in asked);
    const all = new URLSearchParams(location.search);
    const values = Object.fromEntries(
      fields.map((field) => [field.name, isBare ? field.example : all.getAll(field.name).join(",")]),
    );
    if (!again && keyOf(values) === shown) return; // a link within the page was followed
    for (const field of fields) field.value = values[field.name]!;
    run(values);
  }

  function run(values: Values): void {
    shown = keyOf(values);
    for (const field of fields) field.blame(undefined);
    showSnippets(name, fields, values);
    cancel.hidden = false;
    const done = cell.run((signal) => answer(values, signal));
    void done.then(() => {
      if (byId("result").ariaBusy === "false") cancel.hidden = true;
      outcome.textContent = byId("result").querySelector(".outcome")?.textContent ?? "";
    });
  }

  async function answer(values: Values, signal: AbortSignal): Promise<Node[]> {
    try {
      const result = await runQuery(name, values, loadId, signal);
      return viewResult(result, { title, noRows, all: addressOf(name, "csv", values) });
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      if (!signal.aborted) blame(error);
      return [refusal(error)];
    }
  }

  function blame({ faults }: ParameterError): void {
    for (const field of fields) field.blame(faults[field.name]);
    // Who pressed Run goes on at the first fault; who is in a field stays there.
    if (document.activeElement instanceof HTMLButtonElement)
      form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }

  function cancelled(): Node {
    const again = element("button", { type: "button", className: "plain" }, "Run again");
    again.addEventListener("click", () => ask(true));
    return element("div", { className: "empty" }, element("p", {}, "Cancelled."), again);
  }
}

function keyOf(values: Values): string {
  return String(new URLSearchParams(values));
}

/** The fields say what is wrong with them; only what belongs to none is said here. */
function refusal({ message, faults }: ParameterError): Node {
  const text =
    Object.keys(faults).length > 0
      ? "There is no result for these parameters: see above what each needs."
      : message;
  return element("p", { className: "empty", role: "alert" }, text);
}
