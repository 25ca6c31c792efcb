/** store: writes what was found into a catalogue; rows are packed in the workers, one transaction a batch. */

import { createRowSet, type StagedRow } from "../catalogue/adding/row-set.ts";
import type { Run as CatalogueRun } from "../catalogue/adding/run.ts";
import { addSongFacts, damageOf } from "../catalogue/adding/song-rows.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { createPlaces, type Placed } from "../catalogue/places/places.ts";
import { contentTerms } from "../catalogue/tables/content-terms.ts";
import { namedColumns, saysTempoOrKey } from "../catalogue/tables/copy-names.ts";
import type { WritePlan } from "../catalogue/tables/plan.ts";
import { contentId, createDigest } from "../digest.ts";
import type { Rejection } from "../pipeline/rejection.ts";
import { type Context, each, type Sink, type Step, skip } from "../pipeline/stage.ts";
import { namesOf } from "../plugin/names.ts";
import type { Copy, Found, Hashed, Storable } from "../plugin/records.ts";
import type { TagEvidence } from "../plugin/tagger.ts";
import { readFound } from "../sources/read.ts";
import { createMakers } from "./makers.ts";
import { foundId } from "./placing.ts";
import type { Survey } from "./survey.ts";
import { createWriters } from "./writers.ts";

/** Options of `store`. */
export interface StoreOptions {
  /** Leaves secondary indexes out until the end: for loads that are large beside what is there. */
  readonly bulk?: boolean;
  /** Kept with the run: what it was told. */
  readonly about?: Readonly<Record<string, unknown>>;
  /** What the run saw, which `scan` and `changed` were given too: what is gone is marked missing. */
  readonly survey?: Survey;
  /** The share of what the run expects that has come, 0 to 1, where somebody knows: other processes are told. */
  readonly share?: () => number | undefined;
}

/**
 * A sink that writes to a store. Counts `stored` (new contents), of these `repaired` and `partial`, and `copies stored`, with a survey of a whole run `moved`,
 * `missing` and `returned` copies; at its end `indexes` and of these `indexes made`.
 *
 * What analyzed and tagged a file is noted with it, so that `executeRerun` finds out the rest. A file that no stage analyzed
 * is stored with its notes unread: `pipeline(scan("midi"), changed(db), hash(), dedupe(db), parse(), store(db))` imports first.
 *
 * @throws StoreError `unknown-values` (when the run begins to write) for features of a plugin that the store was not opened with.
 */
export function store(
  db: Pick<Catalogue, "beginRun">,
  { bulk = false, about = {}, survey, share = () => undefined }: StoreOptions = {},
): Sink<Storable> {
  let begun: Promise<CatalogueRun> | undefined;
  return {
    kind: "sink",
    pack: each({
      stage: "store",
      module: import.meta.url,
      name: "startPack",
      start: startPack,
      prepare: async () => {
        begun = db.beginRun({ bulk, about });
        return (await begun).layout;
      },
    }),
    write: async (batches, run) => {
      const adding = await (begun as Promise<CatalogueRun>);
      const tell = (): void => {
        const come = share();
        adding.tell({ ...run.report().counts, ...(come !== undefined && { share: come }) });
      };
      if (adding.missingIndexes > 0) run.count("indexes missing", adding.missingIndexes);
      const writers = createWriters(adding, run, tell);
      try {
        for await (const packed of batches) await writers.take(packed);
      } finally {
        // Where the run fails, what was analyzed is kept.
        await writers.end();
      }
      const seen = survey?.seen();
      // Of what was met, something may not be stored yet.
      if (seen && !run.stop.aborted) {
        const told = await adding.seen({ ...seen, hasKnown: (run.report().counts["known copies"] ?? 0) > 0 });
        for (const [name, count] of Object.entries(told)) if (count > 0) run.count(name, count);
        // A moved file was met as a copy of what is known.
        if (told.moved > 0) run.count("known copies", -told.moved);
      }
      let told = 0;
      const onIndex = (made: number, of: number, share: number): void => {
        if (made === 0) run.count("indexes", of);
        else run.count("indexes made");
        run.count("index permille", Math.round(1000 * share) - told);
        told = Math.round(1000 * share);
      };
      await adding.end(run.report(), onIndex, run.stop);
    },
  };
}

const tagNames = (tags: readonly TagEvidence[]): string[] => [...new Set(tags.map(({ tag }) => tag))].sort();
const tagSources = (tags: readonly TagEvidence[]): string[] => [...new Set(tags.map(({ source }) => source))].sort();

/** What a content's row holds beside what its file says. */
type Judged = Pick<StagedRow<"content">, "status" | "problems" | "terms" | "analyzer_set"> & {
  readonly tags: readonly TagEvidence[];
  readonly copyTags: readonly TagEvidence[];
  readonly features: Readonly<Record<string, unknown>>;
};

