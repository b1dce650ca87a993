/** What the page's address holds. */
export function readUrl(): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** Puts values into the address as a new entry of the history, so that back undoes the change. */
export function pushUrl(values: Record<string, string>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  if (url.href !== location.href) history.pushState(null, "", url);
}
