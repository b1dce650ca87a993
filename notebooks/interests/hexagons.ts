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

/** Half a cell of the chart, with the letters around its hexagon, in the hexagon's radius. */
const CELL = { x: 1.25, y: 1.1 };
/** px above it for the occupation's name */
const NAME_HEIGHT = 42;
/** of letters around the hexagon, in its radius */
const LETTER_RADIUS = 1.13;

/** For each occupation a hexagon with its shape and the person's: Holland's types around it, 1 in the middle, 7 at the edge. */
export function drawHexagons(matches: readonly Match[], { width, own, label }: HexagonOptions): Element {
  const columns = Math.min(matches.length, width < 560 ? 2 : 3);
  const rows = Math.ceil(matches.length / columns);
  const radius = Math.min(150, width / columns / (2 * CELL.x));
  const nameRoom = NAME_HEIGHT / radius;
  // Not Plot's facets: their tips come too late for those who walk through the chart by keyboard.
  const cells = matches.map((match, cell) => ({
    ...match,
    cell,
    middle: {
      x: (2 * (cell % columns) + 1) * CELL.x,
      y: -Math.floor(cell / columns) * (2 * CELL.y + nameRoom) - nameRoom - CELL.y,
    },
  }));
  const shape = (cell: (typeof cells)[number], scores: Scores) =>
    scores.map((score, type) => ({ ...cell, ...corner(type, (score - 1) / 6, cell.middle), type, score }));
  const corners = cells.flatMap((cell) => shape(cell, scoresOfMatch(cell)));
  const closed = { x: "x", y: "y", z: "cell", curve: "linear-closed" } as const;
  const name = ({ title, correlation }: Match) =>
    `${shortened(title, 2 * CELL.x * radius)}\nr = ${correlation?.toFixed(2)}`;
  return plot({
    width: columns * 2 * CELL.x * radius,
    height: rows * (2 * CELL.y + nameRoom) * radius,
    margin: 0,
    ariaLabel: inWords(matches),
    style: { fontSize: "13px", fontFamily: "inherit" },
    x: { axis: null, domain: [0, columns * 2 * CELL.x] },
    y: { axis: null, domain: [-rows * (2 * CELL.y + nameRoom), 0] },
    marks: [
      cells.map(({ middle }) => grid(middle)),
      line(
        cells.flatMap((cell) => shape(cell, own)),
        { ...closed, stroke: "var(--from)", strokeDasharray: "4 3", strokeWidth: 1.5 },
      ),
      line(corners, { ...closed, stroke: "var(--to)", strokeWidth: 2, fill: "var(--to)", fillOpacity: 0.12 }),
      dot(corners, { x: "x", y: "y", r: 2.5, fill: "var(--to)" }),
      text(cells, {
        x: ({ middle }) => middle.x,
        y: ({ middle }) => middle.y + CELL.y + nameRoom,
        lineAnchor: "top",
        dy: 8,
        text: name,
        lineHeight: 1.3,
      }),
      tip(
        corners,
        pointer({
          x: "x",
          y: "y",
          maxRadius: 30,
          title: ({ title, type, score }) =>
            [title, `${TYPES[type]}: ${score.toFixed(2)}`, `${label}: ${own[type]!.toFixed(2)}`].join("\n"),
        }),
      ),
    ],
  });
}

/** Where a share of the way to a type's corner ends; the first type stands at the top left, the others go clockwise. */
export function corner(type: number, share: number, middle = { x: 0, y: 0 }): { x: number; y: number } {
  const angle = (Math.PI / 180) * (120 - 60 * type);
  return { x: middle.x + share * Math.cos(angle), y: middle.y + share * Math.sin(angle) };
}

function grid(middle: { x: number; y: number }): Markish {
  const rings = [1 / 3, 2 / 3, 1].flatMap((share) =>
    TYPES.map((_, type) => ({ ...corner(type, share, middle), share })),
  );
  const letters = TYPES.map((type, index) => ({
    ...corner(index, LETTER_RADIUS, middle),
    letter: type.charAt(0),
  }));
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
function shortened(title: string, width: number): string {
  const most = Math.floor((width - 16) / 7);
  return title.length <= most ? title : `${title.slice(0, most - 1).trimEnd()}…`;
}

function inWords(matches: readonly Match[]): string {
  const each = matches.map((match) => {
    const scores = scoresOfMatch(match).map((score, type) => `${TYPES[type]} ${score.toFixed(1)}`);
    return `${match.title}, correlation ${match.correlation?.toFixed(2)}: ${scores.join(", ")}`;
  });
  return `Interests of the ${matches.length} closest occupations, scores 1 to 7. ${each.join(". ")}.`;
}
