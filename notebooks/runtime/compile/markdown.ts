import MarkdownIt from "markdown-it";

// No raw HTML: what stands in prose is text.
const markdown = new MarkdownIt({ html: false });

export interface Heading {
  /** 1 to 6 */
  level: number;
  text: string;
  id: string;
}

/** Markdown as HTML. */
export function toHtml(text: string): string {
  return markdown.render(text);
}

/** Prose of one notebook: its headings get ids that are unique in it. */
export class Prose {
  readonly headings: Heading[] = [];
  /** the first paragraph, as plain text */
  summary = "";

  render(text: string): string {
    const tokens = markdown.parse(text, {});
    tokens.forEach((token, index) => {
      const content = plainText(tokens[index + 1]?.children ?? []);
      if (token.type === "heading_open") {
        const heading = { level: Number(token.tag.slice(1)), text: content, id: this.#idOf(content) };
        this.headings.push(heading);
        token.attrSet("id", heading.id);
      } else if (token.type === "paragraph_open") this.summary ||= content;
    });
    return markdown.renderer.render(tokens, markdown.options, {});
  }

  /** Prefixed, so that no heading takes an id of the page around it. */
  #idOf(text: string): string {
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "");
    const id = `section-${slug || "untitled"}`;
    const same = this.headings.filter((heading) => heading.id.replace(/--\d+$/, "") === id).length;
    return same > 0 ? `${id}--${same + 1}` : id;
  }
}

function plainText(tokens: readonly { type: string; content: string }[]): string {
  return tokens
    .map(({ type, content }) => (type === "softbreak" || type === "hardbreak" ? " " : content))
    .join("")
    .trim();
}
