/** When pages are coloured. */
import { Mistake } from "../failure.ts";

/** What `--color` may say. */
export const colorChoices = ["auto", "always", "never"] as const;

/** Whether stdout gets colours: `--color` decides, else NO_COLOR, and whether it is a terminal that has some. */
export function wantsColor(choice: string | undefined, out: NodeJS.WriteStream = process.stdout): boolean {
  if (choice === "always") return true;
  if (choice === "never") return false;
  if (choice !== undefined && choice !== "auto")
    throw new Mistake(`Cannot use colours "${choice}": expected ${colorChoices.join(", ")}`);
  if (process.env["NO_COLOR"]) return false;
  return out.isTTY === true && process.env["TERM"] !== "dumb";
}
