type Field = TreeNode | Field[] | string | null;

/**
 * A node of an analysed query, as pg_rewrite.ev_action prints it: `{VAR :varno 1 :varattno 2 …}`. PostgreSQL promises
 * nothing about this format, so a field that is not there is an error and never read as "no".
 */
export class TreeNode {
  /** "QUERY", "VAR", "OPEXPR" … */
  readonly label: string;
  readonly #fields: ReadonlyMap<string, Field>;

  constructor(label: string, fields: ReadonlyMap<string, Field>) {
    this.label = label;
    this.#fields = fields;
  }

  node(field: string): TreeNode | null {
    const value = this.#field(field);
    if (value === null || value instanceof TreeNode) return value;
    throw this.#unreadable(field);
  }

  /** A list of nodes; null is one that PostgreSQL left out, such as a dropped column. */
  nodes(field: string): (TreeNode | null)[] {
    return toNodes(this.#field(field)) ?? this.#refuse(field);
  }

  /** A list of lists of nodes, as the rows of VALUES are. */
  lists(field: string): (TreeNode | null)[][] {
    const value = this.#field(field);
    if (!Array.isArray(value)) throw this.#unreadable(field);
    return value.map((list) => toNodes(list) ?? this.#refuse(field));
  }

  number(field: string): number {
    const value = Number(this.text(field));
    return Number.isInteger(value) ? value : this.#refuse(field);
  }

  is(field: string): boolean {
    const value = this.text(field);
    return value === "true" || (value === "false" ? false : this.#refuse(field));
  }

  text(field: string): string {
    const value = this.#field(field);
    return typeof value === "string" ? value : this.#refuse(field);
  }

  /** It and the nodes below it that have a label. */
  all(label: string, found: TreeNode[] = []): TreeNode[] {
    if (this.label === label) found.push(this);
    for (const field of this.#fields.values()) collect(field, label, found);
    return found;
  }

  #field(name: string): Field {
    const value = this.#fields.get(name);
    return value === undefined ? this.#refuse(name) : value;
  }

  #refuse(field: string): never {
    throw this.#unreadable(field);
  }

  #unreadable(field: string): Error {
    return new Error(
      `PostgreSQL's query tree has a ${this.label} whose "${field}" cannot be read: this version of PostgreSQL writes it in another way than 15 to 18`,
    );
  }
}

function collect(field: Field, label: string, found: TreeNode[]): void {
  if (field instanceof TreeNode) field.all(label, found);
  else if (Array.isArray(field)) for (const item of field) collect(item, label, found);
}

function toNodes(value: Field): (TreeNode | null)[] | undefined {
  if (value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const isNode = (item: Field): item is TreeNode | null => item === null || item instanceof TreeNode;
  return value.every(isNode) ? value : undefined;
}

/** The one query of a view's rule. Errors: a text that is not pg_rewrite.ev_action of a view. */
export function parseRule(action: string): TreeNode {
  const [query] = toNodes(parseTree(action)) ?? [];
  if (query?.label !== "QUERY") throw new Error(`not the rule of a view: ${action.slice(0, 60)}`);
  return query;
}

const SPACE = 32;
const BACKSLASH = 92;

function isBracket(code: number): boolean {
  return code === 40 || code === 41 || code === 123 || code === 125;
}

function parseTree(text: string): Field {
  let token = "";
  let place = 0;
  advance();
  return parseField();

  /** To the next bracket, or word, in which a backslash makes the next character part of it. */
  function advance(): void {
    while (text.charCodeAt(place) <= SPACE) place++;
    const start = place;
    if (isBracket(text.charCodeAt(place))) place++;
    else
      for (; place < text.length; place++) {
        const code = text.charCodeAt(place);
        if (code <= SPACE || isBracket(code)) break;
        if (code === BACKSLASH) place++;
      }
    token = text.slice(start, place);
  }

  function take(): string {
    const taken = token;
    if (!taken) throw new Error(`a query tree that ends too early: … ${text.slice(-60)}`);
    advance();
    return taken;
  }

  function parseField(): Field {
    const first = take();
    if (first === "{") return parseNode();
    if (first === "(") {
      const list: Field[] = [];
      while (token !== ")") list.push(parseField());
      advance();
      return list;
    }
    if (first === "<>") return null;
    if (first === '""') return "";
    return first.includes("\\") ? first.replace(/\\([\s\S])/g, "$1") : first;
  }

  function parseNode(): TreeNode {
    const label = take();
    const fields = new Map<string, Field>();
    while (token !== "}") {
      const name = take().slice(1);
      fields.set(name, parseField());
      // A constant's value is its length and then its bytes in brackets, which nobody here needs.
      while (token !== "}" && !token.startsWith(":")) take();
    }
    advance();
    return new TreeNode(label, fields);
  }
}
