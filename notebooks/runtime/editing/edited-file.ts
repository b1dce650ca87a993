/** Where a cell stands in a file. */
export interface Place {
  kind: "code" | "markdown";
  title: string;
  /** offsets, its marker included */
  start: number;
  end: number;
  /** of its marker, 1-based */
  line: number;
}

/** Both 1-based, in the file; without a column it is the whole line. */
export interface Problem {
  line: number;
  column?: number;
  message: string;
}

/** What is wrong with a query's file (server/dev-queries.ts). */
export interface QueryFault extends Partial<Problem> {
  name: string;
  message: string;
}

/** As the server's language tells of a place in a text (server/dev-language.ts). */
export interface Suggestions {
  typed: number;
  options: Suggestion[];
}

export interface Suggestion {
  label: string;
  insert?: string;
  before?: number;
  distance: number;
  isImported?: true;
}

export interface Meaning {
  signature: string;
  doc: string;
}

/** A file as the development server gives it (server/dev-edit.ts). */
export interface FileState {
  text: string;
  hash: string;
  cells: Place[];
  /** why it does not compile */
  error?: { line: number; column: number; reason: string };
  /** of the queries that it imports */
  queries?: QueryFault[];
}

/** A file of the project. What is written replaces only the text that was read: else it is read anew first. */
export class EditedFile {
  /** undefined until it is loaded */
  state: FileState | undefined;
  readonly #url: string;

  /** `name`: "skill-gap", or "skill-gap/queries/skill-gap" for a query that it imports */
  constructor(name: string) {
    this.#url = `/@dev/edit/${name}`;
  }

  /** Errors: an Error that says what the server said. */
  async load(): Promise<FileState> {
    this.state = await read(await fetch(this.#url));
    return this.state;
  }

  /**
   * Writes what `change` makes of the file. It is asked anew when the file was changed meanwhile, and returns undefined
   * where it no longer knows its place. Returns whether it was written. Errors: as of `load`.
   */
  async save(change: (file: FileState) => string | undefined): Promise<boolean> {
    let file = this.state ?? (await this.load());
    for (;;) {
      const body = change(file);
      if (body === undefined) return false;
      const headers = { "If-Match": `"${file.hash}"`, "Content-Type": "text/plain; charset=utf-8" };
      const response = await fetch(this.#url, { method: "PUT", headers, body });
      file = await read(response);
      this.state = file;
      if (response.status !== 412) return true;
    }
  }

  /** What TypeScript says of a notebook. Errors: as of `load`. */
  async types(): Promise<Problem[]> {
    return answerOf(await fetch(`${this.#url}/types`));
  }

  /** What it says of a place in a text that stands for the notebook's. Errors: as of `load`. */
  async ask<Answer>(about: string, question: { text: string; at: number; label?: string }): Promise<Answer> {
    const body = JSON.stringify(question);
    return answerOf(await fetch(`${this.#url}/${about}`, { method: "POST", body }));
  }
}

async function read(response: Response): Promise<FileState> {
  return response.status === 412 ? response.json() : answerOf(response);
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return response.json();
  const answer = await response.json().catch(() => undefined);
  throw new Error(answer?.error?.message ?? `the server answered ${response.status}`);
}
