/**
 * midiq turns a pile of MIDI files into a catalogue that answers musical questions. This is its public interface:
 * what is not exported here is private.
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

// Pipelines: stages in the order of a file's journey, and the engine that runs them.
export { pipeline } from "./src/pipeline/pipeline.ts";
export type { Pipeline, RunOptions } from "./src/pipeline/pipeline.ts";
export { each, skip } from "./src/pipeline/stage.ts";
export type {
  Context,
  Each,
  Flow,
  Item,
  Packed,
  Rejection,
  Run,
  Sink,
  Source,
  Start,
  Step,
} from "./src/pipeline/stage.ts";
export { addReports } from "./src/pipeline/report.ts";
export type { Report } from "./src/pipeline/report.ts";
export { scan } from "./src/stages/scan.ts";
export { changed } from "./src/stages/changed.ts";
export type { KnowsCopies } from "./src/stages/changed.ts";
export { hash } from "./src/stages/hash.ts";
export type { HashOptions } from "./src/stages/hash.ts";
export { dedupe } from "./src/stages/dedupe.ts";
export type { KnowsContents } from "./src/stages/dedupe.ts";
export { parse } from "./src/stages/parse.ts";
export { analyze } from "./src/stages/analyze.ts";
export { tag } from "./src/stages/tag.ts";
export { store } from "./src/stages/store.ts";
export { filter, map, take, tap } from "./src/stages/general.ts";
export type { Analyzed, AnalyzerFailure, Copy, Found, Hashed, Parsed, Tagged, ZipMember } from "./src/plugin/records.ts";

// Songs: notes as columns, and the facts that analyzers share.
export { parseSong } from "./src/midi/smf.ts";
export type { ParseOptions } from "./src/midi/smf.ts";
export { writeSong } from "./src/midi/write.ts";
export { MidiError } from "./src/midi/diagnosis.ts";
export type { Diagnosis, DiagnosisCode, MidiErrorCode } from "./src/midi/diagnosis.ts";
export { channelOf, packInfo, pitchOf, programOf, velocityOf, view } from "./src/midi/song.ts";
export type {
  ControlEvents,
  Division,
  KeySignatureEvents,
  NoteColumns,
  PitchBendEvents,
  Song,
  TempoEvents,
  TextEvents,
  TimeSignatureEvents,
  Track,
} from "./src/midi/song.ts";
export { noteSeconds, secondsAt, tempoMap, ticksAt } from "./src/midi/tempo.ts";
export type { NoteSeconds, TempoMap } from "./src/midi/tempo.ts";
export { barAt, barCount, barMap, tickOfBar } from "./src/midi/meter.ts";
export type { BarMap, BarPlace } from "./src/midi/meter.ts";
export { textEncoding, texts, title, trackNames } from "./src/midi/text.ts";
export type { SongText, TextEncodingName } from "./src/midi/text.ts";
export { chroma, lastNoteEnd, onsetOrder, polyphony, polyphonyWithDrums, programs } from "./src/midi/views.ts";
export type { NoteEnd, Polyphony, ProgramCounts } from "./src/midi/views.ts";
export { drums } from "./src/midi/drum-view.ts";
export type { Drums } from "./src/midi/drum-view.ts";

// Musical knowledge: keys, meters and pitches as numbers and as text.
export { formatKey, keyOf, modeOf, parseKey, tonicOf } from "./src/music/keys.ts";
export type { Mode } from "./src/music/keys.ts";
export { formatMeter, meterOf, parseMeter } from "./src/music/meter.ts";
export { formatPitch, parsePitch } from "./src/music/pitch.ts";

// Plugins: what an extension is. `z` is the schema language of outputs and options.
export { z } from "zod";
export { defineAnalyzer } from "./src/plugin/analyzer.ts";
export type { Analyzer, AnyAnalyzer, FieldRef } from "./src/plugin/analyzer.ts";
export { defineNameTagger, defineTagger } from "./src/plugin/tagger.ts";
export type { AnyTagger, Names, Needed, Tag, Tagger } from "./src/plugin/tagger.ts";
export { definePlugin } from "./src/plugin/plugin.ts";
export type { FeaturesOf, Plugin, Provided } from "./src/plugin/plugin.ts";
export { estimate } from "./src/plugin/estimate.ts";
export type { Estimate, ValueSource } from "./src/plugin/estimate.ts";
export { music } from "./src/plugin/music-types.ts";
export { createRegistry } from "./src/plugin/registry.ts";
export type { Registered, Registry } from "./src/plugin/registry.ts";
export type { Field, FieldMeta } from "./src/plugin/fields.ts";
export type { Comparison, Kind, KindName, Meaning, SqlType, Value } from "./src/plugin/kinds.ts";
export { describe, describeValue } from "./src/plugin/describe.ts";
export { loadPlugin, pluginUrl } from "./src/plugin/load.ts";
export { PluginError } from "./src/plugin/error.ts";
export type { PluginErrorCode } from "./src/plugin/error.ts";
export { core } from "./src/core.ts";
export { tempo } from "./src/analyzers/tempo.ts";
export { key } from "./src/analyzers/key.ts";
export { meter } from "./src/analyzers/meter.ts";
export { duration } from "./src/analyzers/duration.ts";
export { texture } from "./src/analyzers/texture.ts";
export { range } from "./src/analyzers/range.ts";
export { instruments } from "./src/analyzers/instruments.ts";
export { drums as drumKit } from "./src/analyzers/drums.ts";
export { complexity } from "./src/analyzers/complexity.ts";

// The catalogue: rows, and the language that asks for them.
export { open } from "./src/catalogue.ts";
export type { Answer, Answers, Catalogue, Shown } from "./src/catalogue.ts";
export type { KnownCopies, Store, Written } from "./src/store/store.ts";
export type { FeatureColumn, PlanColumn, WritePlan } from "./src/store/plan.ts";
export { StoreError } from "./src/store/error.ts";
export type { StoreErrorCode } from "./src/store/error.ts";
export { compileQuery, matches, parseQuery, QueryError, renderError } from "./dsl/mod.ts";
export type { Compiled, Condition, MatchRow, Query, QueryErrorCode, Span } from "./dsl/mod.ts";
