/** What a database derives for a row, and a row in memory holds under the name of the field. */
import type { MatchRow, Stored } from "../../dsl/mod.ts";
import { registry } from "./registry.ts";

/** Which version of the analyzer `facts` each set of analyzers has. */
export const analyzerSets: ReadonlyMap<number, number | null> = new Map([
  [1, 1],
  [2, 12],
  [3, null],
]);

/** What is stale in each of them. */
export const staleIn: ReadonlyMap<number, readonly string[]> = new Map([
  [1, []],
  [2, ["facts"]],
  [3, ["arp", "facts"]],
]);

/** What failed on a row: nothing on most. */
const failedOn = ({ columns }: MatchRow): readonly string[] =>
  ["arp", "facts"].filter((_, n) => BigInt(String(columns["id"])) % BigInt(n + 3) === 0n);

type Columns = Readonly<Record<string, Stored>>;

/** Rows with the values of their derived fields. */
export const withDerived = (rows: readonly MatchRow[]): readonly MatchRow[] =>
  rows.map((row) => {
    const derived: Record<string, Stored> = {};
    const version = analyzerSets.get(Number(row.columns["analyzer_set"]));
    for (const { name, expression } of registry.fields) {
      if (expression === undefined) continue;
      if (name.endsWith(".at")) derived[name] = row.columns["added"];
      if (name === "stale") derived[name] = staleIn.get(Number(row.columns["analyzer_set"])) ?? null;
      if (name === "failed") derived[name] = failedOn(row);
      if (name === "missing") derived[name] = isZero(row.columns["copies"]);
      if (name.endsWith(".by")) derived[name] = typeof version === "number" ? `facts@${version}` : null;
    }
    derived["analyzed"] = row.columns["added"];
    derived["dupes.notes"] = filesOfNotes(row, rows);
    derived["dupe"] = rows.some((other) => comesFirst(other, row));
    const tracks = (row.tracks ?? []).map((track) => ({ ...track, mono: isMono(track) }));
    return { ...row, columns: { ...row.columns, ...derived }, tracks };
  });

const isZero = (count: Stored): boolean | null => (typeof count === "number" ? count === 0 : null);
const isMono = ({ polyphony }: Columns): boolean | null => (typeof polyphony === "number" ? polyphony <= 1 : null);

/** Files of the same notes; null where none has any. */
function filesOfNotes(row: MatchRow, rows: readonly MatchRow[]): number | null {
  const { notes_hash: notes } = row.columns;
  const same = rows.filter(({ columns }) => typeof notes === "string" && columns["notes_hash"] === notes);
  const counts = same.flatMap(({ columns: { status, copies } }) =>
    typeof status === "string" && status !== "rejected" && typeof copies === "number" ? [copies] : [],
  );
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count) : null;
}

function comesFirst(one: MatchRow, other: MatchRow): boolean {
  const { notes_hash, status } = one.columns;
  if (typeof notes_hash !== "string" || notes_hash !== other.columns["notes_hash"]) return false;
  if (typeof status !== "string" || status === "rejected") return false;
  const [a, b] = [one, other].map(({ copies }) => String(copies[0]?.["path"])) as [string, string];
  return a === b ? BigInt(String(one.columns["id"])) < BigInt(String(other.columns["id"])) : a < b;
}
