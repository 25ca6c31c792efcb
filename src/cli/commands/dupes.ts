/** midiq dupes: files that are the same, in clusters, and which of each would be kept. */

import type { Level } from "../../../dsl/mod.ts";
import type { DuplicateCluster, SameNotes } from "../../catalogue/duplicates/cluster.ts";
import type { Duplicates } from "../../catalogue/duplicates/duplicates.ts";
import { byteSize } from "../../text/byte-size.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { table } from "../../text/table.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, configOf, withCatalogue } from "../settings.ts";

/** Options of `midiq dupes`. */
export interface DupesOptions extends CatalogueOptions {
  readonly level?: Level;
  /** Rules between commas. */
  readonly keep?: string;
  readonly output?: string;
  readonly json?: true;
  readonly null?: true;
  readonly limit?: number;
  /** A folder to which those that would not be kept are moved. */
  readonly setAside?: string;
  readonly apply?: true;
}

/** Forms that clusters can be printed in; as with rows, json and jsonl both are an object a line. */
const dupesForms = ["table", "json", "jsonl", "paths"] as const;
const isForm = (name: string): name is (typeof dupesForms)[number] => dupesForms.some((one) => one === name);

/** Clusters that people are shown when they do not say how many. */
const shownClusters = 50;

/** Shows duplicates among what a query finds: 0 when there are some, 1 when there are none. */
export async function dupes(query: string, options: DupesOptions): Promise<number> {
  const form = options.json ? "json" : (options.output ?? "table");
  if (!isForm(form)) throw new Mistake(`Cannot print duplicates as "${form}": expected ${dupesForms.join(", ")}`);
  if (options.null && form !== "paths") throw new Mistake("Cannot end lines with null bytes: -0 is for -o paths");
  const keep = options.keep?.split(",").map((rule) => rule.trim()) ?? (await configOf())?.keep;
  if (options.apply && options.setAside === undefined) {
    throw new Mistake(
      "Cannot apply anything: midiq dupes needs --set-aside FOLDER, the place for files that would not be kept",
    );
  }
  // What is the same music only (transposed, edited) may be wanted twice: nobody sets it aside unasked.
  const level = options.level ?? (options.setAside === undefined ? undefined : "notes");
  return withCatalogue(options, options.apply ? "write" : "read", async (db) => {
    const duplicates = await db.duplicates(query === "" ? undefined : query, {
      ...(level && { level }),
      ...(keep && { keep }),
    });
    for (const note of duplicates.notes) process.stderr.write(`${note}\n`);
    if (options.setAside !== undefined) {
      const spares: string[] = [];
      const closeness = { bytes: 0, notes: 0, music: 0 };
      for await (const cluster of duplicates.clusters(options.limit)) {
        for (const { path } of sparesOf(cluster)) spares.push(path);
        countCloseness(cluster, closeness);
      }
      const { bytes, notes, music } = closeness;
      if (!options.apply && !options.json && notes + music > 0)
        process.stderr.write(
          `Outside archives ${counted(bytes, "file has", "files have")} the same bytes as a kept file, ${notes} the same notes, ${music} the same music; --level bytes takes only those with the same bytes\n`,
        );
      const { setAside } = await import("../set-aside.ts");
      return setAside(spares, options.setAside, query, { ...options, db });
    }
    const limit = options.limit ?? (form === "table" ? shownClusters : undefined);
    let archived = 0;
    for await (const cluster of duplicates.clusters(limit)) {
      if (form === "json" || form === "jsonl") await write(`${jsonLine(cluster)}\n`);
      else if (form === "table") await write(`${linesOf(cluster).join("\n")}\n\n`);
      else {
        const spare = sparesOf(cluster);
        const loose = spare.filter(({ archive }) => archive === null);
        archived += spare.length - loose.length;
        await write(loose.map(({ path }) => `${path}${options.null ? "\0" : "\n"}`).join(""));
      }
    }
    if (archived > 0) process.stderr.write(`${counted(archived, "file")} inside archives left out\n`);
    if (form === "table") process.stderr.write(`${summaryOf(duplicates, limit).join("\n")}\n`);
    return duplicates.summary.some(({ clusters }) => clusters > 0) ? exits.found : exits.nothing;
  });
}

/** Waits where a reader is slow, so that a million lines need no memory. */
const write = (text: string): Promise<void> | undefined =>
  text === "" || process.stdout.write(text)
    ? undefined
    : new Promise((done) => {
        process.stdout.once("drain", done);
      });

const sparesOf = ({ groups }: DuplicateCluster) =>
  groups.flatMap(({ contents }) => contents.flatMap(({ files }) => files.filter(({ isKept }) => !isKept)));

/** A headline, the kept file, then each other file with what makes it the same; what is closer to the line above is indented. */
function linesOf(cluster: DuplicateCluster): readonly string[] {
  const { level, files, saves, because, groups } = cluster;
  const lines = [`same ${level}: ${counted(files, "file")}, ${byteSize(saves)} could be saved`];
  groups.forEach((group, n) => {
    const indent = n === 0 ? "  " : "    ";
    group.contents.forEach(({ files: same, differs }, m) => {
      same.forEach(({ path, isKept }, k) => {
        const [word, why] = isKept
          ? ["keep", because]
          : k > 0
            ? ["bytes", ""]
            : m > 0
              ? ["notes", differs.length > 0 ? `different ${differs.join(", ")}` : "encoded differently"]
              : ["music", relationOf(group)];
        const margin = k === 0 && m === 0 ? "  " : indent;
        lines.push(`${margin}${word.padEnd(5)}  ${shortPath(path)}${why === "" ? "" : `  (${why})`}`);
      });
    });
  });
  return lines;
}

/** In what the files that would not be kept are the same as the one that would; those in archives stay where they are. */
function countCloseness({ groups }: DuplicateCluster, counts: { bytes: number; notes: number; music: number }): void {
  for (const { contents } of groups) {
    const hasNotes = contents.some(({ files }) => files.some(({ isKept }) => isKept));
    for (const { files } of contents) {
      const loose = files.filter(({ isKept, archive }) => !isKept && archive === null).length;
      counts[files.some(({ isKept }) => isKept) ? "bytes" : hasNotes ? "notes" : "music"] += loose;
    }
  }
}

function relationOf({ transposed, speed, resemblance }: SameNotes): string {
  return [
    ...(transposed === null || transposed === 0 ? [] : [`transposed by ${transposed > 0 ? "+" : ""}${transposed}`]),
    ...(speed === null || speed === 1 ? [] : [`${speed} times as fast`]),
    ...(resemblance === null ? [] : [`shares ${Math.round(100 * resemblance)} % of the melodic figures`]),
  ].join(", ");
}

function summaryOf({ compared, summary }: Duplicates, limit: number | undefined): readonly string[] {
  const widest = summary.at(-1)?.clusters ?? 0;
  const more = limit !== undefined && widest > limit ? `, ${limit} shown; --limit shows more` : "";
  const columns = [
    { heading: "the same", numeric: false },
    { heading: "clusters", numeric: true },
    { heading: "files", numeric: true },
    { heading: "saves at least", numeric: true },
  ];
  const rows = summary.map(({ level, clusters, files, saves }, n) => [
    n === 0 ? level : `${level} or closer`,
    clusters.toLocaleString("en"),
    files.toLocaleString("en"),
    byteSize(saves),
  ]);
  return [
    `${counted(compared, "content")} compared: ${counted(widest, "cluster")}${more}`,
    ...table(columns, rows, Number.POSITIVE_INFINITY),
  ];
}
