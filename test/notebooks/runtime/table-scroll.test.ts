import fc from "fast-check";
import { expect, test } from "vitest";
import { boxHeight, type Scroll, scrollToRow, visibleRows } from "../../../notebooks/runtime/table-scroll.ts";

const SMALL: Scroll = { rows: 1000, rowHeight: 30, windowHeight: 400 };
/** Twice as high as a box may be. */
const LARGE: Scroll = { rows: 500_000, rowHeight: 32, windowHeight: 400 };

/** The last pixel that the box scrolls to. */
const end = (scroll: Scroll) => Math.max(0, boxHeight(scroll) - scroll.windowHeight);

test("rows that fit into a box scroll pixel by pixel", () => {
  expect(boxHeight(SMALL)).toBe(30_000);
  expect(visibleRows(SMALL, 0)).toEqual({ first: 0, count: 15, shift: 0 });
  expect(visibleRows(SMALL, 47)).toEqual({ first: 1, count: 15, shift: 17 });
});

test("rows that are too many for a box are scrolled faster, and all are reached", () => {
  expect(boxHeight(LARGE)).toBe(8_000_000);
  expect(visibleRows(LARGE, 0).first).toBe(0);
  expect(visibleRows(LARGE, end(LARGE) / 2).first).toBeCloseTo(250_000 - 7, -1);
});

test.each([
  SMALL,
  LARGE,
  { ...SMALL, rows: 3 },
  { ...SMALL, rows: 0 },
])("scrolled to the end, the last row ends with the window: %j", (scroll) => {
  const { first, count, shift } = visibleRows(scroll, end(scroll));
  expect(first + count).toBe(scroll.rows);
  const seen = count * scroll.rowHeight - shift;
  expect(seen).toBeCloseTo(Math.min(scroll.windowHeight, scroll.rows * scroll.rowHeight), 3);
});

test("what a browser scrolls beyond the ends shows the ends", () => {
  expect(visibleRows(SMALL, -50)).toEqual(visibleRows(SMALL, 0));
  expect(visibleRows(SMALL, end(SMALL) + 50)).toEqual(visibleRows(SMALL, end(SMALL)));
});

test("a row in sight needs no scrolling; one out of sight comes to the edge that is nearer", () => {
  expect(scrollToRow(SMALL, 300, 12)).toBe(300);
  expect(scrollToRow(SMALL, 300, 5)).toBe(150);
  expect(scrollToRow(SMALL, 300, 50)).toBe(51 * 30 - 400);
});

test("whatever row is scrolled to is wholly in sight", () => {
  const scrolls = fc.record({
    rows: fc.integer({ min: 1, max: 2_000_000 }),
    rowHeight: fc.integer({ min: 20, max: 60 }),
    windowHeight: fc.integer({ min: 100, max: 900 }),
  });
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(scrolls, part, part, (scroll, from, to) => {
      const row = Math.min(scroll.rows - 1, Math.floor(to * scroll.rows));
      const { first, shift } = visibleRows(scroll, scrollToRow(scroll, from * end(scroll), row));
      const top = (row - first) * scroll.rowHeight - shift;
      expect(top).toBeGreaterThan(-0.01);
      expect(top + scroll.rowHeight).toBeLessThan(scroll.windowHeight + 0.01);
    }),
  );
});
