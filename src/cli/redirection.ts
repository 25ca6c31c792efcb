/** A comparison that the shell took for itself: `midiq bpm >120` writes a file called 120, and the query ends too early. */
import { fstatSync, readdirSync, type Stats, statSync } from "node:fs";
import { QueryError } from "../../dsl/mod.ts";

/** More entries than this are not looked through for one word. */
const mostEntries = 10_000;

/** What to say of a query that has no value; undefined where the output does not go to a file that is named like one. */
export function redirectionNote(error: unknown): string | undefined {
  if (!(error instanceof QueryError) || error.code !== "missing-value") return undefined;
  const out = fstatSync(1);
  const name = out.isFile() ? nameOf(out) : undefined;
  if (name === undefined) return undefined;
  return `The output goes to the file "${name}": if \`>${name}\` was part of the query, quote the query, or write \`above ${name.replace(/^=/, "")}\``;
}

/** The name in this folder of an open file, where it is a number, as `>120` or `>=120` names it. */
function nameOf(out: Stats): string | undefined {
  const names = readdirSync(".").slice(0, mostEntries);
  return names.find((name) => {
    if (!/^=?-?\d[\d.:]*[a-z]{0,2}$/i.test(name)) return false;
    const stat = statSync(name, { throwIfNoEntry: false });
    return stat?.ino === out.ino && stat.dev === out.dev;
  });
}
