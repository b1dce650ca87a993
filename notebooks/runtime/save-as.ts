import { element } from "./element.ts";

export function saveAs(file: string, blob: Blob): void {
  const link = element("a", { href: URL.createObjectURL(blob), download: file });
  link.click();
  // The browser reads it after the click; a minute is more than it takes to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
