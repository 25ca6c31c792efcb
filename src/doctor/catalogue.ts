/** The catalogue: whether it opens and is sound, whether values are up to date, and which files are in doubt. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { checkCatalogue } from "../catalogue/care/check.ts";
import { durabilityOf } from "../catalogue/care/durability.ts";
import { causesOfRefusal, stateOfCatalogue } from "../catalogue/care/state.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { newestRestorePoint } from "../catalogue/move/restore-point.ts";
import { planRerun } from "../catalogue/renewing/rerun.ts";
import { stalenessOf } from "../catalogue/renewing/staleness.ts";
import { leftoversIn } from "../database/folder/leftovers.ts";
import { heldBy } from "../database/folder/lock.ts";
import { isServer } from "../database/server/server.ts";
import { counted } from "../text/counted.ts";
import type { Finding } from "./finding.ts";

/** Laws are checked up to so many contents: they read all tables. */
const checkedContents = 50_000;

/** Whether something else holds the folder. */
export function lockOf(db: string): readonly Finding[] {
  if (isServer(db) || !statSync(join(db, "data"), { throwIfNoEntry: false })) return [];
  const left = leftoversIn(db);
  const leftovers: readonly Finding[] =
    left.length === 0
      ? []
      : [
          {
            area: "catalogue",
            name: "leftovers",
            severity: "note",
            message: `stopped processes left ${left.join(", ")} in its folder`,
            remedy: "the next midiq add removes them",
          },
        ];
  const held = heldBy(db);
  if (!held) return leftovers;
  const message = `process ${held.pid} has the catalogue open${held.isAlive ? "" : " according to its lock, but that process has ended"}`;
  const remedy = held.isAlive
    ? "queries work; wait before you add files"
    : "the next midiq command that opens it takes over the lock";
  return [...leftovers, { area: "catalogue", name: "lock", severity: "note", message, remedy }];
}

/** Where marks by hand and saved queries can be brought back from. */
export function restorePoint(db: string): readonly Finding[] {
  const point = newestRestorePoint(db);
  if (!point) return [];
  const message = `newest restore point of tags, ratings and saved queries: ${point}`;
  return [{ area: "catalogue", name: "restore-point", severity: "note", message }];
}

/** Whether the catalogue would be whole after a power loss. */
export const durability = (db: string): readonly Finding[] =>
  durabilityOf(db).map(({ name, finding, remedy }) => ({
    area: "catalogue",
    name,
    severity: "warning",
    message: finding,
    remedy,
  }));

/** Whether the tables keep their laws, and whether the last run came to its end. */
export async function soundness(db: Catalogue): Promise<readonly Finding[]> {
  const { contents, deferred, migrations, lastRun: last } = await stateOfCatalogue(db);
  const found: Finding[] = [
    {
      area: "catalogue",
      name: "opens",
      severity: "ok",
      message: `opens: ${db.url}, with the tables of this version (schema ${migrations})`,
    },
  ];
  if (last?.open) {
    const does = last.kind === "run" ? "midiq run" : "midiq add with the same paths";
    const message = `run ${last.id} did not finish: it was killed, or is still running`;
    found.push({
      area: "catalogue",
      name: "unfinished-run",
      severity: "warning",
      message,
      remedy: `${does} continues`,
    });
  }
  if (deferred > 0) {
    const message = `${counted(deferred, "search index", "search indexes")} missing after add --bulk: queries are slow`;
    found.push({
      area: "catalogue",
      name: "deferred-index",
      severity: "warning",
      message,
      remedy: "midiq run builds them",
    });
  }
  if (contents > checkedContents) {
    const message = `its tables were not checked, because that takes a while with ${contents.toLocaleString("en")} files`;
    return [...found, { area: "catalogue", name: "laws", severity: "note", message, remedy: "midiq db check" }];
  }
  const { checks, findings } = await checkCatalogue(db);
  if (findings.length === 0)
    found.push({ area: "catalogue", name: "laws", severity: "ok", message: `tables pass ${checks} checks` });
  for (const { name, finding, count, remedy } of findings)
    found.push({ area: "catalogue", name, severity: "problem", message: `${count} × ${finding}`, remedy });
  return found;
}

