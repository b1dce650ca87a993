interface Line {
  text: string;
  /** Whether a name begins it, as it does where Plot tells the values of channels. */
  isNamed: boolean;
}

/** What the tip in a chart of Plot's says now, in one line. */
export function tipText(svg: SVGSVGElement): string {
  const lines = [...svg.querySelectorAll("[aria-label=tip] text > tspan")].map((line) => {
    // Of a line that was cut off the whole. Plot puts a space without width before each value.
    const shown = line.querySelector("title")?.textContent ?? line.textContent;
    const text = shown.replaceAll("\u200b", "").trim();
    return { text, isNamed: line.querySelector("tspan") !== null || /^[^:]+: /.test(text) };
  });
  return joined(lines.filter(({ text }) => text !== ""));
}

/**
 * Lines with commas between them, but where one only goes on in the next: its first word had no room. How much room there is
 * Plot doesn't tell; it is at least that of the longest line.
 */
export function joined(lines: readonly Line[]): string {
  const room = Math.max(...lines.map(({ text }) => text.length));
  const parts = lines.map(({ text }, at) => {
    const next = lines[at + 1];
    if (!next) return text;
    const goesOn = !next.isNamed && text.length + 1 + next.text.split(" ")[0]!.length > room;
    return goesOn ? `${text} ` : `${text}, `;
  });
  return parts.join("");
}
