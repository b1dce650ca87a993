import { byId, element } from "./element.ts";
import type { Asked } from "./provenance.ts";
import { saveAs } from "./save-as.ts";

/** What the page shows is made of these. */
export interface Shown {
  asked: readonly Asked[];
  inputs: readonly [name: string, text: string][];
}

/** Few save: the code for a format is loaded when somebody does. */
const FORMATS = [
  {
    label: "HTML",
    title: "Save as one HTML file that works without a network, on the answers asked for so far",
    write: async (shown: Shown) => (await import("./saved-html.ts")).savedHtml(shown),
  },
  {
    label: ".ipynb",
    title: "Save as a Jupyter notebook: its text, and its output as it is now",
    write: async (shown: Shown) => (await import("./saved-ipynb.ts")).savedIpynb(shown),
  },
];

/** Puts buttons into a <dl> that save the notebook; none in development, nor in a copy, which lack the files to make one. */
export function offerToSave(place: HTMLElement, shown: () => Shown): void {
  const { name = "notebook", code } = byId("notebook").dataset;
  if (!code) return;
  const message = element("span", { role: "status", className: "quiet" });
  const buttons = FORMATS.flatMap(({ label, title, write }) => {
    const file = `${name}.${label.replace(".", "").toLowerCase()}`;
    const button = element("button", { type: "button", className: "small", title }, label);
    button.ariaLabel = `Save as ${label}`;
    button.addEventListener("click", async () => {
      if (byId("notebook").dataset.state !== "settled") {
        message.textContent = "It is still running: save it when it is done.";
        return;
      }
      message.textContent = "Saving…";
      message.textContent = await write(shown()).then(
        (blob) => {
          saveAs(file, blob);
          return `Saved ${file}`;
        },
        (error: Error) => `This could not be saved: ${error.message}`,
      );
    });
    return [button, " "];
  });
  place.append(element("dt", {}, "Save as"), element("dd", {}, ...buttons, message));
}
