/** midiq db: settings that would suit the catalogue's server, sizes, and whether all is sound. It changes nothing. */

import { checkCatalogue, type Finding, type Left } from "../../catalogue/care/check.ts";
import { durabilityOf } from "../../catalogue/care/durability.ts";
import { catalogueSizes, type Sizes } from "../../catalogue/care/sizes.ts";
import { type Tuning, tuningOf } from "../../catalogue/care/tune.ts";
import { newestRestorePoint } from "../../catalogue/move/restore-point.ts";
import { isServer } from "../../database/server/server.ts";
import { byteSize } from "../../text/byte-size.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { type Column, table } from "../../text/table.ts";
import { exits, Mistake } from "../failure.ts";
import { tellRecovered } from "../organizing.ts";
import { tableWidth } from "../screen-width.ts";
import { withCatalogue } from "../settings.ts";

/** Options of `midiq db`. */
export interface DbOptions {
  readonly db: string;
  /** Megabytes of the server's machine. */
  readonly memory?: number;
  /** What is found is mended before the catalogue is checked. */
  readonly fix?: true;
  readonly json?: true;
}

/** Prints tuning, sizes or findings; findings are status 1. */
export async function lookAfter(
  what: "tune" | "size" | "check",
  { db: url, memory, fix, json }: DbOptions,
): Promise<number> {
  if (fix && what !== "check")
    throw new Mistake(`Cannot fix with "db ${what}": only midiq db check --fix repairs a catalogue`);
  if (fix) await mend(url);
  return withCatalogue({ db: url, plugin: [], set: [] }, "read", async (db) => {
    const print = <Said>(said: Said, linesOf: (said: Said) => readonly string[]): void => {
      process.stdout.write(json ? `${jsonLine(said)}\n` : `${linesOf(said).join("\n")}\n`);
    };
    if (what === "tune") print(await tuningOf(db, memory), tuningLines);
    else if (what === "size") print(await catalogueSizes(db), sizeLines);
    else {
      const found = await checkCatalogue(db);
      const checked = { ...found, findings: [...durabilityOf(url), ...found.findings] };
      if (json) print(checked, () => []);
      else if (checked.findings.length > 0) print(checked.findings, findingLines);
      const pages =
        checked.indexes === null
          ? `index pages were not read${isServer(db.url) ? " (create extension amcheck makes that possible)" : ""}`
          : `pages of ${checked.indexes} indexes read`;
      const said = checked.findings.length === 0 ? "no problems" : counted(checked.findings.length, "finding");
      process.stderr.write(`${checked.checks} checks: ${said}; ${pages}\n`);
      for (const line of leftLines(checked.left)) process.stderr.write(`${line}\n`);
      const point = newestRestorePoint(url);
      if (point) process.stderr.write(`newest restore point: ${point}\n`);
      return checked.findings.length === 0 ? exits.found : exits.nothing;
    }
    return exits.found;
  });
}

/** Mends all that can be mended, and says what. */
async function mend(url: string): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { mendAll } = await import("../../doctor/mend.ts");
  await withCatalogue({ db: url, plugin: [], set: [] }, "write", (db) =>
    mendAll(db, (one) => {
      if (one.what === "tables") say(`mended: ${one.checks.join(", ")}`);
      else if (one.what === "values") say(`${counted(one.files, "file")} read and analyzed again`);
      else if (one.what === "moves") tellRecovered(one.runs);
      else say(`removed files that stopped processes had left: ${one.files.join(", ")}`);
    }),
  );
}

/** What a stop left to be done. */
function leftLines({ unsettled, indexes }: Left): readonly string[] {
  const does = "the next midiq add or run finishes it, or midiq db check --fix";
  return [
    ...(unsettled > 0
      ? [`a run was stopped before the copies of ${counted(unsettled, "file")} were counted; ${does}`]
      : []),
    ...(indexes > 0
      ? [`a run was stopped before it built ${counted(indexes, "search index", "search indexes")}; ${does}`]
      : []),
  ];
}

const text = (heading: string): Column => ({ heading, numeric: false });
const number = (heading: string): Column => ({ heading, numeric: true });
const grouped = new Intl.NumberFormat("en-US");

function sizeLines({ contents, bytes, tables, indexes }: Sizes): readonly string[] {
  const each = (total: number): string => (contents > 0 ? grouped.format(Math.round(total / contents)) : "-");
  const ofTables = tables.map(({ name, rows, isEstimate, heap, toast, indexes: theirs, total }) => [
    name,
    `${isEstimate ? "~" : ""}${grouped.format(rows)}`,
    ...[heap, toast, theirs, total].map(byteSize),
    each(total),
  ]);
  const ofIndexes = indexes.map(({ name, table: on, bytes: size, scans, serves }) => [
    name,
    on,
    byteSize(size),
    each(size),
    scans === null ? "-" : grouped.format(scans),
    serves,
  ]);
  return [
    ...table(
      [text("table"), ...["rows", "heap", "toast", "indexes", "total", "bytes/content"].map(number)],
      [...ofTables, ["all", "", "", "", "", byteSize(bytes), each(bytes)]],
      tableWidth(),
    ),
    "",
    ...table(
      [text("index"), text("on"), number("size"), number("bytes/content"), number("used"), text("serves")],
      ofIndexes,
      tableWidth(),
    ),
  ];
}

function tuningLines({ engine, version, machine, data, advice, warnings }: Tuning): readonly string[] {
  if (engine === "embedded") {
    return [
      `The embedded engine (PostgreSQL ${version}) needs no settings: it is one process with one session, and ends with midiq.`,
      "midiq sets what matters. For more than a million files, or several writers, use a server: --db postgres://...",
    ];
  }
  const { memory, cores, from } = machine;
  const known = from === "assumed" ? "assumed; give the memory of the server with --memory MEGABYTES" : `from ${from}`;
  const rows = advice.map(({ name, now, loading, queries, why }) => [name, now, loading ?? "", queries ?? "", why]);
  const columns = ["setting", "now", "for loading", "for queries", "why"].map(text);
  const commands = (of: "loading" | "queries"): readonly string[] =>
    advice.flatMap((one) =>
      one[of] === null
        ? []
        : [`alter system set ${one.name} = '${one[of]}';${one.needsRestart ? " -- then restart the server" : ""}`],
    );
  const block = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length > 0 ? ["", `-- ${title}`, ...lines, "select pg_reload_conf();"] : [];
  return [
    `PostgreSQL ${version}, ${byteSize(data)} of data, a machine of ${byteSize(memory)} and ${cores} cores (${known})`,
    ...warnings.map((warning) => `WARNING: ${warning}`),
    "",
    ...table(columns, rows, tableWidth()),
    ...block("Before a large load, as a superuser (midiq has not done any of this):", commands("loading")),
    ...block("For queries, and after a load:", commands("queries")),
  ];
}

const findingLines = (findings: readonly Finding[]): readonly string[] =>
  table(
    [text("check"), number("count"), text("finding"), text("for example"), text("how to fix it")],
    findings.map(({ name, count, finding, examples, remedy }) => [
      name,
      grouped.format(count),
      finding,
      examples.join(", "),
      remedy,
    ]),
    tableWidth(),
  );
