import { byId } from "../../notebooks/runtime/element.ts";

/** ms that a button says "Copied" */
const SHOWN = 2000;

/** Lets a button copy a text; the button and a status line say that it is done, or that it could not be. */
export function copies(button: HTMLButtonElement, text: () => string): void {
  const label = button.textContent ?? "";
  let back: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener("click", async () => {
    const outcome = (await write(text())) ? "Copied" : "Could not copy: select the text and copy it";
    button.textContent = outcome;
    byId("announcement").textContent = outcome;
    clearTimeout(back);
    back = setTimeout(() => {
      button.textContent = label;
      byId("announcement").textContent = "";
    }, SHOWN);
  });
}

/** The clipboard is only open to pages that came by https or from this machine; for others there is the old way. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "hidden";
    document.body.append(field);
    const focused = document.activeElement as HTMLElement | null;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return done;
  }
}
