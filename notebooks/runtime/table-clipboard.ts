/** Puts a text into the clipboard. Errors: one of the browser's, where the person has forbidden it. */
export async function copyText(text: string): Promise<void> {
  // Pages that came by plain http have no navigator.clipboard.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  if (!document.execCommand("copy")) throw new Error("the browser did not let the page copy");
}
