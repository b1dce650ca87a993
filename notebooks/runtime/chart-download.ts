import { element } from "./element.ts";
import { release, releaseName } from "./page-release.ts";
import { saveAs } from "./save-as.ts";
import { pageUrl } from "./url-state.ts";

/** What a chart inherits from the page and would lose outside it. */
const STYLES = [
  "fill",
  "stroke",
  "color",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant",
  "text-anchor",
];
/** px a px: sharp on fine screens and in print */
const SCALE = 2;
const LINE = 16;

/**
 * Saves a chart with its colours as they are on the page, on a ground of its own, and with a line below that says where its
 * data are from.
 */
export async function saveChart(svg: SVGSVGElement, name: string, format: "svg" | "png"): Promise<void> {
  const file = `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)}.${format}`;
  const { text, width, height } = standalone(svg);
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  if (format === "svg") return saveAs(file, new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = element("canvas", { width: width * SCALE, height: height * SCALE });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob) saveAs(file, blob);
}

/** The chart as a document of its own. */
export function standalone(svg: SVGSVGElement): { text: string; width: number; height: number } {
  const width = svg.width.baseVal.value;
  const height = svg.height.baseVal.value + LINE + 8;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineStyles(svg, copy);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("height", String(height));
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  for (const attribute of ["aria-hidden", "class"]) copy.removeAttribute(attribute);
  const ground = shape("rect", {
    width,
    height,
    fill: getComputedStyle(document.body).getPropertyValue("--surface"),
  });
  copy.prepend(ground);
  const source = shape("text", {
    x: 4,
    y: height - 8,
    fill: getComputedStyle(svg).color,
    "font-size": 10,
    opacity: 0.7,
  });
  source.setAttribute("font-family", "sans-serif");
  source.textContent = sourceLine();
  copy.append(source);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** Whoever shows O*NET data has to say so, and that they were changed (CC BY 4.0). */
function sourceLine(): string {
  const { host, pathname } = pageUrl();
  const made = `Onetbook, ${host}${pathname}`;
  if (release().synthetic) return `Invented numbers (synthetic demonstration). ${made}`;
  return `Source: ${releaseName(release())} Database, USDOL/ETA, CC BY 4.0, modified. ${made}`;
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function inlineStyles(from: Element, to: Element): void {
  const computed = getComputedStyle(from);
  for (const name of STYLES) to.setAttribute(name, computed.getPropertyValue(name));
  [...from.children].forEach((child, index) => {
    if (child.tagName !== "style") inlineStyles(child, to.children[index]!);
  });
}
