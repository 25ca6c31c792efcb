/**
 * midiq turns a pile of MIDI files into a catalogue that answers musical questions. This is its front door: opening and
 * filling a catalogue, pipelines, and what a plugin is made of. Each room has a door of its own: `midiq/midi`,
 * `midiq/hearing`, `midiq/music`, `midiq/query`, `midiq/plugin`, `midiq/analyzers`, `midiq/catalogue`, `midiq/organize`,
 * `midiq/dataset`, `midiq/annotation`, `midiq/forms`, `midiq/plots`, `midiq/pages`, `midiq/reach`, `midiq/doctor`, `midiq/authoring`. What no door
 * exports is private.
 *
 * @example
 * ```ts
 * import { analyze, changed, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "midiq";
 *
 * const db = await open("./.midiq", { plugins: [core], mode: "write" });
 * await pipeline(scan("midi"), changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)).run();
 * for (const { path } of (await db.find("bpm 120..130 key in [C,G]")).rows) console.log(path);
 * await db.close();
 * ```
 *
 * @module
 */

// First: it refuses a runtime that is too old.
import "./src/runtime.ts";

// Plugins: what comes with midiq, and how to define one. `z` is the schema language of outputs and options.
export { z } from "zod";
// Errors, each with a code that does not change.
export type { QueryErrorCode } from "./dsl/mod.ts";
export { QueryError } from "./dsl/mod.ts";
// The catalogue, and the journeys that fill it.
export type { Answer, Answers, Page } from "./src/catalogue/asking/find.ts";
export type { Catalogue, CatalogueOpenOptions } from "./src/catalogue/catalogue.ts";
export { open } from "./src/catalogue/catalogue.ts";
export { core } from "./src/core.ts";
export type { StoreErrorCode } from "./src/database/error.ts";
export { StoreError } from "./src/database/error.ts";
export type { AskedCode } from "./src/errors.ts";
export { AskedError, MidiqError } from "./src/errors.ts";
export type { AddOptions } from "./src/journeys/add.ts";
export { add } from "./src/journeys/add.ts";
export type { AnalyzedFile, AnalyzeOptions } from "./src/journeys/analyze-files.ts";
export { analyzeFiles, analyzeInto } from "./src/journeys/analyze-files.ts";
export type { RerunOptions } from "./src/journeys/execute-rerun.ts";
export { executeRerun } from "./src/journeys/execute-rerun.ts";
export { journey } from "./src/journeys/journey.ts";
export type { RepairCounts, Repaired, RepairOptions, Unrepaired } from "./src/journeys/repair.ts";
export { repair } from "./src/journeys/repair.ts";
export { rerun, retag } from "./src/journeys/rerun.ts";
export type { Running } from "./src/journeys/running.ts";
export { running } from "./src/journeys/running.ts";
export type { SplitCounts, SplitFile, SplitOptions, Unsplit, WrittenPart } from "./src/journeys/split.ts";
export { splitInto } from "./src/journeys/split.ts";
export type { Stale } from "./src/journeys/stale.ts";
export { stale } from "./src/journeys/stale.ts";
export type { WatchEvent, WatchOptions } from "./src/journeys/watch.ts";
export { watch } from "./src/journeys/watch.ts";
export type { MidiErrorCode } from "./src/midi/diagnosis.ts";
export { MidiError } from "./src/midi/diagnosis.ts";
// Pipelines: the engine, and the stages in the order of a file's journey.
export type { Pipeline, RunOptions } from "./src/pipeline/pipeline.ts";
export { pipeline } from "./src/pipeline/pipeline.ts";
export type { Rejection } from "./src/pipeline/rejection.ts";
export type { Report } from "./src/pipeline/report.ts";
export { addReports } from "./src/pipeline/report.ts";
export type {
  Avoided,
  Context,
  Each,
  Flow,
  Item,
  Packed,
  Run,
  Sink,
  Source,
  Start,
  Step,
} from "./src/pipeline/stage.ts";
export { each, skip } from "./src/pipeline/stage.ts";
export { defineAnalyzer } from "./src/plugin/analyzer.ts";
export { defineCommand } from "./src/plugin/command.ts";
export { defineConfig } from "./src/plugin/config.ts";
export type { PluginErrorCode } from "./src/plugin/error.ts";
export { PluginError } from "./src/plugin/error.ts";
export { definePattern } from "./src/plugin/named-pattern.ts";
export type { Plugin } from "./src/plugin/plugin.ts";
export { configure, definePlugin, isolate } from "./src/plugin/plugin.ts";
export { defineFunction } from "./src/plugin/query-function.ts";
export { defineRenderer } from "./src/plugin/renderer.ts";
export { defineSink } from "./src/plugin/sink.ts";
export { defineSource } from "./src/plugin/source.ts";
export { defineNameTagger, defineTagger, defineTextTagger } from "./src/plugin/tagger.ts";
export { FileRefused } from "./src/regular-file.ts";
export type { ArchiveLimits } from "./src/sources/limits.ts";
export { archiveLimits } from "./src/sources/limits.ts";
export type { RefusalCode } from "./src/sources/refusal.ts";
export { Refusal } from "./src/sources/refusal.ts";
export { analyze } from "./src/stages/analyze.ts";
export { changed } from "./src/stages/changed.ts";
export type { KnowsContents } from "./src/stages/dedupe.ts";
export { dedupe } from "./src/stages/dedupe.ts";
export type { DownloadOptions } from "./src/stages/download.ts";
export { download } from "./src/stages/download.ts";
export { filter, map, take, tap } from "./src/stages/general.ts";
export type { HashOptions } from "./src/stages/hash.ts";
export { hash } from "./src/stages/hash.ts";
export { parse } from "./src/stages/parse.ts";
export { sink } from "./src/stages/plugin-sink.ts";
export { source } from "./src/stages/plugin-source.ts";
export type { ScanListOptions, ScanOptions } from "./src/stages/scan.ts";
export { scan, scanList } from "./src/stages/scan.ts";
export { store } from "./src/stages/store.ts";
export type { KnowsCopies, Survey } from "./src/stages/survey.ts";
export { createSurvey } from "./src/stages/survey.ts";
export { tag } from "./src/stages/tag.ts";
export { where } from "./src/stages/where.ts";
