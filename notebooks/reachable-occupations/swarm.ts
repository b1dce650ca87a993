/**
 * Offsets from a common line, px, at which discs of a radius stand beside each other's without touching, given where they
 * are along the line: the nearest free place, above and below in turn. In the order given.
 */
export function swarm(positions: readonly number[], radius: number): number[] {
  const gap = 2 * radius + 1;
  const placed: { x: number; y: number }[] = [];
  for (const x of positions) {
    const isFree = (y: number) => placed.every((other) => Math.hypot(x - other.x, y - other.y) >= gap - 1e-9);
    let step = 0;
    while (!isFree(offset(step, radius))) step++;
    placed.push({ x, y: offset(step, radius) });
  }
  return placed.map(({ y }) => y);
}

/** 0, −r/2, r/2, −r, r … */
function offset(step: number, radius: number): number {
  return (Math.ceil(step / 2) * radius * (step % 2 === 0 ? 1 : -1)) / 2 || 0;
}
