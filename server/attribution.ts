import type { LiveRelease } from "../sql/fence.ts";

/** What a page that shows data of this release has to say about their source (O*NET's licence, CC BY 4.0). */
export function attribution({ release, synthetic }: LiveRelease): string {
  if (synthetic) {
    return "Synthetic demonstration: all numbers on this page are invented by a program. They are not O*NET data and say nothing about real occupations.";
  }
  return (
    `This page includes information from the O*NET ${release} Database by the U.S. Department of Labor, Employment and ` +
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. Onetbook " +
    "has modified all or some of this information. USDOL/ETA has not approved, endorsed, or tested these modifications."
  );
}

/** How a release is called on a page. */
export function releaseName({ release, synthetic }: LiveRelease): string {
  return synthetic ? "Demonstration" : `O*NET ${release}`;
}
