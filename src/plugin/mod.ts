/** What an extension of midiq is: how to define, load and configure plugins, and what they are given. */
import "../runtime.ts";

export { FileRefused, readRegular } from "../regular-file.ts";
export type { Analyzer, AnalyzerOf, AnyAnalyzer, FieldRef, Needs } from "./analyzer.ts";
export { defineAnalyzer } from "./analyzer.ts";
export type { CommandContext, PluginCommand, ReadableCatalogue } from "./command.ts";
export { defineCommand } from "./command.ts";
export type { Config, LoadedConfig, PluginEntry } from "./config.ts";
export { defineConfig, loadConfig } from "./config.ts";
export { describe, describeValue } from "./describe.ts";
export type { PluginErrorCode } from "./error.ts";
export { PluginError } from "./error.ts";
export type { Estimate, ValueSource } from "./estimate.ts";
export { estimate } from "./estimate.ts";
export type { Extensions, Owned } from "./extensions.ts";
export type { Field, FieldMeta } from "./fields.ts";
export type { FileTexts } from "./file-texts.ts";
export { textsOfDetail, textsOfSong } from "./file-texts.ts";
export type { Comparison, Kind, KindName, SqlType } from "./kinds.ts";
export { loadPlugins } from "./load.ts";
export { music } from "./music-types.ts";
export type { NamedPattern } from "./named-pattern.ts";
export { definePattern } from "./named-pattern.ts";
export type { FeaturesOf, IsolationLimits, OptionsOf, Plugin, PluginOptions, Provided } from "./plugin.ts";
export { configure, definePlugin, isolate } from "./plugin.ts";
export type { QueryFunction } from "./query-function.ts";
export { defineFunction } from "./query-function.ts";
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
} from "./records.ts";
export type { NeededFeature, Registered, RegisteredTagger, Registry } from "./registry.ts";
export { createRegistry } from "./registry.ts";
export type { RenderedEvidence, RenderedRow, Renderer, RendererSteps, RowWriter } from "./renderer.ts";
export { defineRenderer } from "./renderer.ts";
export { pluginUrl } from "./resolve.ts";
export type { AnySink, OpenSink, SinkExtension, SinkHalves } from "./sink.ts";
export { defineSink } from "./sink.ts";
export type { AnySource, SourceExtension } from "./source.ts";
export { defineSource } from "./source.ts";
export type {
  AnyTagger,
  ContentTagger,
  Names,
  NameTagger,
  Needed,
  Tag,
  TagEvidence,
  Tagger,
  TextTagger,
} from "./tagger.ts";
export { defineNameTagger, defineTagger, defineTextTagger } from "./tagger.ts";
export type { Meaning, Value } from "./value.ts";
