import { byId, element } from "../../notebooks/runtime/element.ts";
import type { Release } from "../../notebooks/runtime/query.ts";
import { loadTables } from "../../notebooks/runtime/sql-schema.ts";
import { copies } from "./copy.ts";
import { type Chosen, ScratchEditor } from "./scratch-editor.ts";
import { EXAMPLES } from "./scratch-examples.ts";
import { ScratchHistory } from "./scratch-history.ts";
import { readLink, writeLink } from "./scratch-link.ts";
import { countOf, durationOf, viewAnswer } from "./scratch-result.ts";
import { type Answer, RunError, runStatement } from "./scratch-run.ts";

/** ms between two looks at the clock */
const TICK = 100;
const TOO_LONG = "This statement is too long for a link";

const page = byId("scratch");
const runButton = byId<HTMLButtonElement>("run");
const cancelButton = byId<HTMLButtonElement>("cancel");
const result = byId("result");

const editor = new ScratchEditor(byId("editor"), () => void run(), cancel);
const past = new ScratchHistory((text) => editor.replace(text));
let running: AbortController | undefined;

/** Runs what is selected, or all of it. Nothing happens while something runs. */
async function run(): Promise<void> {
  if (running) return;
  const { chosen } = editor;
  if (chosen.text.trim() === "") return say("Type a statement first, or take an example.");
  running = new AbortController();
  const at = Date.now();
  const stopClock = startClock();
  showRunning(true);
  editor.unmark();
  say(...(writeLink(editor.text) ? [] : [`${TOO_LONG}: the address of this page does not hold it.`]));
  let outcome: string;
  try {
    outcome = showAnswer(await runStatement(chosen.text, running.signal));
  } catch (error) {
    outcome = running.signal.aborted ? showCancelled() : showError(error, chosen);
  }
  running = undefined;
  stopClock();
  showRunning(false);
  past.add({ text: chosen.text, at, outcome });
}

/** False where nothing runs. */
function cancel(): boolean {
  running?.abort();
  return running !== undefined;
}

/** Returns it in short, for the history. */
function showAnswer(answer: Answer): string {
  result.replaceChildren(...viewAnswer(answer));
  noticeSwap(answer.release);
  return `${countOf(answer.rows.length, answer.isCut)} · ${durationOf(answer.ms)}`;
}

function showCancelled(): string {
  nameEarlier();
  say("Cancelled.");
  return "cancelled";
}

function showError(error: unknown, chosen: Chosen): string {
  if (!(error instanceof RunError)) {
    reportError(error);
    result.replaceChildren();
    say("The answer could not be shown.");
    return "not shown";
  }
  nameEarlier();
  const { code, position } = error;
  const place = position === undefined ? "" : `${editor.mark(chosen, position, error.message)}: `;
  const small = code === "" ? [] : [" ", element("small", {}, code)];
  const hint = /multiple commands/.test(error.message)
    ? [element("p", {}, "Select the one that you want to run, and run that.")]
    : [];
  const text = `${place}${error.message}`;
  const line = element("p", {}, text.charAt(0).toUpperCase() + text.slice(1), ...small);
  say(element("div", { className: "refused" }, line, ...hint));
  return code === "" ? "not run" : `error ${code}`;
}

/** The result that stays on the page is of another statement than the one that is shown to have failed. */
function nameEarlier(): void {
  const outcome = result.querySelector<HTMLElement>(".outcome:not([data-earlier])");
  if (!outcome) return;
  outcome.dataset.earlier = "";
  outcome.prepend("Of a statement before: ");
}

/** What is on the page before was of another release. */
function noticeSwap({ load_id, label }: Release): void {
  if (load_id === page.dataset.loadId) return;
  page.dataset.loadId = load_id;
  const reload = element("button", { type: "button", className: "button plain" }, "Reload the page");
  reload.addEventListener("click", () => location.reload()); // the address holds the statement
  const text = `${label} went live meanwhile: this result is of it, while the top of the page still names the release before. `;
  say(element("p", { className: "notice" }, text, reload));
  void loadTables().then((tables) => editor.know(tables));
}

function say(...content: (Node | string)[]): void {
  byId("message").replaceChildren(
    ...content.map((part) => (typeof part === "string" ? element("p", {}, part) : part)),
  );
}

/** Returns what stops it. */
function startClock(): () => void {
  const begun = performance.now();
  const show = () => {
    byId("elapsed").textContent = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  };
  show();
  const ticking = setInterval(show, TICK);
  return () => {
    clearInterval(ticking);
    byId("elapsed").textContent = "";
  };
}

function showRunning(isRunning: boolean): void {
  // A disabled button would lose the focus.
  runButton.ariaDisabled = String(isRunning);
  result.ariaBusy = String(isRunning);
  if (!isRunning && document.activeElement === cancelButton) runButton.focus();
  cancelButton.hidden = !isRunning;
}

function takeLink(): boolean {
  const text = readLink();
  if (text === undefined || text === editor.text) return false;
  editor.replace(text);
  return true;
}

function copiedLink(): string {
  if (writeLink(editor.text)) return location.href;
  say(`${TOO_LONG}: the statement itself was copied.`);
  return editor.text;
}

runButton.addEventListener("click", () => void run());
cancelButton.addEventListener("click", cancel);
addEventListener("keydown", ({ key, defaultPrevented }) => key === "Escape" && !defaultPrevented && cancel());
copies(byId<HTMLButtonElement>("link"), copiedLink);
for (const { title, text } of EXAMPLES) {
  const button = element("button", { type: "button" }, title);
  button.addEventListener("click", () => editor.replace(text));
  byId("examples").append(element("li", {}, button));
}

// A link puts its statement into the editor and no more: nobody may run a statement of somebody else's by following a link.
if (takeLink()) say("This statement came with the link. Read it, then run it.");
addEventListener("hashchange", takeLink);
if (matchMedia("(pointer: fine)").matches) editor.focus(); // elsewhere it would bring the keyboard up
void loadTables().then((tables) => editor.know(tables));
for (const button of [runButton, byId<HTMLButtonElement>("link")]) button.disabled = false;
