/** What a configuration loads, for one who is to decide on it. */
import type { Closure } from "../../trust/closure.ts";

const mostShown = 6;

/** The files that a configuration loads beside itself, and addresses, for one who is to decide on it. */
export function loadsWords({ files, remote }: Closure): string {
  const named = [...files.slice(1), ...remote];
  if (named.length === 0) return "";
  const shown = named.slice(0, mostShown).join(", ");
  return `${shown}${named.length > mostShown ? ` and ${(named.length - mostShown).toLocaleString("en")} more` : ""}`;
}
