/** Runs the commands of -x and -X: they have our terminal. */
import { spawnSync } from "node:child_process";
import { Mistake } from "./failure.ts";

/** Runs a program to its end: whether it succeeded. @throws Mistake when it cannot be started. */
export function succeeds([program = "", ...given]: readonly string[]): boolean {
  const { status, error } = spawnSync(program, given, { stdio: "inherit" });
  if (!error) return status === 0;
  const { code } = error as NodeJS.ErrnoException;
  throw new Mistake(
    `Cannot run "${program}": ${code === "ENOENT" ? "there is no such program" : code === "EACCES" ? "it is not a program" : error.message}`,
  );
}
