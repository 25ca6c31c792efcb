/** A cluster as people see it: what is nested in what, which file would be kept and why, and what tells the others from it. */
import type { Level } from "../../../dsl/mod.ts";
import type { About } from "./about.ts";
import type { Clusters } from "./clusters.ts";
import type { Contents } from "./contents.ts";
import { differencesOf, speedOf, transpositionOf } from "./differences.ts";
import { betterBy, type Keepable, type KeepRule, whyKept } from "./keep.ts";

/** A file of a cluster. */
export interface DuplicateFile {
  readonly path: string;
  /** File name of the outermost archive that holds it. */
  readonly archive: string | null;
  readonly isKept: boolean;
}

/** Files of the same bytes. */
export interface SameBytes {
  /** BLAKE3 in hex. */
  readonly hash: string;
  /** Bytes of one of them. */
  readonly size: number;
  /** In what it differs from the first content of the same notes; empty for that one, and where only the encoding differs. */
  readonly differs: readonly string[];
  readonly files: readonly DuplicateFile[];
}

/** Contents of the same notes, and how their music relates to that of the file that is kept. */
export interface SameNotes {
  /** Semitones above the kept music; null where nobody knows. */
  readonly transposed: number | null;
  /** Times as fast as the kept music; null where nobody knows. */
  readonly speed: number | null;
  /** How much melodic material they share, 0 to 1; null where it was not compared because hashes are equal. */
  readonly resemblance: number | null;
  readonly contents: readonly SameBytes[];
}

/** Files that are the same at a level; what is closer to the kept file comes first. */
export interface DuplicateCluster {
  /** The closest level that all of its files share. */
  readonly level: Level;
  readonly files: number;
  /** Bytes of all files but the kept one. */
  readonly saves: number;
  readonly kept: string;
  /** What tells the kept file from the next best one. */
  readonly because: string;
  readonly groups: readonly SameNotes[];
}

/** A content of a cluster: its index, and what is known of it. */
export interface Member {
  readonly content: number;
  readonly about: About;
}

/** The cluster of some contents; undefined where files went meanwhile, so that only one is left. */
export function clusterOf(
  members: readonly Member[],
  contents: Contents,
  { byNotes }: Clusters,
  rules: readonly KeepRule[],
): DuplicateCluster | undefined {
  const better = betterBy(rules);
  const ranked = members
    .map(({ content, about }) => ({ content, about, files: [...about.files].sort(better) }))
    .sort((a, b) => better(a.files[0] as Keepable, b.files[0] as Keepable));
  const [best, next] = ranked.flatMap(({ files }) => files).sort(better);
  const [head] = ranked;
  if (!best || !next || !head) return undefined;
  const groups = [...Map.groupBy(ranked, ({ content }) => byNotes[content]).values()].map((group): SameNotes => {
    const [first = head] = group;
    return {
      transposed: first === head ? 0 : transpositionOf(first.about, head.about),
      speed: first === head ? 1 : speedOf(first.about, head.about),
      resemblance: first === head ? null : resemblanceOf(group, head, contents),
      contents: group.map(({ about, files }) => ({
        hash: about.hash,
        size: about.size,
        differs: about === first.about ? [] : differencesOf(about, first.about),
        files: files.map(({ path, archive }) => ({ path, archive, isKept: path === best.path })),
      })),
    };
  });
  const files = ranked.reduce((sum, { files }) => sum + files.length, 0);
  return {
    level: groups.length > 1 ? "music" : ranked.length > 1 ? "notes" : "bytes",
    files,
    saves: ranked.reduce((sum, { about, files }) => sum + about.size * files.length, 0) - best.size,
    kept: best.path,
    because: whyKept(rules, best, next),
    groups,
  };
}

function resemblanceOf(group: readonly Member[], head: Member, { sketches, music }: Contents): number | null {
  if (group.some(({ content }) => music[content] !== 0n && music[content] === music[head.content])) return null;
  const own = sketches.ofContent[head.content] as number;
  const other = group.map(({ content }) => sketches.ofContent[content] as number).find((sketch) => sketch >= 0);
  return own < 0 || other === undefined ? null : sketches.resemblance(own, other);
}
