import { element } from "./element.ts";

/** A place that draws its content for its width, and anew when that changes. */
export function fitted(draw: (width: number) => Node): HTMLElement {
  const place = element("div");
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width === 0 || width === drawn) return;
    drawn = width;
    place.replaceChildren(draw(width));
  }).observe(place);
  return place;
}
