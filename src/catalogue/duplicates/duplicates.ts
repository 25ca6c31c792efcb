/** Duplicates: finds clusters of files that are the same bytes, notes or music, counts them, and reads them one by one. */
import { type Level, levels } from "../../../dsl/mod.ts";
import { sortedOrder } from "../../midi/radix.ts";
import type { Prepared } from "../asking/prepare.ts";
import type { Store } from "../store.ts";
import { readAbout } from "./about.ts";
import { clusterOf, type DuplicateCluster } from "./cluster.ts";
import { type Clusters, clustersOf } from "./clusters.ts";
import { type Contents, readContents } from "./contents.ts";
import { type KeepRule, readKeepRules, usualRules } from "./keep.ts";

/** How duplicates are looked for. */
export interface DuplicateOptions {
  /** The widest way of being the same that counts, closer ones among it; `music` unless said. */
  readonly level?: Level;
  /** Rules by which one file is kept, the first that tells files apart first; see docs/duplicates.md. */
  readonly keep?: readonly string[];
}

/** What there is at one level, closer ones among it. */
export interface DuplicateSummary {
  readonly level: Level;
  readonly clusters: number;
  readonly files: number;
  /** Bytes of all but the largest file of each cluster: what is saved at least. */
  readonly saves: number;
}

/** Duplicates that were found. */
export interface Duplicates {
  /** Contents that were compared. */
  readonly compared: number;
  /** From bytes to the level that was asked for. */
  readonly summary: readonly DuplicateSummary[];
  /** What the reader should know of how they were looked for. */
  readonly notes: readonly string[];
  /** The clusters, those that save most first; read from the catalogue as they are asked for. */
  readonly clusters: (limit?: number) => AsyncIterable<DuplicateCluster>;
}

/** Contents whose values are read at once. */
const batch = 2000;

/**
 * Looks for duplicates.
 *
 * @param prepared only among the files that this query finds; its order and limit do not matter.
 * @throws AskedError for a rule of `keep` that there is not.
 */
export async function findDuplicates(
  store: Store,
  prepared: Prepared | undefined,
  { level = "music", keep = usualRules }: DuplicateOptions = {},
): Promise<Duplicates> {
  const rules = readKeepRules(keep);
  const contents = await readContents(store, prepared);
  const clusters = clustersOf(contents, level);
  const wanted = levels.slice(0, levels.indexOf(level) + 1);
  const runs = { bytes: singles(contents.length), notes: clusters.byNotes, music: clusters.widest };
  const found = severalOf(contents, clusters.widest);
  return {
    compared: contents.length,
    summary: wanted.map((one) => {
      const some = one === level ? found : severalOf(contents, runs[one]);
      return {
        level: one,
        clusters: some.length,
        files: some.reduce((sum, { files }) => sum + files, 0),
        saves: some.reduce((sum, { saves }) => sum + saves, 0),
      };
    }),
    notes: notesOn(clusters, prepared),
    clusters: (limit) => read(store, contents, clusters, found.slice(0, limit), rules),
  };
}

function notesOn({ cut }: Clusters, prepared: Prepared | undefined): readonly string[] {
  const common =
    cut === 0
      ? []
      : [`some of the same music may be missed: ${cut} melodic figures are in too many files to compare all pairs`];
  const tails =
    prepared?.limit === undefined ? [] : ["the limit of the query is ignored here: --limit limits clusters"];
  return [...(prepared?.notes ?? []), ...tails, ...common];
}

const singles = (length: number): Int32Array => Int32Array.from({ length }, (_, n) => n);

/** Indices of the contents of a cluster, and what they come to. */
interface Found {
  readonly members: Int32Array;
  readonly files: number;
  readonly saves: number;
}

/** Clusters of two files or more, those that save most first. */
function severalOf({ sizes, copies }: Contents, roots: Int32Array): readonly Found[] {
  const order = sortedOrder(roots);
  const found: Found[] = [];
  for (let from = 0, to = 0; from < order.length; from = to) {
    const root = roots[order[from] as number];
    let files = 0;
    let bytes = 0;
    let largest = 0;
    for (; to < order.length && roots[order[to] as number] === root; to++) {
      const content = order[to] as number;
      const size = sizes[content] as number;
      files += copies[content] as number;
      bytes += size * (copies[content] as number);
      if (size > largest) largest = size;
    }
    if (files > 1) found.push({ members: order.slice(from, to), files, saves: bytes - largest });
  }
  return found.sort((a, b) => b.saves - a.saves || (a.members[0] as number) - (b.members[0] as number));
}

async function* read(
  store: Store,
  contents: Contents,
  clusters: Clusters,
  found: readonly Found[],
  rules: readonly KeepRule[],
): AsyncIterable<DuplicateCluster> {
  const idOf = (content: number): string => String(contents.ids[content]);
  for (let from = 0; from < found.length; ) {
    const some: Found[] = [];
    for (let count = 0; from < found.length && (count === 0 || count < batch); from++) {
      const one = found[from] as Found;
      some.push(one);
      count += one.members.length;
    }
    const known = await readAbout(
      store,
      some.flatMap(({ members }) => Array.from(members, idOf)),
    );
    for (const { members } of some) {
      const described = Array.from(members).flatMap((content) => {
        const about = known.get(idOf(content));
        return about && about.files.length > 0 ? [{ content, about }] : [];
      });
      const cluster = clusterOf(described, contents, clusters, rules);
      if (cluster) yield cluster;
    }
  }
}
