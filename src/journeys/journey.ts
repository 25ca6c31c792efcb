/** The whole journey of a file into a catalogue, as `midiq add` makes it. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ParseOptions } from "../midi/limits.ts";
import { type Pipeline, pipeline } from "../pipeline/pipeline.ts";
import type { Source } from "../pipeline/stage.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Found } from "../sources/source.ts";
import { analyze } from "../stages/analyze.ts";
import { changed } from "../stages/changed.ts";
import { dedupe } from "../stages/dedupe.ts";
import { download } from "../stages/download.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { type StoreOptions, store } from "../stages/store.ts";
import { tag } from "../stages/tag.ts";

/** Whether files are analyzed and tagged as they come in. */
interface Heard {
  /** False stores what they are; `executeRerun` analyzes and tags them later. */
  readonly analyzed?: boolean;
}

/**
 * Puts the stages from a source to a catalogue in a row: what is unchanged is not read, what is known is not analyzed.
 *
 * With a survey, which the source must have been given too, what is gone from a folder that was walked is marked missing.
 *
 * @example
 * const survey = createSurvey();
 * const report = await journey(db, [core, arp], scan("~/midi", { survey }), { survey }).run({ workers: 2 });
 */
export const journey = (
  db: Catalogue,
  plugins: readonly Plugin[],
  source: Source<Found>,
  { analyzed = true, bulk = false, about = {}, survey, share, ...limits }: ParseOptions & StoreOptions & Heard = {},
): Pipeline<never> => {
  const sink = store(db, { bulk, about, ...(survey ? { survey } : {}), ...(share ? { share } : {}) });
  const read = [changed(db, survey), download(), hash(limits), dedupe(db), parse(limits)] as const;
  return analyzed
    ? pipeline(source, ...read, analyze(...plugins), tag(...plugins), sink)
    : pipeline(source, ...read, sink);
};
