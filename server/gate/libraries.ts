import * as plot from "@observablehq/plot";
import * as runtime from "@observablehq/runtime";

/** Left out of the build and to Node, which loads them in 0.3 s of CPU: bundling them and writing their source maps took 1 s. */
export const LIBRARIES: Readonly<Record<string, unknown>> = {
  "@observablehq/plot": plot,
  "@observablehq/runtime": runtime,
};
