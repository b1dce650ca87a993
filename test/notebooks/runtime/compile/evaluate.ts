import { transformWithOxc } from "vite";
import { type CompiledNotebook, compileNotebook } from "../../../../notebooks/runtime/compile/compile.ts";

export interface EvaluatedSegment {
  cell: number;
  line: number;
  inputs: string[];
  outputs?: string[];
  view?: string;
  run(given: object, ...inputs: unknown[]): Promise<unknown>;
}

/** Compiles what stands in for notebooks/example.ts. */
export function compile(code: string, isDevelopment = false): CompiledNotebook {
  return compileNotebook("notebooks/example.ts", code, { runtime: "runtime", isDevelopment });
}

/** The code that a browser would get, without its types. */
export async function toJavaScript(code: string): Promise<string> {
  return (await transformWithOxc(compile(code).code, "example.ts")).code;
}

let evaluated = 0;

/** Loads a compiled notebook in Node; what it imports is `md`, which returns its arguments, and `Plot`, a string. */
export async function evaluate(code: string): Promise<EvaluatedSegment[]> {
  const stub =
    "export const md = (...parts) => parts; export const Plot = 'Plot', Inputs = 'Inputs'; export default 'default'";
  const mount = "export const mount = ({ segments }) => { globalThis.segments = segments; }";
  const url = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
  const script = (await toJavaScript(code)).replaceAll(
    /(from|^import) "([^"]+)"/gm,
    (_, keyword, specifier) => `${keyword} "${url(specifier === "runtime" ? mount : stub)}"`,
  );
  // The same text is only run once as the same module.
  await import(url(`${script}\n//${++evaluated}`));
  return (globalThis as unknown as { segments: EvaluatedSegment[] }).segments;
}

/** Runs a notebook from top to bottom; `views` are the values of its inputs. Returns every name, and what was shown. */
export async function runAll(
  code: string,
  views: Record<string, unknown> = {},
): Promise<{ values: Record<string, unknown>; shown: unknown[] }> {
  const values: Record<string, unknown> = { "@width": 640 };
  const shown: unknown[] = [];
  const show = (value: unknown) => shown.push(value);
  for (const segment of await evaluate(code)) {
    const inputs = segment.inputs.map((name) => values[name]);
    const result = await segment.run(
      { show, display: show, query: async (name: string) => [name] },
      ...inputs,
    );
    if (segment.view) values[segment.view] = views[segment.view];
    else Object.assign(values, result);
  }
  return { values, shown };
}
