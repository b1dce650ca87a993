import { dot, line, type Markish, plot, pointer, text, tip } from "@observablehq/plot";
import type { Row as Match } from "../../sql/queries/occupations-by-interests.sql";
import { scoresOfMatch } from "./matches.ts";
import { type Scores, TYPES } from "./scores.ts";

interface HexagonOptions {
  width: number;
  /** on the scale of occupations, 1 to 7 */
  own: Scores;
  /** whose they are, for the tips */
  label: string;
}

/** A corner of a shape: a type's score, in the cell of the chart where its occupation stands. */
interface Corner {
  column: number;
  row: number;
  x: number;
  y: number;
}

/** px of a cell's height for the occupation's name, in two lines */
const NAME_HEIGHT = 44;
const CELL_MARGIN = 8;
/** half a cell without its name, in the hexagon's radius: as wide as the hexagon with its letters, and as high */
const SPAN = { x: 1.25, y: 1.08 };
/** of letters around the hexagon, in its radius */
const LETTER_RADIUS = 1.13;

/** For each occupation a hexagon with its shape and the person's: Holland's types around it, 1 in the middle, 7 at the edge. */
export function drawHexagons(matches: readonly Match[], { width, own, label }: HexagonOptions): Element {
  const columns = Math.min(matches.length, width < 560 ? 2 : 3);
  const rows = Math.ceil(matches.length / columns);
  const size = Math.min(360, width / columns);
  const cellHeight = (size * SPAN.y) / SPAN.x + NAME_HEIGHT;
  const cells = matches.map((match, index) => ({
    ...match,
    column: index % columns,
    row: Math.floor(index / columns),
  }));
  const shape = (cell: { column: number; row: number }, scores: Scores) =>
    scores.map((score, type) => ({ ...cell, ...corner(type, (score - 1) / 6), type, score }));
  const corners = cells.flatMap((cell) => shape(cell, scoresOfMatch(cell)));
  const ownCorners = cells.flatMap((cell) => shape(cell, own));
  const at = { fx: "column", fy: "row", x: "x", y: "y" } as const;
  const closed = { ...at, z: (c: Corner) => c.row * columns + c.column, curve: "linear-closed" } as const;
  return plot({
    width: columns * size,
    height: rows * cellHeight,
    margin: 0,
    marginTop: 0,
    ariaLabel: inWords(matches),
    style: { fontSize: "13px", fontFamily: "inherit" },
    fx: { axis: null, padding: 0 },
    fy: { axis: null, padding: 0 },
    x: { axis: null, domain: [-SPAN.x, SPAN.x], insetLeft: CELL_MARGIN, insetRight: CELL_MARGIN },
    y: {
      axis: null,
      domain: [-SPAN.y, SPAN.y],
      insetTop: NAME_HEIGHT + CELL_MARGIN,
      insetBottom: CELL_MARGIN,
    },
    marks: [
      grid(),
      line(ownCorners, { ...closed, stroke: "var(--from)", strokeDasharray: "4 3", strokeWidth: 1.5 }),
      line(corners, { ...closed, stroke: "var(--to)", strokeWidth: 2, fill: "var(--to)", fillOpacity: 0.12 }),
      dot(corners, { ...at, r: 2.5, fill: "var(--to)" }),
      text(cells, {
        fx: "column",
        fy: "row",
        frameAnchor: "top",
        lineAnchor: "top",
        dy: 6,
        text: ({ title, correlation }: Match) => `${shortened(title, size)}\nr = ${correlation?.toFixed(2)}`,
        lineHeight: 1.3,
      }),
      tip(
        corners,
        pointer({
          ...at,
          maxRadius: 30,
          title: ({ title, type, score }) =>
            [title, `${TYPES[type]}: ${score.toFixed(2)}`, `${label}: ${own[type]!.toFixed(2)}`].join("\n"),
        }),
      ),
    ],
  });
}

/** Where a share of the way to a type's corner ends; the first type stands at the top left, the others go clockwise. */
export function corner(type: number, share: number): { x: number; y: number } {
  const angle = (Math.PI / 180) * (120 - 60 * type);
  return { x: share * Math.cos(angle), y: share * Math.sin(angle) };
}

function grid(): Markish {
  const rings = [1 / 3, 2 / 3, 1].flatMap((share) =>
    TYPES.map((_, type) => ({ ...corner(type, share), share })),
  );
  const letters = TYPES.map((type, index) => ({ ...corner(index, LETTER_RADIUS), letter: type.charAt(0) }));
  return [
    line(rings, {
      x: "x",
      y: "y",
      z: "share",
      curve: "linear-closed",
      stroke: "var(--line)",
      strokeWidth: 1,
    }),
    text(letters, { x: "x", y: "y", text: "letter", fill: "var(--quiet)", fontWeight: 600 }),
  ];
}

/** To one line of the cell, in letters of about 7 px. */
function shortened(title: string, size: number): string {
  const most = Math.floor((size - 2 * CELL_MARGIN) / 7);
  return title.length <= most ? title : `${title.slice(0, most - 1).trimEnd()}…`;
}

function inWords(matches: readonly Match[]): string {
  const each = matches.map((match) => {
    const scores = scoresOfMatch(match).map((score, type) => `${TYPES[type]} ${score.toFixed(1)}`);
    return `${match.title}, correlation ${match.correlation?.toFixed(2)}: ${scores.join(", ")}`;
  });
  return `Interests of the ${matches.length} closest occupations, scores 1 to 7. ${each.join(". ")}.`;
}
