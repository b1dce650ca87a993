import {
  aggregate,
  type Dice,
  expression,
  type Material,
  TYPES,
  type Type,
  windowCall,
} from "./random-expression.ts";

/** A table, view or CTE that may be selected from. */
export interface Relation {
  name: string;
  types: Type[];
}

interface Column {
  sql: string;
  type: Type;
}

/** Something in FROM, with the columns that it shows. */
interface Item {
  sql: string;
  columns: Column[];
  /** its first column is called id, so that it can be joined USING (id) */
  hasId: boolean;
}

const JOINS = ["JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"];
const SET_OPERATIONS = ["UNION ALL", "UNION", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"];

/** Makes SELECTs of all kinds over the relations; columns are called c1, c2 … A few of them PostgreSQL refuses. */
export class RandomSelect {
  readonly #dice: Dice;
  readonly #relations: Relation[];
  #names = 0;

  constructor(dice: Dice, relations: Relation[]) {
    this.#dice = dice;
    this.#relations = [...relations];
  }

  /** Column types for a statement; fewer for what is inside. */
  types(least = 2): Type[] {
    return Array.from({ length: least + this.#dice.below(3) }, () => this.#dice.pick(TYPES));
  }

  /** A statement or subquery with these columns; `outer` are those of the queries around it. */
  select(types: Type[], depth: number, outer: Column[] = []): string {
    const dice = this.#dice;
    if (depth > 0 && dice.chance(12)) return this.#withCte(types, depth, outer);
    if (depth > 0 && dice.chance(10)) return this.#withRecursion(types, depth, outer);
    if (depth > 0 && dice.chance(14)) {
      const arm = () => `(${this.select(types, depth - 1, outer)})`;
      const third = dice.chance(25) ? ` ${dice.pick(SET_OPERATIONS)} ${arm()}` : "";
      return `${arm()} ${dice.pick(SET_OPERATIONS)} ${arm()}${third}`;
    }
    if (dice.chance(4)) return this.#values(types, outer, depth);
    return this.#plain(types, depth, outer);
  }

  #name(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  #plain(types: Type[], depth: number, outer: Column[]): string {
    const dice = this.#dice;
    const from = this.#from(depth, outer);
    const rows = this.#material(from.columns, outer, depth);
    // An aggregate over outer columns only would be one of the outer query.
    const own = this.#material(from.columns, [], 0);
    const of = (type: Type) => expression(dice, type, own, 1);
    const where = dice.chance(45) ? ` WHERE ${this.#condition(rows)}` : "";
    const clauses = `FROM ${from.sql}${where}`;
    const kind = dice.below(100);
    if (kind < 50) {
      const distinct = dice.chance(8) ? "DISTINCT " : "";
      return `SELECT ${distinct}${list(types, (type) => expression(dice, type, rows, Math.min(depth, 2)))} ${clauses}`;
    }
    if (kind < 62) {
      const windows = {
        ...rows,
        atom: (type: Type) => (dice.chance(60) ? windowCall(dice, type, of) : rows.atom(type)),
      };
      return `SELECT ${list(types, (type) => expression(dice, type, windows, depth - 1))} ${clauses}`;
    }
    if (kind < 70) {
      const whole = { ...this.#material([], outer, depth), atom: (type: Type) => aggregate(dice, type, of) };
      return `SELECT ${list(types, (type) => expression(dice, type, whole, depth - 1))} ${clauses}`;
    }
    return this.#grouped(types, depth, outer, from.columns, clauses);
  }

  #grouped(types: Type[], depth: number, outer: Column[], columns: Column[], clauses: string): string {
    const dice = this.#dice;
    const rows = this.#material(columns, outer, depth);
    const keys = Array.from({ length: 1 + dice.below(3) }, (): Column => {
      if (dice.chance(75)) return dice.pick(columns);
      const type = dice.pick(TYPES);
      // A constant alone would be taken for a column's position.
      return { sql: `coalesce(${expression(dice, type, rows, 1)})`, type };
    });
    const by = keys.map(({ sql }) => sql);
    // By the name of the first column, whatever expression that is, constants too.
    const isByName = dice.chance(10);
    const groupBy = isByName ? dice.pick(["c1", "ROLLUP (c1)"]) : this.#groupBy(by);
    const own = this.#material(columns, [], 0);
    const of = (type: Type) => expression(dice, type, own, 1);
    const material: Material = {
      ...this.#material(isByName ? [] : keys.filter(({ sql }) => /^\w+\.\w+$/.test(sql)), outer, depth),
      atom: (type) => {
        const known = isByName ? [] : keys.filter((key) => key.type === type);
        if (known.length > 0 && dice.chance(60)) return dice.pick(known).sql;
        if (type === "int" && !isByName && dice.chance(15)) return `grouping(${dice.pick(by)})`;
        return dice.chance(15)
          ? windowCall(dice, type, (of2) => aggregate(dice, of2, of))
          : aggregate(dice, type, of);
      },
    };
    const column = (type: Type, i: number) =>
      isByName && i === 0 ? of(type) : expression(dice, type, material, depth - 1);
    const having = dice.chance(15) ? " HAVING count(*) > 0" : "";
    return `SELECT ${list(types, column)} ${clauses} GROUP BY ${groupBy}${having}`;
  }

  #groupBy(by: string[]): string {
    const dice = this.#dice;
    const keys = by.join(", ");
    if (dice.chance(50)) return keys;
    const sets = `GROUPING SETS (${by.map((key) => `(${key})`).join(", ")}${dice.pick(["", ", ()"])})`;
    return dice.pick([`ROLLUP (${keys})`, `ROLLUP (${keys})`, `CUBE (${keys})`, sets]);
  }

  /** Half of the conditions are about one column, as those are which WHERE is written for. */
  #condition(material: Material): string {
    const dice = this.#dice;
    const type = dice.pick(TYPES);
    const [any, int] = [material.atom(type), material.atom("int")];
    if (any && dice.chance(30)) return `${any} IS ${dice.pick(["", "NOT "])}NULL`;
    if (int && dice.chance(35)) {
      const values = dice.pick([material.atom("ints") ?? "'{}'::int[]", material.subquery("int", "any")]);
      return `${int} ${dice.pick(["= ANY", "<> ALL", ">= ALL", "<> ALL"])} (${values})`;
    }
    const part = () => expression(dice, "bool", material, 1);
    const parts = ["AND", "OR", "OR"].map((operator) => `${part()} ${operator} ${part()}`);
    return dice.chance(50) ? part() : dice.pick(parts);
  }

  #material(columns: Column[], outer: Column[], depth: number): Material {
    const dice = this.#dice;
    const around = [...columns, ...outer];
    return {
      atom: (type) => {
        const from = outer.length > 0 && dice.chance(15) ? outer : columns;
        const known = from.filter((column) => column.type === type);
        return known.length > 0 ? dice.pick(known).sql : undefined;
      },
      subquery: (type, rows) => {
        if (rows !== "one")
          return `(${this.select([type], depth - 2, around)}${rows === "first" ? " LIMIT 1" : ""})`;
        const from = this.#from(depth - 2, around);
        const inner = this.#material(from.columns, around, depth - 2);
        const own = this.#material(from.columns, [], 0);
        const whole = { ...inner, atom: (t: Type) => aggregate(dice, t, (u) => expression(dice, u, own, 1)) };
        const where = dice.chance(50) ? ` WHERE ${expression(dice, "bool", inner, 1)}` : "";
        const column = `coalesce(${whole.atom(type)}, ${expression(dice, type, whole, 1)})`;
        return `(SELECT ${dice.chance(30) ? whole.atom(type) : column} FROM ${from.sql}${where})`;
      },
    };
  }

  #from(depth: number, outer: Column[]): Item {
    const dice = this.#dice;
    const first = this.#joined(Math.min(depth, 2), outer);
    if (!dice.chance(25)) return first;
    const lateral = dice.chance(60);
    const second = lateral
      ? this.#lateral(depth - 1, [...first.columns, ...outer])
      : this.#item(depth - 1, outer);
    const columns = [...first.columns, ...second.columns];
    if (lateral && dice.chance(50))
      return {
        sql: `${first.sql} LEFT JOIN ${second.sql} ON ${this.#on(columns, outer)}`,
        columns,
        hasId: false,
      };
    return { sql: `${first.sql}, ${second.sql}`, columns, hasId: false };
  }

  #joined(depth: number, outer: Column[]): Item {
    const dice = this.#dice;
    if (depth <= 0 || dice.chance(25)) return this.#item(depth, outer);
    const [left, right] = [this.#joined(depth - 1, outer), this.#joined(depth - 1, outer)];
    const join = dice.pick(JOINS);
    const isUsing = join !== "CROSS JOIN" && left.hasId && right.hasId && dice.chance(45);
    const columns = [...left.columns, ...right.columns];
    const sides = `${left.sql} ${join} ${right.sql}`;
    if (join === "CROSS JOIN") return { sql: `(${sides})`, columns, hasId: false };
    if (!isUsing) {
      const on = join === "FULL JOIN" ? this.#equality(left, right) : this.#on(columns, outer);
      if (join === "FULL JOIN") columns.push(...this.#eitherSide(left, right));
      return { sql: `(${sides} ON ${on})`, columns, hasId: false };
    }
    if (dice.chance(50)) return { sql: `(${sides} USING (id))`, columns, hasId: false };
    const alias = this.#name("j");
    const named = columns.filter(({ sql }) => /^\w+\.(?!id$)\w+$/.test(sql));
    const inner = [{ sql: "id", type: "int" as const }, ...named].map(({ sql, type }) => ({
      sql: `${alias}.${sql.split(".").at(-1)}`,
      type,
    }));
    return { sql: `(${sides} USING (id)) AS ${alias}`, columns: inner, hasId: true };
  }

  #equality(left: Item, right: Item): string {
    const [l, r] = [left, right].map((item) => item.columns.filter(({ type }) => type === "int"));
    return l!.length && r!.length ? `${this.#dice.pick(l!).sql} = ${this.#dice.pick(r!).sql}` : "true";
  }

  /** coalesce(left, right), which a FULL JOIN is written for */
  #eitherSide(left: Item, right: Item): Column[] {
    return TYPES.flatMap((type) => {
      const sides = [left, right].map((item) => item.columns.filter((column) => column.type === type));
      if (!sides[0]!.length || !sides[1]!.length) return [];
      return { sql: `coalesce(${sides.map((side) => this.#dice.pick(side).sql).join(", ")})`, type };
    });
  }

  #on(columns: Column[], outer: Column[]): string {
    const material = this.#material(columns, outer, 0);
    return this.#dice.chance(15) ? "true" : expression(this.#dice, "bool", material, 1);
  }

  #item(depth: number, outer: Column[]): Item {
    const dice = this.#dice;
    const kind = dice.below(100);
    const types = this.types();
    if (depth > 0 && kind < 25) return this.#aliased(`(${this.select(types, depth - 1)})`, types);
    if (kind < 32) return this.#aliased(`(${this.#values(types, [], 0)})`, types);
    if (kind < 35) return this.#aliased("generate_series(1, 3) WITH ORDINALITY", ["int", "int"]);
    if (kind < 37) return this.#aliased("unnest(array[1, NULL, 3]) WITH ORDINALITY", ["int", "int"]);
    if (kind < 38) return this.#aliased(`jsonb_each_text('{"a": null, "b": "1"}')`, ["text", "text"]);
    if (kind < 40) {
      const calls = dice.pick([
        "generate_series(1, 2), generate_series(1, 4)",
        "unnest(array[1, null]), generate_series(1, 3)",
      ]);
      return this.#aliased(`ROWS FROM (${calls}) WITH ORDINALITY`, ["int", "int", "int"]);
    }
    if (kind < 43 && outer.length > 0) return this.#lateral(depth, outer);
    const relation = dice.pick(this.#relations);
    return this.#aliased(relation.name, relation.types);
  }

  #lateral(depth: number, outer: Column[]): Item {
    const types = this.types();
    if (this.#dice.chance(15)) {
      const of = (type: Type) => expression(this.#dice, type, this.#material(outer, [], 0), 1);
      return this.#aliased(`LATERAL generate_series(1, least(3, ${of("int")}))`, ["int"]);
    }
    return this.#aliased(`LATERAL (${this.select(types, depth, outer)})`, types);
  }

  #aliased(sql: string, types: Type[]): Item {
    const alias = this.#name("r");
    const names = types.map((type, i) => (i === 0 && type === "int" ? "id" : `${alias}_${i}`));
    const columns = types.map((type, i) => ({ sql: `${alias}.${names[i]}`, type }));
    return { sql: `${sql} AS ${alias} (${names.join(", ")})`, columns, hasId: types[0] === "int" };
  }

  #values(types: Type[], outer: Column[], depth: number): string {
    const material = this.#material([], outer, depth);
    const row = () =>
      `(${types.map((type) => expression(this.#dice, type, material, this.#dice.below(2))).join(", ")})`;
    return `VALUES ${Array.from({ length: 1 + this.#dice.below(3) }, row).join(", ")}`;
  }

  #withCte(types: Type[], depth: number, outer: Column[]): string {
    const cte: Relation = { name: this.#name("w"), types: this.types() };
    const body = this.select(cte.types, depth - 1, outer);
    const how = this.#dice.pick(["", "MATERIALIZED ", "NOT MATERIALIZED "]);
    return `WITH ${cte.name} AS ${how}(${body}) ${this.#selectWith(cte, types, depth, outer)}`;
  }

  #withRecursion(types: Type[], depth: number, outer: Column[]): string {
    const dice = this.#dice;
    const cte: Relation = { name: this.#name("w"), types: ["int", ...this.types()] };
    const others = cte.types.slice(1);
    const self = this.#aliased(cte.name, cte.types);
    const from = dice.chance(50) ? self : this.#joinTo(self, this.#item(0, outer));
    const material = this.#material(from.columns, outer, 0);
    const base = list(others, (type) => expression(dice, type, this.#material([], outer, 0), 1));
    const step = list(others, (type) => expression(dice, type, material, 1));
    const counter = self.columns[0]!.sql;
    const body = `SELECT 1, ${base} UNION${dice.chance(50) ? " ALL" : ""} SELECT ${counter} + 1, ${step} FROM ${from.sql} WHERE ${counter} < 3`;
    const names = cte.types.map((_, i) => `c${i}`).join(", ");
    return `WITH RECURSIVE ${cte.name} (${names}) AS (${body}) ${this.#selectWith(cte, types, depth, outer)}`;
  }

  #joinTo(self: Item, other: Item): Item {
    const columns = [...self.columns, ...other.columns];
    const join = this.#dice.pick(["JOIN", "LEFT JOIN"]);
    return { sql: `${self.sql} ${join} ${other.sql} ON ${this.#on(columns, [])}`, columns, hasId: false };
  }

  #selectWith(cte: Relation, types: Type[], depth: number, outer: Column[]): string {
    // Several times, so that it is often the one that is picked.
    this.#relations.push(cte, cte, cte);
    const query = this.#plain(types, depth, outer);
    this.#relations.splice(-3);
    return query;
  }
}

function list(types: Type[], column: (type: Type, i: number) => string): string {
  return types.map((type, i) => `${column(type, i)} AS c${i + 1}`).join(", ");
}
