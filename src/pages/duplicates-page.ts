/** Duplicates as people read them: clusters, and what they come to. */
import type { DuplicateCluster, SameNotes } from "../catalogue/duplicates/cluster.ts";
import type { Duplicates } from "../catalogue/duplicates/duplicates.ts";
import { byteSize } from "../text/byte-size.ts";
import { counted } from "../text/counted.ts";
import { plain } from "../text/plain.ts";
import { table } from "../text/table.ts";

/**
 * A headline, the kept file, then each other file with what makes it the same; what is closer to the line above is indented.
 *
 * @param told paths as the page tells them; whole unless said.
 * @example
 * const { clusters } = await db.duplicates("");
 * for await (const cluster of clusters(10)) console.log(clusterLines(cluster).join("\n"));
 */
export function clusterLines(cluster: DuplicateCluster, told: (path: string) => string = plain): readonly string[] {
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
        lines.push(`${margin}${word.padEnd(5)}  ${told(path)}${why === "" ? "" : `  (${why})`}`);
      });
    });
  });
  return lines;
}

function relationOf({ transposed, speed, resemblance }: SameNotes): string {
  return [
    ...(transposed === null || transposed === 0 ? [] : [`transposed by ${transposed > 0 ? "+" : ""}${transposed}`]),
    ...(speed === null || speed === 1 ? [] : [`${speed} times as fast`]),
    ...(resemblance === null ? [] : [`shares ${Math.round(100 * resemblance)} % of the melodic figures`]),
  ].join(", ");
}

/** How many clusters there are of each kind, and what they would save. @param limit clusters that are shown. */
export function duplicatesSummary({ compared, summary }: Duplicates, limit?: number): readonly string[] {
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
    `${counted(compared, "distinct file")} compared: ${counted(widest, "cluster")}${more}`,
    ...table(columns, rows, Number.POSITIVE_INFINITY),
  ];
}
