import { walkByKeys } from "./chart-keys.ts";
import { element } from "./element.ts";

/** What Observable Plot makes: an SVG element, or a figure around one, that tells its scales. */
type Plot = (SVGSVGElement | HTMLElement) & { scale(name: string): unknown };

/**
 * Gives every chart in these nodes a name (Plot's `ariaLabel`, else its title, else `label`), its tips to the keyboard, and
 * buttons to save it. Returns the nodes.
 */
export function frameCharts(nodes: Element | DocumentFragment, label: string): Node {
  if (nodes instanceof Element && isPlot(nodes)) return framed(nodes, label);
  for (const found of nodes.querySelectorAll("figure, svg"))
    if (isPlot(found)) {
      const mark = document.createComment("");
      found.replaceWith(mark);
      mark.replaceWith(framed(found, label));
    }
  return nodes;
}

function isPlot(node: Element): node is Plot {
  return "scale" in node && typeof node.scale === "function";
}

function framed(plot: Plot, label: string): HTMLElement {
  const svg = plot instanceof SVGSVGElement ? plot : chartOf(plot);
  const name = svg.getAttribute("aria-label") ?? plot.querySelector("h2, h3")?.textContent ?? label;
  const tips = element("p", { className: "hidden", role: "status" });
  // Plot names its groups in a way that readers of the screen make nothing of.
  const picture = element("div", { role: "img", ariaLabel: name });
  svg.replaceWith(picture);
  picture.append(svg);
  svg.ariaHidden = "true";
  if (svg.querySelector("[aria-label=tip]")) {
    picture.tabIndex = 0;
    walkByKeys(picture, svg, (text) => {
      tips.textContent = text;
    });
  }
  const shown = plot === svg ? picture : plot;
  return element("div", { className: "chart" }, shown, tips, saveButtons(svg, name));
}

/** The chart itself among the SVG elements of a figure: legends, with their ramps and swatches, come before it. */
function chartOf(figure: HTMLElement): SVGSVGElement {
  return [...figure.querySelectorAll<SVGSVGElement>(":scope > svg")].at(-1)!;
}

function saveButtons(svg: SVGSVGElement, name: string): HTMLElement {
  const button = (format: "svg" | "png") => {
    const made = element("button", { type: "button", className: "small" }, format.toUpperCase());
    made.ariaLabel = `Save as ${made.textContent}: ${name}`;
    made.addEventListener("click", async () => {
      // Few save: the code for it is loaded when somebody does.
      const { saveChart } = await import("./chart-download.ts");
      await saveChart(svg, name, format);
    });
    return made;
  };
  return element("p", { className: "save" }, "Save as", button("svg"), button("png"));
}
