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

/** Both 1-based, in the file. */
export interface Problem {
  line: number;
  column: number;
  message: string;
}

/** A file as the development server gives it (server/dev-edit.ts). */
export interface FileState {
  text: string;
  hash: string;
  cells: Place[];
  /** why it does not compile */
  error?: { line: number; column: number; reason: string };
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

  /** What tsc says of a notebook; it runs anew for each call. */
  async types(): Promise<Problem[]> {
    const response = await fetch(`${this.#url}/types`);
    return response.ok ? response.json() : [];
  }
}

async function read(response: Response): Promise<FileState> {
  if (response.ok || response.status === 412) return response.json();
  const answer = await response.json().catch(() => undefined);
  throw new Error(answer?.error?.message ?? `the server answered ${response.status}`);
}
