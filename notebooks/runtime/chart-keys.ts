import { tipText } from "./tip-text.ts";

interface Point {
  x: number;
  y: number;
}

const STEPS: Record<string, [axis: "x" | "y", sign: 1 | -1]> = {
  ArrowLeft: ["x", -1],
  ArrowRight: ["x", 1],
  ArrowUp: ["y", -1],
  ArrowDown: ["y", 1],
};

/** Marks that show no row of the data. */
const AUXILIARY = /axis|grid|tip|frame|crosshair|label/;

/**
 * Lets the arrow keys, pressed in `place`, lead Plot's pointer from mark to mark: each step moves on until the tip says
 * something else, which `say` is told. Escape takes the tip away.
 */
export function walkByKeys(place: HTMLElement, svg: SVGSVGElement, say: (text: string) => void): void {
  let at: Point | undefined;
  const point = (type: string, { x, y }: Point = { x: 0, y: 0 }) =>
    svg.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerType: "mouse" }));
  const leave = () => {
    at = undefined;
    point("pointerleave");
  };
  place.addEventListener("blur", leave);
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [axis, sign] = step;
    const before = tipText(svg);
    for (const next of pointsBeyond(svg, at, axis, sign)) {
      point("pointermove", next);
      at = next;
      const text = tipText(svg);
      if (text === "" || text === before) continue;
      say(text);
      return;
    }
  });
}

/** Where marks are on the screen beyond a place, the nearest first; from nowhere, all from the side that the step leaves. */
function pointsBeyond(svg: SVGSVGElement, at: Point | undefined, axis: "x" | "y", sign: 1 | -1): Point[] {
  const cross = axis === "x" ? "y" : "x";
  return points(svg)
    .filter((point) => !at || (point[axis] - at[axis]) * sign > 0.5)
    .sort(
      (a, b) =>
        (a[axis] - b[axis]) * sign ||
        (at ? Math.abs(a[cross] - at[cross]) - Math.abs(b[cross] - at[cross]) : 0),
    );
}

function points(svg: SVGSVGElement): Point[] {
  const marks = [...svg.querySelectorAll<SVGGElement>(":scope > g[aria-label]")];
  return marks
    .filter((mark) => !AUXILIARY.test(mark.getAttribute("aria-label")!))
    .flatMap((mark) => {
      const isLine = /^(line|area)/.test(mark.getAttribute("aria-label")!);
      const shapes = [...mark.querySelectorAll<SVGGraphicsElement>("circle, rect, path, line, image, text")];
      return shapes.flatMap((shape) => (isLine ? vertices(shape) : [middle(shape)]));
    });
}

function middle(shape: SVGGraphicsElement): Point {
  const { x, y, width, height } = shape.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

/** The ends of a path's parts: in a line, its rows. */
function vertices(shape: SVGGraphicsElement): Point[] {
  const matrix = shape.getScreenCTM();
  const parts = shape.getAttribute("d")?.match(/[MLC][^MLCZ]*/g) ?? [];
  return parts.flatMap((part) => {
    const [x, y] = part.slice(1).split(/[ ,]/).slice(-2).map(Number);
    if (x === undefined || y === undefined || Number.isNaN(x + y) || !matrix) return [];
    const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(matrix);
    return [{ x: left, y: top }];
  });
}
