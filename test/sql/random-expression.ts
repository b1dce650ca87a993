/** The types that random expressions have; "int" may be int or bigint. */
export type Type = "int" | "text" | "bool" | "num" | "time" | "ints";
export const TYPES: Type[] = ["int", "text", "bool", "num", "time", "ints"];

/** Same seed, same numbers (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 to below n */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

/** What an expression is made of where it stands: columns, aggregates, grouped expressions … */
export interface Material {
  /** undefined: there is nothing of this type */
  atom(type: Type): string | undefined;
  /** "(SELECT …)" of one column: any rows, at most one, or always one */
  subquery(type: Type, rows: "any" | "first" | "one"): string;
}

const CONSTANTS: Record<Type, string[]> = {
  int: ["0", "1", "2", "-3", "7"],
  text: ["''", "'a'", "'a1b2'", "'x,y'", "'1'"],
  bool: ["true", "false"],
  num: ["0.0", "1.5", "-2.25", "10.0"],
  time: ["timestamp 'infinity'", "timestamp '-infinity'", "timestamp '2026-01-31 10:00'"],
  ints: ["'{}'::int[]", "array[1,2]", "array[1,null]::int[]", "'{3}'::int[]"],
};
const SQL_TYPES: Record<Type, string> = {
  int: "int",
  text: "text",
  bool: "boolean",
  num: "numeric",
  time: "timestamp",
  ints: "int[]",
};

/** A random expression of the type. */
export function expression(dice: Dice, type: Type, material: Material, depth: number): string {
  const deeper = (wanted: Type) => expression(dice, wanted, material, depth - 1);
  if (depth <= 0 || dice.chance(35)) return leaf();
  return dice.chance(30) ? general() : dice.pick(FORMS[type])(deeper, dice, material);

  function leaf(): string {
    const atom = dice.chance(80) ? material.atom(type) : undefined;
    if (atom !== undefined) return atom;
    return dice.chance(8) ? `NULL::${SQL_TYPES[type]}` : dice.pick(CONSTANTS[type]);
  }

  function general(): string {
    switch (dice.below(9)) {
      case 0:
        return `CASE WHEN ${deeper("bool")} THEN ${deeper(type)} ELSE ${deeper(type)} END`;
      case 1:
        return `CASE WHEN ${deeper("bool")} THEN ${deeper(type)} END`;
      case 2:
        return `CASE ${deeper("int")} WHEN 1 THEN ${deeper(type)} WHEN 2 THEN ${deeper(type)} ELSE ${leaf()} END`;
      case 3:
        return `nullif(${deeper(type)}, ${deeper(type)})`;
      case 4:
        return `${dice.pick(["greatest", "least"])}(${deeper(type)}, ${leaf()})`;
      case 5:
        return material.subquery(type, "one");
      case 6:
        return material.subquery(type, "first");
      default:
        return `coalesce(${deeper(type)}, ${leaf()})`;
    }
  }
}

type Form = (of: (type: Type) => string, dice: Dice, material: Material) => string;

const COMPARE = ["=", "<>", "<", "<=", ">", ">="];

