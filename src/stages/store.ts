/** store: writes what was found into a catalogue; rows are packed in the workers, one transaction a batch. */
import { contentId, copyId, createDigest } from "../digest.ts";
import { isDamage } from "../midi/diagnosis.ts";
import { nameFacts } from "../music/name-facts.ts";
import { type Context, each, type Packed, type Rejection, type Sink, type Step, skip } from "../pipeline/stage.ts";
import { namesOf } from "../plugin/names.ts";
import type { Copy, Found, Hashed, Tagged } from "../plugin/records.ts";
import type { Tag } from "../plugin/tagger.ts";
import { readFound } from "../sources/read.ts";
import { contentTerms } from "../store/content-terms.ts";
import { RowPacker } from "../store/copy-binary.ts";
import { detailOf } from "../store/detail.ts";
import { columnsOf, type StagedTable, stagedTables, type WritePlan } from "../store/plan.ts";
import type { Store } from "../store/store.ts";

/** What the sink finds in `Packed.about`: where each item's rows end in each table's buffer, so a batch can be split. */
export interface PackedAbout {
  /** For each item one end for each table, in the order of the buffers. */
  readonly ends: Int32Array;
  readonly items: number;
}

/** A sink that writes to a store. Counts `stored` (new contents) and `copies stored`. */
export function store(db: Store): Sink<Tagged> {
  return {
    kind: "sink",
    pack: each({
      stage: "store",
      module: import.meta.url,
      name: "startPack",
      start: startPack,
      prepare: () => db.beginRun(),
    }),
    write: async (batches, run) => {
      for await (const packed of batches) {
        const written = await db.write(packed);
        for (const [name, count] of Object.entries(written.counts)) if (count > 0) run.count(name, count);
        for (const rejection of written.rejected) run.reject(rejection);
      }
      await db.endRun();
    },
  };
}

const tagNames = (tags: readonly Tag[]): string[] => [...new Set(tags.map(({ tag }) => tag))].sort();

/** Starts the packing step in a thread. */
export async function startPack(plan: WritePlan, _context: Context): Promise<Step<Tagged, never>> {
  const digest = await createDigest();
  const packers = Object.fromEntries(
    stagedTables.map((table) => [table, new RowPacker(columnsOf(table, plan.features))]),
  ) as Readonly<Record<StagedTable, RowPacker>>;
  let ends: number[] = [];
  const endItem = (): void => {
    for (const table of stagedTables) ends.push(packers[table].length);
  };

  const packCopy = (found: Found, content: bigint | null, tags: readonly Tag[]): bigint => {
    const { name, folders } = namesOf(found.path);
    const id = copyId(digest, found.pathBytes ?? found.path);
    const evidence = tags.length > 0 ? tags : null;
    const facts = nameFacts(name);
    packers.copy.row([
      id,
      plan.source,
      content,
      found.path,
      name,
      folders.join("/"),
      found.size,
      found.mtime,
      tagNames(tags),
      evidence,
      facts.bpm,
      facts.key,
      plan.run,
    ]);
    return id;
  };
  const packContent = (
    file: Hashed,
    status: string,
    problems: readonly string[],
    own: readonly string[],
    all: readonly string[],
    features: Readonly<Record<string, unknown>>,
    terms: ArrayLike<number>,
  ): bigint => {
    const id = contentId(file.hash);
    const { name, folders } = namesOf(file.path);
    const row: unknown[] = [id, file.hash, file.bytes.length, status, problems, own, all];
    row.push(file.path, name, folders.join("/"), plan.analyzerSet, terms);
    for (const { feature } of plan.features) row.push(features[feature]);
    packers.content.row(row);
    return id;
  };

  return {
    each: (file) => {
      const damage = file.song.diagnoses.filter(isDamage);
      const lost = damage.some(({ code }) => code === "truncated");
      const status = damage.length === 0 ? "ok" : lost ? "partial" : "repaired";
      const problems = [...new Set(file.song.diagnoses.map(({ code }) => code as string))].sort();
      const own = tagNames(file.tags);
      const all = tagNames([...file.tags, ...file.copyTags]);
      const terms = contentTerms(file.song, file.features, plan.features);
      const id = packContent(file, status, problems, own, all, file.features, terms);
      packCopy(file, id, file.copyTags);
      packers.detail.row([id, detailOf(file.song, file.tags)]);
      for (const { analyzer, version, code, message } of file.failures) {
        packers.failure.row([id, analyzer, version, code, message]);
      }
      endItem();
      return skip;
    },
    aside: (record) => {
      const copy = record as Copy;
      packCopy(copy.found, contentId(copy.hash), copy.copyTags ?? []);
      endItem();
      return record;
    },
    rejected: (rejection, item) => packRejected(rejection, item as Partial<Hashed> & Found),
    flush: (): Packed | undefined => {
      if (ends.length === 0) return undefined;
      const about: PackedAbout = { ends: Int32Array.from(ends), items: ends.length / stagedTables.length };
      ends = [];
      return { buffers: stagedTables.map((table) => packers[table].take()), about };
    },
  };

  /** What a lost worker knew is gone; but copies that met its claim on these bytes point at a row of their content. */
  function hashAgain(found: Found): Partial<Hashed> & Found {
    try {
      const bytes = readFound(found, found.size);
      return { ...found, bytes, hash: digest(bytes) };
    } catch {
      return found;
    }
  }

  /** A rejected file is remembered, so that the next run skips it; but one that could not be read is tried again. */
  function packRejected(rejection: Rejection, item: Partial<Hashed> & Found): void {
    const id = copyId(digest, item.pathBytes ?? item.path);
    let content: bigint | null = null;
    const hashed = rejection.code.startsWith("worker-") ? hashAgain(item) : item;
    if (hashed.hash && hashed.bytes) {
      content = packContent(hashed as Hashed, "rejected", [rejection.code], [], [], {}, []);
      packCopy(item, content, []);
    } else if (rejection.code === "too-large" && item.size !== undefined) packCopy(item, null, []);
    const { path, stage, code, message, offset } = rejection;
    packers.reject.row([id, content, path, stage, code, message, offset, plan.run]);
    endItem();
  }
}