/** Whether values are those of the analyzers that are loaded, and which failed. */
export async function freshness(db: Catalogue): Promise<readonly Finding[]> {
  const { steps, contents } = await planRerun(db);
  const { failures } = await stalenessOf(db.store);
  const failed = failures.reduce((sum, one) => sum + one.contents, 0);
  const ids = [...new Set(failures.flatMap(({ analyzers }) => analyzers))].sort();
  return [
    steps.length === 0
      ? { area: "values", name: "stale", severity: "ok", message: "all values come from the analyzers that are loaded" }
      : {
          area: "values",
          name: "stale",
          severity: "warning",
          message: `${counted(contents, "file")} with values older than ${steps.map(({ id }) => id).join(", ")}`,
          remedy: "midiq plan shows which, midiq run computes them again",
        },
    ...(failed === 0
      ? []
      : [
          {
            area: "values",
            name: "failed",
            severity: "warning",
            message: `${ids.join(", ")} failed on ${counted(failed, "file")}`,
            remedy: `midiq "failed ${ids[0]}" lists them, midiq run --retry tries again`,
          } as const,
        ]),
  ];
}

/** A query that finds files in doubt. */
interface Doubt {
  readonly name: string;
  readonly query: string;
  /** Fields without which it cannot be asked. */
  readonly needs: readonly string[];
  readonly severity: "note" | "warning";
  /** What is said behind the number of files. */
  readonly message: string;
  /** What mends it, where that is not a look at them. */
  readonly remedy?: string;
}

/** Below this an estimate is more likely wrong than right. */
const unsure = 0.5;

const doubts: readonly Doubt[] = [
  {
    name: "missing",
    query: "missing",
    needs: [],
    severity: "warning",
    message: "are no longer where they were",
    remedy: "midiq missing lists them; add their folder again if they moved, or midiq forget --missing",
  },
  {
    name: "damaged",
    query: "status repaired,partial",
    needs: [],
    severity: "note",
    message: "are damaged; midiq keeps all notes that could be read",
    remedy: "midiq doctor --fix FOLDER writes clean copies",
  },
  {
    name: "rejected",
    query: "status rejected",
    needs: [],
    severity: "note",
    message: "have no music that can be read",
  },
  {
    name: "name-differs",
    query: "name.differs",
    needs: ["bpm", "key"],
    severity: "note",
    message: "have a tempo or key in their name that differs from the music",
    remedy: 'midiq "name.differs show name.bpm, bpm, name.key, key" shows both',
  },
  ...["bpm", "key", "meter", "chords"].map(
    (field): Doubt => ({
      name: `unsure-${field}`,
      query: `${field}.conf <${unsure}`,
      needs: [`${field}.conf`],
      severity: "note",
      message: `have ${field} with a confidence below ${unsure}: more likely wrong than right`,
    }),
  ),
];

/** Codes of refused files that are named. */
const mostCauses = 5;

/** Files that a person should look at. */
export async function doubtful(db: Catalogue): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { name, query, needs, severity, message, remedy } of doubts) {
    if (needs.some((field) => !db.registry.find(field))) continue;
    const { count, isEstimate } = await db.count(query);
    if (count === 0) continue;
    const about = `${isEstimate ? "about " : ""}${counted(count, "file")} ${message}`;
    found.push({ area: "files", name, severity, message: about, remedy: remedy ?? `midiq "${query}" lists them` });
  }
  const causes = await causesOfRefusal(db, mostCauses);
  if (causes.length > 0) {
    const message = `rejected: ${causes.map(({ code, n }) => `${n.toLocaleString("en")} ${code}`).join(", ")}`;
    found.push({
      area: "files",
      name: "refused",
      severity: "note",
      message,
      remedy: "docs/diagnoses.md and docs/sources.md explain the codes",
    });
  }
  return found.length > 0
    ? found
    : [{ area: "files", name: "doubts", severity: "ok", message: "no file needs a look" }];
}