const FORMS: Record<Type, Form[]> = {
  int: [
    (of, dice) => `(${of("int")} ${dice.pick(["+", "-"])} ${of("int")})`,
    (of) => `abs(${of("int")})`,
    (of) => `(- ${of("int")})`,
    (of) => `length(${of("text")})`,
    (of) => `cardinality(${of("ints")})`,
    (of) => `position(${of("text")} in ${of("text")})`,
    (of) => `array_length(${of("ints")}, 1)`,
    (of) => `(${of("ints")})[(${of("int")})::int]`,
    (of) => `array_position(${of("ints")}, 1)`,
    (of) => `floor(${of("num")})::int`,
    (of) => `mod(${of("int")}, 3)`,
    (of) => `(${of("bool")})::int`,
    (of) => `num_nulls(${of("text")}, ${of("int")})`,
    (of) => `(${of("int")})::text::int`,
    (of) => `extract(dow from ${of("time")})::int`,
    (of) => `cardinality(string_to_array(${of("text")}, ${of("text")}, ${of("text")}))`,
    (of) => `(jsonb_build_object('k', ${of("int")})->>'k')::int`,
  ],
  text: [
    (of) => `(${of("text")} || ${of("text")})`,
    (of) => `('n' || ${of("int")})`,
    (of, dice) => `${dice.pick(["lower", "upper", "btrim", "md5", "initcap"])}(${of("text")})`,
    (of, dice) => `${dice.pick(["left", "right", "repeat"])}(${of("text")}, 2)`,
    (of) => `substr(${of("text")}, (${of("int")})::int)`,
    (of) => `substring(${of("text")} from 1 for 2)`,
    (of) => `substring(${of("text")} from '[0-9]+')`,
    (of) => `replace(${of("text")}, ${of("text")}, 'r')`,
    (of) => `split_part(${of("text")}, ',', 2)`,
    (of) => `regexp_replace(${of("text")}, 'a', ${of("text")})`,
    (of) => `concat(${of("text")}, ${of("int")})`,
    (of) => `concat_ws(${of("text")}, ${of("text")}, ${of("text")})`,
    (of) => `format(${of("text")}, ${of("int")})`,
    (of) => `concat(VARIADIC ${of("ints")})`,
    (of) => `to_char(${of("time")}, 'YYYY')`,
    (of) => `to_char(${of("int")}, ${of("text")})`,
    (of) => `(${of("int")})::text`,
    (of) => `(${of("bool")})::text`,
    (of) => `(${of("num")})::varchar(9)`,
    (of) => `array_to_string(${of("ints")}, ${of("text")})`,
    (of) => `(jsonb_build_object('k', ${of("int")})->>${of("text")})`,
    (of) => `jsonb_build_array(${of("int")}, ${of("text")})::text`,
    (of) => `to_jsonb(${of("int")})::text`,
    (of) => `(${of("text")} COLLATE "C")`,
    () => "current_schema::text",
    () => "current_user::text",
  ],
  bool: [
    (of, dice) => `(${of("int")} ${dice.pick(COMPARE)} ${of("int")})`,
    (of, dice) => `(${of("text")} ${dice.pick(COMPARE)} ${of("text")})`,
    (of, dice) => `(${of("time")} ${dice.pick(COMPARE)} ${of("time")})`,
    (of, dice) => `(${of("bool")} ${dice.pick(["AND", "OR"])} ${of("bool")})`,
    (of) => `(NOT ${of("bool")})`,
    (of, dice) => `(${of(dice.pick(TYPES))} IS ${dice.pick(["", "NOT "])}NULL)`,
    (of, dice) => `(${of("bool")} IS ${dice.pick(["", "NOT "])}${dice.pick(["TRUE", "FALSE", "UNKNOWN"])})`,
    (of, dice) => `(${of("int")} IS ${dice.pick(["", "NOT "])}DISTINCT FROM ${of("int")})`,
    (of, dice) => `(${of("text")} ${dice.pick(["LIKE", "NOT LIKE", "ILIKE", "~", "!~*"])} 'a%')`,
    (of) => `(${of("text")} SIMILAR TO 'a|b')`,
    (of) => `(${of("int")} BETWEEN ${of("int")} AND ${of("int")})`,
    (of, dice) => `(${of("int")} ${dice.pick(["", "NOT "])}IN (1, 2, ${of("int")}))`,
    (of, dice) => `(${of("int")} ${dice.pick(["= ANY", "<> ALL", "< ANY", ">= ALL"])} (${of("ints")}))`,
    (of, dice, { subquery }) => `(${of("int")} ${dice.pick(["", "NOT "])}IN ${subquery("int", "any")})`,
    (of, dice, { subquery }) => `(${of("text")} ${dice.pick(["< ALL", "= ANY"])} ${subquery("text", "any")})`,
    (_, dice, { subquery }) => `EXISTS ${subquery(dice.pick(TYPES), "any")}`,
    (of, dice) => `(${of("ints")} ${dice.pick(["@>", "<@", "&&", "="])} ${of("ints")})`,
    (of) => `((${of("int")}, ${of("text")}) = (${of("int")}, ${of("text")}))`,
    (of) => `((${of("int")}, ${of("int")}) < (${of("int")}, ${of("int")}))`,
    (of) => `(ROW(${of("int")}, ${of("int")}) IS NOT NULL)`,
    (of) => `isfinite(${of("time")})`,
  ],
  num: [
    (of, dice) => `(${of("num")} ${dice.pick(["+", "-", "*"])} ${of("num")})`,
    (of) => `(${of("num")} / 4)`,
    (of) => `(${of("int")})::numeric`,
    (of) => `round((${of("num")})::numeric, 1)`,
    (of) => `(${of("num")})::numeric(12,3)`,
    (of) => `sqrt(abs(${of("num")}))`,
    (of) => `extract(epoch from ${of("time")})`,
    (of) => `width_bucket(${of("num")}, 0, 10, 5)::numeric`,
  ],
  time: [
    (of, dice) => `date_trunc(${dice.pick(["'day'", "'year'"])}, ${of("time")})`,
    (of) => `(${of("time")} + interval '1 month')`,
    (of) => `(${of("time")} - ${of("int")} * interval '1 day')`,
    (of) => `(${of("time")})::date::timestamp`,
    () => "now()::timestamp",
    () => "localtimestamp",
    (of) => `to_timestamp(${of("int")})::timestamp`,
    (of) => `(${of("time")} AT TIME ZONE 'UTC')::timestamp`,
  ],
  ints: [
    (of) => `array[${of("int")}, ${of("int")}]::int[]`,
    (of) => `(${of("ints")} || ${of("ints")})`,
    (of) => `(${of("ints")} || ${of("int")}::int)`,
    (of) => `array_remove(${of("ints")}, ${of("int")}::int)`,
    (_, __, { subquery }) => `ARRAY${subquery("int", "any")}::int[]`,
  ],
};

