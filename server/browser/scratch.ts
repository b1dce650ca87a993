import { byId, element } from "../../notebooks/runtime/element.ts";
import type { Release } from "../../notebooks/runtime/query.ts";
import { viewAnswer } from "../../notebooks/runtime/scratch/answer-view.ts";
import { StatementRunner } from "../../notebooks/runtime/scratch/statement-runner.ts";
import { loadTables } from "../../notebooks/runtime/sql-schema.ts";
import { copies } from "./copy.ts";
import { EXAMPLES } from "./scratch-examples.ts";
import { ScratchHistory } from "./scratch-history.ts";
import { readLink, writeLink } from "./scratch-link.ts";

const TOO_LONG = "This statement is too long for a link";

const page = byId("scratch");
const runButton = byId<HTMLButtonElement>("run");
const linkButton = byId<HTMLButtonElement>("link");
const result = byId("result");

const runner = new StatementRunner(
  {
    editor: byId("editor"),
    run: runButton,
    cancel: byId<HTMLButtonElement>("cancel"),
    elapsed: byId("elapsed"),
    message: byId("message"),
    result,
  },
  {
    minHeight: "11.5rem",
    whenEmpty: "Type a statement first, or take an example.",
    onBegin() {
      if (!writeLink(editor.text)) runner.say(`${TOO_LONG}: the address of this page does not hold it.`);
    },
    onAnswer(answer) {
      result.replaceChildren(...viewAnswer(answer));
      noticeSwap(answer.release);
    },
    onEnd: (text, at, outcome) => past.add({ text, at, outcome }),
  },
);
const { editor } = runner;
const past = new ScratchHistory(write);

function write(text: string): void {
  editor.replace(text);
  editor.focus();
}

/** What is on the page before was of another release. */
function noticeSwap({ load_id, label }: Release): void {
  if (load_id === page.dataset.loadId) return;
  page.dataset.loadId = load_id;
  const reload = element("button", { type: "button", className: "button plain" }, "Reload the page");
  reload.addEventListener("click", () => location.reload()); // the address holds the statement
  const text = `${label} went live meanwhile: this result is of it, while the top of the page still names the release before. `;
  runner.say(element("p", { className: "notice" }, text, reload));
  void loadTables().then((tables) => editor.know(tables));
}

function takeLink(): boolean {
  const text = readLink();
  if (text === undefined || text === editor.text) return false;
  write(text);
  return true;
}

function copiedLink(): string {
  if (writeLink(editor.text)) return location.href;
  runner.say(`${TOO_LONG}: the statement itself was copied.`);
  return editor.text;
}

addEventListener(
  "keydown",
  ({ key, defaultPrevented }) => key === "Escape" && !defaultPrevented && runner.cancel(),
);
copies(linkButton, copiedLink);
for (const { title, text } of EXAMPLES) {
  const button = element("button", { type: "button" }, title);
  button.addEventListener("click", () => write(text));
  byId("examples").append(element("li", {}, button));
}

// A link puts its statement into the editor and no more: nobody may run a statement of somebody else's by following a link.
if (takeLink()) runner.say("This statement came with the link. Read it, then run it.");
addEventListener("hashchange", takeLink);
if (matchMedia("(pointer: fine)").matches) editor.focus(); // elsewhere it would bring the keyboard up
void loadTables().then((tables) => editor.know(tables));
for (const button of [runButton, linkButton]) button.disabled = false;