/** What a file has that no stage analyzed or tagged. */
const unasked = { features: {}, tags: [], copyTags: [], failures: [], analyzers: [], taggers: [] } as const;

/** Starts the packing step in a thread. */
export async function startPack(plan: WritePlan, context: Context): Promise<Step<Storable, never>> {
  const digest = await createDigest();
  const rows = createRowSet(plan);
  const places = createPlaces(plan.places);
  const usual = plan.places.machine.source;
  const placeOf = (found: Found): Placed | undefined =>
    found.placed ?? (places.isUsual(found.path) ? undefined : places.placed(found.path));
  const makers = createMakers(plan, digest);

  /** @param isFurther whether the content may have another copy. */
  const addCopy = (found: Found, content: bigint | null, tags: readonly TagEvidence[], isFurther: boolean): bigint => {
    const placed = placeOf(found);
    const { path, inside } = placed ?? { path: found.path, inside: found.path };
    const id = foundId(digest, found, placed);
    const named = namedColumns(path, inside);
    rows.add("copy", {
      id,
      source: placed?.source ?? usual,
      content,
      ...named,
      size: found.size,
      mtime: found.mtime,
      tags: tagNames(tags),
      tag_sources: tagSources(tags),
      evidence: tags.length > 0 ? tags : null,
      run: plan.run,
    });
    if (content !== null && (isFurther || saysTempoOrKey(named))) rows.unsettle(content);
    return id;
  };

  const addContent = (file: Hashed, { tags, copyTags, features, ...judged }: Judged): bigint => {
    const id = contentId(file.hash);
    const { path, inside } = placeOf(file) ?? { path: file.path, inside: file.path };
    const { name, folders } = namesOf(inside);
    const all = [...tags, ...copyTags];
    const row: StagedRow<"content"> = {
      id,
      hash: file.hash,
      size: file.bytes.length,
      ...judged,
      own_tags: tagNames(tags),
      tags: tagNames(all),
      own_tag_sources: tagSources(tags),
      tag_sources: tagSources(all),
      path,
      name,
      folder: folders.join("/"),
      copies: 1,
    };
    rows.add("content", row, features);
    return id;
  };

  /** What a lost worker knew is gone; but copies that met its claim on these bytes point at a row of their content. */
  const hashAgain = (found: Found): Partial<Hashed> & Found => {
    try {
      const bytes = readFound(found, found.size);
      return { ...found, bytes, hash: digest(bytes) };
    } catch {
      return found;
    }
  };

  /** A rejected file is remembered, so that the next run skips it; but one that could not be read is tried again. */
  const addRejected = (rejection: Rejection, item: Partial<Hashed> & Found): void => {
    const placed = placeOf(item);
    const copy = foundId(digest, item, placed);
    let content: bigint | null = null;
    // What was refused before anybody looked at it has no size.
    const isLost = rejection.code.startsWith("worker-") && item.size !== undefined;
    const hashed = isLost ? hashAgain(item) : item;
    if (hashed.hash && hashed.bytes) {
      const nothing = { terms: [], tags: [], copyTags: [], features: {}, analyzer_set: plan.analyzerSet };
      content = addContent(hashed as Hashed, { status: "rejected", problems: [rejection.code], ...nothing });
      addCopy(item, content, [], false);
    } else if (rejection.code === "too-large" && item.size !== undefined) addCopy(item, null, [], false);
    const { offset, ...why } = rejection;
    const place = { path: placed?.path ?? why.path, source: placed?.source ?? usual };
    rows.add("reject", { ...why, ...place, copy, content, byte_offset: offset, run: plan.run });
    rows.endItem();
  };

  return {
    each: (file) => {
      const { song, features, tags, copyTags, failures, analyzers, taggers } = { ...unasked, ...file };
      const isAnalyzed = analyzers.length > 0;
      const { number, set } = makers.setOf(analyzers, taggers, features);
      rows.noteSet(number, set);
      const damage = damageOf(song);
      if (damage.status !== "ok") context.count(damage.status);
      const content = addContent(file, {
        ...damage,
        analyzer_set: number,
        terms: isAnalyzed ? contentTerms(song, features, plan.features) : [],
        tags,
        copyTags,
        features,
      });
      addCopy(file, content, copyTags, false);
      if (isAnalyzed) addSongFacts(rows, content, song, tags);
      else if (tags.length > 0) rows.add("detail", { content, data: { tags } });
      for (const failure of failures) rows.add("failure", { content, ...failure });
      rows.endItem();
      return skip;
    },
    aside: (record) => {
      const copy = record as Copy;
      addCopy(copy.found, contentId(copy.hash), copy.copyTags ?? [], true);
      rows.endItem();
      return record;
    },
    rejected: (rejection, item) => addRejected(rejection, item as Partial<Hashed> & Found),
    flush: () => {
      makers.check();
      return rows.take();
    },
  };
}