const ORDERED: Type[] = ["int", "num", "time", "text"];

/** A random aggregate call of the type over the rows' expressions, or undefined where there is none. */
export function aggregate(dice: Dice, type: Type, of: (type: Type) => string): string {
  const filter = dice.chance(15) ? ` FILTER (WHERE ${of("bool")})` : "";
  const distinct = dice.chance(10) ? "DISTINCT " : "";
  const forms: Record<Type, () => string> = {
    int: () =>
      dice.pick([
        () => `count(*)${filter}::int`,
        () => `count(${distinct}${of(dice.pick(TYPES))})${filter}::int`,
        () => `sum(${of("int")})${filter}::int`,
        () => `mode() WITHIN GROUP (ORDER BY ${of("int")})${filter}`,
        () => `percentile_disc(${dice.pick(["0.5", "NULL"])}) WITHIN GROUP (ORDER BY ${of("int")})${filter}`,
      ])(),
    num: () =>
      dice.pick([
        () => `avg(${distinct}${of("int")})${filter}`,
        () => `sum(${of("num")})${filter}`,
        () => `stddev(${of("num")})${filter}`,
        () => `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${of("num")})${filter}::numeric`,
      ])(),
    text: () =>
      dice.pick([
        () => `string_agg(${of("text")}, ${of("text")} ORDER BY ${of("int")})${filter}`,
        () => `json_agg(${of("int")})${filter}::text`,
        () => `jsonb_object_agg(coalesce(${of("text")}, 'k'), ${of("int")})${filter}::text`,
      ])(),
    bool: () => `${dice.pick(["bool_and", "bool_or", "every"])}(${of("bool")})${filter}`,
    time: () => `max(${of("time")})${filter}`,
    ints: () => `array_agg(${of("int")}::int)${filter}`,
  };
  const isExtreme = ORDERED.includes(type) && dice.chance(25);
  return isExtreme ? `${dice.pick(["min", "max"])}(${distinct}${of(type)})${filter}` : forms[type]();
}

const FRAMES = [
  ...["", "", "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING", "ROWS UNBOUNDED PRECEDING"],
  ...["ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING", "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING"],
  ...["ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW"],
  ...[
    "GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING EXCLUDE GROUP",
    "RANGE BETWEEN CURRENT ROW AND CURRENT ROW",
  ],
];

/** A random window function call of the type. */
export function windowCall(dice: Dice, type: Type, of: (type: Type) => string): string {
  const partition = dice.chance(50) ? `PARTITION BY ${of(dice.pick(TYPES))} ` : "";
  const over = `OVER (${partition}ORDER BY ${of("int")}, ${of("text")} ${dice.pick(FRAMES)})`;
  const filter = dice.chance(15) ? `FILTER (WHERE ${of("bool")}) ` : "";
  if (type === "int" && dice.chance(60)) {
    const number = [
      "row_number()",
      "rank()",
      "dense_rank()",
      `ntile(${dice.pick(["2", "NULL"])})`,
      `count(*) ${filter}`,
    ];
    return `(${dice.pick(number)} ${over})::int`;
  }
  if (dice.chance(50)) {
    const name = dice.pick(["lag", "lead", "first_value", "last_value"]);
    return `${name}(${of(type)}) ${over}`;
  }
  switch (type) {
    case "int":
      return `(${dice.pick(["sum", "min", "max"])}(${of("int")}) ${filter}${over})::int`;
    case "num":
      return `(${dice.pick(["sum", "avg", "max"])}(${of("num")}) ${filter}${over})`;
    case "ints":
      return `(array_agg(${of("int")}::int) ${filter}${over})`;
    case "bool":
      return `(bool_or(${of("bool")}) ${filter}${over})`;
    default:
      return `(max(${of(type)}) ${filter}${over})`;
  }
}
