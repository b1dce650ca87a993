import { spawnSync } from "node:child_process";

const COMMAND = ["describe", "--always", "--dirty=-modified", "--exclude", "*", "--abbrev=8"];

/** The commit that the files of a folder are at, or were before they were "-modified"; undefined where there is none. */
export function gitCommit(folder: string): string | undefined {
  const { status, stdout } = spawnSync("git", COMMAND, {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}
