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

// First: it refuses a runtime that is too old.
import "./src/runtime.ts";

// Plugins: what an extension is. `z` is the schema language of outputs and options.
export { z } from "zod";
export type {
  Candidate,
  Compiled,
  Completion,
  Condition,
  MatchRow,
  Query,
  QueryErrorCode,
  SavedQuery,
  Span,
} from "./dsl/mod.ts";
export {
  compileQuery,
  complete,
  describeCondition,
  matches,
  parseQuery,
  QueryError,
  renderError,
} from "./dsl/mod.ts";
export { beat } from "./src/analyzers/beat.ts";
export { chords } from "./src/analyzers/chords.ts";
export { complexity } from "./src/analyzers/complexity.ts";
export { drums as drumKit } from "./src/analyzers/drums.ts";
export { duration } from "./src/analyzers/duration.ts";
export { fingerprint } from "./src/analyzers/fingerprint.ts";
export { groove } from "./src/analyzers/groove.ts";
export { instruments } from "./src/analyzers/instruments.ts";
export { key } from "./src/analyzers/key.ts";
export { lines } from "./src/analyzers/lines.ts";
export { meter } from "./src/analyzers/meter.ts";
export { range } from "./src/analyzers/range.ts";
export { smf } from "./src/analyzers/smf.ts";
export { structure } from "./src/analyzers/structure.ts";
export { tempo } from "./src/analyzers/tempo.ts";
export { texture } from "./src/analyzers/texture.ts";
export type { Known, KnownArchives, KnownCopies } from "./src/catalogue/adding/known.ts";
export type { BeginOptions, Run as AddingRun } from "./src/catalogue/adding/run.ts";
export type { Seen, SeenArchive, SeenChanges } from "./src/catalogue/adding/seen.ts";
export type { Written } from "./src/catalogue/adding/written.ts";
// The catalogue: rows, and the language that asks for them.
export type { Alike, AlikeAnswer, AlikeOptions } from "./src/catalogue/asking/alike.ts";
export type { Count } from "./src/catalogue/asking/count.ts";
export type { ConditionCount } from "./src/catalogue/asking/diagnose.ts";
export type { Evidence } from "./src/catalogue/asking/evidence-text.ts";
export type { Facet as FacetCounts, FacetValue } from "./src/catalogue/asking/facets.ts";
export type { Answer, Answers, Page } from "./src/catalogue/asking/find.ts";
export type { Prepared, ReadOptions } from "./src/catalogue/asking/prepare.ts";
export type { FilesOf } from "./src/catalogue/asking/references.ts";
export type { Shown, ShownCopy, ShownRow, ShownTag } from "./src/catalogue/asking/show.ts";
export type { Coverage, Distribution, Stats, StatsValue } from "./src/catalogue/asking/stats.ts";
export type { ShownTwin } from "./src/catalogue/asking/twins.ts";
export type { FieldValue } from "./src/catalogue/asking/values.ts";
export type { Reason } from "./src/catalogue/asking/why.ts";
export type { Forgotten } from "./src/catalogue/care/forget.ts";
export type { RelocatedFile } from "./src/catalogue/care/relocate.ts";
export type { Catalogue, CatalogueOpenOptions } from "./src/catalogue/catalogue.ts";
export { open } from "./src/catalogue/catalogue.ts";
export type { DuplicateCluster, DuplicateFile, SameBytes, SameNotes } from "./src/catalogue/duplicates/cluster.ts";
export type { DuplicateOptions, DuplicateSummary, Duplicates } from "./src/catalogue/duplicates/duplicates.ts";
export type { Marked, MarkOptions, TagMarks } from "./src/catalogue/marking/marks.ts";
export type { SavedEntry } from "./src/catalogue/marking/saved.ts";
export type { Exported, ExportOptions } from "./src/catalogue/move/export.ts";
export type { Imported, ImportOptions } from "./src/catalogue/move/import.ts";
export { importCatalogue } from "./src/catalogue/move/import.ts";
export type { OpenOptions } from "./src/catalogue/open.ts";
export type { Purge } from "./src/catalogue/renewing/purge.ts";
export type { Remembered } from "./src/catalogue/renewing/remembered.ts";
export type { Renewal, RenewalPlan } from "./src/catalogue/renewing/renewal.ts";
export type { Rerun, RerunPass, RerunStep, Retry } from "./src/catalogue/renewing/rerun.ts";
export { planRerun } from "./src/catalogue/renewing/rerun.ts";
export type { Opened, Store } from "./src/catalogue/store.ts";
export type { FeatureColumn, PlanColumn, WritePlan } from "./src/catalogue/tables/plan.ts";
export { core } from "./src/core.ts";
export type { StoreErrorCode } from "./src/database/error.ts";
export { StoreError } from "./src/database/error.ts";
export type { PartAbout } from "./src/hearing/about/parts.ts";
export { partsAbout } from "./src/hearing/about/parts.ts";
export type { PlacesAbout } from "./src/hearing/about/places.ts";
export { placesAbout } from "./src/hearing/about/places.ts";
export type { SectionAbout } from "./src/hearing/about/sections.ts";
export { sectionsAbout } from "./src/hearing/about/sections.ts";
export type { Drums } from "./src/hearing/drums/drum-view.ts";
export { drums } from "./src/hearing/drums/drum-view.ts";
export type { Bars } from "./src/hearing/form/bars.ts";
export { barLikeness, bars } from "./src/hearing/form/bars.ts";
export type { ChordSegment } from "./src/hearing/harmony/chord-sequence.ts";
export { chordSequence } from "./src/hearing/harmony/chord-sequence.ts";
export type { Facet, Facets } from "./src/hearing/likeness/facets.ts";
export { facetNames, facets, likeness } from "./src/hearing/likeness/facets.ts";
export { bandsOf, minHash, musicHash, notesHash, resemblance } from "./src/hearing/likeness/fingerprint.ts";
export { barNumbers } from "./src/hearing/meter/bar-numbers.ts";
export type { BarMap, BarPlace } from "./src/hearing/meter/written-meter.ts";
export { barAt, barCount, barMap, tickOfBar } from "./src/hearing/meter/written-meter.ts";
export type { Part, Parts } from "./src/hearing/parts/parts.ts";
export { parts } from "./src/hearing/parts/parts.ts";
export type { Polyphony } from "./src/hearing/parts/polyphony.ts";
export { partPolyphony, polyphony, polyphonyWithDrums } from "./src/hearing/parts/polyphony.ts";
export type { Line, Role } from "./src/hearing/parts/roles.ts";
export { bassLine, melodyLine, roles } from "./src/hearing/parts/roles.ts";
export type { BeatGrid } from "./src/hearing/time/beat-grid.ts";
export { beatGrid, beatTimes } from "./src/hearing/time/beat-grid.ts";
export type { OnsetClusters } from "./src/hearing/time/onset-clusters.ts";
export { onsetClusters } from "./src/hearing/time/onset-clusters.ts";
export type { LocalKey } from "./src/hearing/tonality/song-key.ts";
export { localKeys } from "./src/hearing/tonality/song-key.ts";
export type { NoteEnd, ProgramCounts } from "./src/hearing/views.ts";
export { chroma, lastNoteEnd, onsetOrder, programs } from "./src/hearing/views.ts";
export type { AddOptions } from "./src/journeys/add.ts";
export { add } from "./src/journeys/add.ts";
export type { RerunOptions } from "./src/journeys/execute-rerun.ts";
export { executeRerun } from "./src/journeys/execute-rerun.ts";
export { journey } from "./src/journeys/journey.ts";
export { rerun, retag } from "./src/journeys/rerun.ts";
export type { ComposedPart } from "./src/midi/compose.ts";
export { composeSong } from "./src/midi/compose.ts";
export type { Diagnosis, DiagnosisCode, MidiErrorCode } from "./src/midi/diagnosis.ts";
export { isDamage, MidiError } from "./src/midi/diagnosis.ts";
export type { Encoding } from "./src/midi/encoding.ts";
export type { ParseOptions } from "./src/midi/limits.ts";
export type { Karaoke, LyricLine, Syllable } from "./src/midi/lyrics.ts";
export { karaoke, lyrics } from "./src/midi/lyrics.ts";
// Songs: notes as columns, and the facts that analyzers share.
export { parseSong } from "./src/midi/smf.ts";
export type {
  ControlEvents,
  Division,
  KeySignatureEvents,
  NoteColumns,
  OtherEvents,
  PitchBendEvents,
  ProgramEvents,
  Song,
  TempoEvents,
  TextEvents,
  TimeSignatureEvents,
  Track,
} from "./src/midi/song.ts";
export { channelOf, packInfo, pitchOf, programOf, velocityOf, view } from "./src/midi/song.ts";
export type { SongPart, SplitBy } from "./src/midi/split.ts";
export { naturalSplit, splitSong } from "./src/midi/split.ts";
export type { NoteSeconds, TempoMap } from "./src/midi/tempo.ts";
export { noteSeconds, secondsAt, tempoMap, ticksAt } from "./src/midi/tempo.ts";
export type { SongText, TextType } from "./src/midi/text.ts";
export { textBytes, textEncoding, texts, title, trackNames } from "./src/midi/text.ts";
export { writeSong } from "./src/midi/write.ts";
export type { Chord, QualityName, Triad } from "./src/music/chords.ts";
export {
  chordMotion,
  formatChord,
  formatHarte,
  parseChord,
  qualities,
  romanNumeral,
  triadNumeral,
} from "./src/music/chords.ts";
export { contourLetters, intervalLetters } from "./src/music/intervals.ts";
export type { Mode } from "./src/music/keys.ts";
// Musical knowledge: keys, meters and pitches as numbers and as text.
export { formatKey, keyOf, modeOf, parseKey, tonicOf } from "./src/music/keys.ts";
export { formatMeter, meterOf, parseMeter } from "./src/music/meter.ts";
export { formatPitch, parsePitch } from "./src/music/pitch.ts";
export type { Pipeline, RunOptions } from "./src/pipeline/pipeline.ts";
// Pipelines: stages in the order of a file's journey, and the engine that runs them.
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
export type { Analyzer, AnyAnalyzer, FieldRef, Needs } from "./src/plugin/analyzer.ts";
export { defineAnalyzer } from "./src/plugin/analyzer.ts";
export type { CommandContext, PluginCommand, ReadableCatalogue } from "./src/plugin/command.ts";
export { defineCommand } from "./src/plugin/command.ts";
export type { Config, LoadedConfig, PluginEntry } from "./src/plugin/config.ts";
export { defineConfig, loadConfig } from "./src/plugin/config.ts";
export { describe, describeValue } from "./src/plugin/describe.ts";
export type { PluginErrorCode } from "./src/plugin/error.ts";
export { PluginError } from "./src/plugin/error.ts";
export type { Estimate, ValueSource } from "./src/plugin/estimate.ts";
export { estimate } from "./src/plugin/estimate.ts";
export type { Extensions, Owned } from "./src/plugin/extensions.ts";
export type { Field, FieldMeta } from "./src/plugin/fields.ts";
export type { FileTexts } from "./src/plugin/file-texts.ts";
export { textsOfDetail, textsOfSong } from "./src/plugin/file-texts.ts";
export type { Comparison, Kind, KindName, SqlType } from "./src/plugin/kinds.ts";
export { loadPlugins } from "./src/plugin/load.ts";
export { music } from "./src/plugin/music-types.ts";
export type { NamedPattern } from "./src/plugin/named-pattern.ts";
export { definePattern } from "./src/plugin/named-pattern.ts";
export type { FeaturesOf, IsolationLimits, OptionsOf, Plugin, PluginOptions, Provided } from "./src/plugin/plugin.ts";
export { configure, definePlugin, isolate } from "./src/plugin/plugin.ts";
export type { QueryFunction } from "./src/plugin/query-function.ts";
export { defineFunction } from "./src/plugin/query-function.ts";
export type {
  Analyzed,
  AnalyzerFailure,
  Copy,
  Found,
  Hashed,
  Parsed,
  Recalled,
  S3Object,
  Tagged,
  ZipMember,
} from "./src/plugin/records.ts";
export type { NeededFeature, Registered, RegisteredTagger, Registry } from "./src/plugin/registry.ts";
export { createRegistry } from "./src/plugin/registry.ts";
export type {
  RenderedEvidence,
  RenderedRow,
  Renderer,
  RendererSteps,
  RowWriter,
} from "./src/plugin/renderer.ts";
export { defineRenderer } from "./src/plugin/renderer.ts";
export { pluginUrl } from "./src/plugin/resolve.ts";
export type { AnySink, OpenSink, SinkExtension, SinkHalves } from "./src/plugin/sink.ts";
export { defineSink } from "./src/plugin/sink.ts";
export type { AnySource, SourceExtension } from "./src/plugin/source.ts";
export { defineSource } from "./src/plugin/source.ts";
export type { AnyTagger, Names, Needed, Tag, TagEvidence, Tagger } from "./src/plugin/tagger.ts";
export { defineNameTagger, defineTagger, defineTextTagger } from "./src/plugin/tagger.ts";
export type { Meaning, Value } from "./src/plugin/value.ts";
export { FileRefused, readRegular } from "./src/regular-file.ts";
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
