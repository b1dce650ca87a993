/** rows: 5 to 20 ms of work */
const SLICE = 5000;

/** The rows a few thousand at a time. In between the page can breathe, and `report` hears how far it is, 0 to 1. */
export async function* slices<Row>(
  rows: readonly Row[],
  report: (done: number) => void,
): AsyncGenerator<readonly Row[], void, void> {
  for (let at = 0; at < rows.length; at += SLICE) {
    yield rows.slice(at, at + SLICE);
    report(Math.min(1, (at + SLICE) / rows.length));
    await new Promise((resolve) => setTimeout(resolve));
  }
}
