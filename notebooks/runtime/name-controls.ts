/** Gives the controls of Observable's inputs the names and groups that they have only for the eye. */
export function nameControls(input: Element): void {
  const label = input.querySelector(":scope > label");
  const text = label?.textContent?.trim();
  if (!(input instanceof HTMLFormElement) || !text) return;
  const choices = input.querySelectorAll("input[type=radio], input[type=checkbox]");
  if (choices.length > 1 || (choices.length === 1 && !label!.hasAttribute("for"))) {
    input.setAttribute("role", "group");
    input.setAttribute("aria-label", text);
  }
  for (const control of input.querySelectorAll<HTMLInputElement>("input, select, textarea")) {
    const isLabelled = control.closest("label") ?? input.querySelector(`label[for="${control.id}"]`);
    if (!isLabelled) control.ariaLabel = text;
  }
}
