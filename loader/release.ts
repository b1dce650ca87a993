import { LoadError } from "./errors.ts";
import type { ReleaseFile, ReleaseSource } from "./source.ts";
import { bomLength, checkBytes } from "./text-bytes.ts";

export interface ReleaseIdentity {
  /** "30.3" */
  release: string;
  /** "May 2026 Release", or "" where the Read Me has no second line. */
  label: string;
  format: "text" | "csv";
}

/** The official Read Me has 0.5 KB. */
const MAX_READ_ME = 64 * 1024;
const EXPECTED = 'a file "Read Me.txt" whose first line is like "O*NET 30.3 Database"';

/**
 * Says which release a source holds: the number and label from its Read Me, the format from the endings of
 * the data files. No file name and no date tells the release. Throws LoadError where they disagree.
 */
export async function identifyRelease(source: ReleaseSource): Promise<ReleaseIdentity> {
  const [readMe, another] = source.files.filter((file) => isReadMe(file));
  if (!readMe) throw new LoadError(`${source.label} has no Read Me; expected is ${EXPECTED}`);
  if (another)
    throw new LoadError(
      `${source.label} has two Read Mes, "${readMe.name}" and "${another.name}": remove the wrong one`,
    );
  const text = await readText(readMe);
  const [first = "", second = ""] = text.split("\n", 2).map((line) => line.trim());
  const release = /^O\*NET (\d+\.\d+) Database$/.exec(first)?.[1];
  if (!release)
    throw new LoadError(
      `${readMe.name} starts with ${JSON.stringify(first.slice(0, 60))}; expected is ${EXPECTED}`,
      {
        file: readMe.name,
        line: 1,
      },
    );
  const format = dataFormat(source);
  checkDictionary(readMe.name, text, release, format);
  return { release, label: /^-*$/.test(second) ? "" : second.slice(0, 100), format };
}

/** The files that hold a table each: all but the Read Me. */
export function dataFiles(source: ReleaseSource): ReleaseFile[] {
  return source.files.filter((file) => !isReadMe(file));
}

function isReadMe(file: ReleaseFile): boolean {
  return /^read[ _-]?me\.txt$/i.test(file.name);
}

async function readText(file: ReleaseFile): Promise<string> {
  if (file.bytes > MAX_READ_ME)
    throw new LoadError(
      `${file.name} has ${file.bytes} bytes, too many for a Read Me; expected is ${EXPECTED}`,
      {
        file: file.name,
      },
    );
  const bytes = Buffer.concat(await (await file.open()).toArray());
  checkBytes(bytes, file.name, 1);
  return bytes.toString("utf8", bomLength(bytes));
}

function dataFormat(source: ReleaseSource): "text" | "csv" {
  const csv = dataFiles(source).find(({ name }) => /\.csv$/i.test(name));
  const text = dataFiles(source).find(({ name }) => /\.txt$/i.test(name));
  if (csv && text)
    throw new LoadError(
      `${source.label} mixes text and CSV ("${text.name}", "${csv.name}"): load one edition of the release`,
    );
  if (!csv && !text)
    throw new LoadError(
      `${source.label} has a Read Me but no .txt or .csv data: take the text or CSV edition`,
    );
  return csv ? "csv" : "text";
}

/** Where the Read Me gives its dictionary's address, that names release and format once more. */
function checkDictionary(file: string, text: string, release: string, format: string): void {
  const named = /\/dictionary\/(\d+\.\d+)(?:\/(\w+))?/.exec(text);
  if (!named) return;
  const [, itsRelease, itsFormat = format] = named;
  if (itsRelease === release && itsFormat === format) return;
  throw new LoadError(
    `${file} speaks of O*NET ${itsRelease} as ${itsFormat}, but this is ${release} as ${format}: download it again`,
    { file },
  );
}
