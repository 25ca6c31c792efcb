/** Analyzed files into a sink that a plugin provides; they are packed in the workers. */
import { namedFeatures } from "../catalogue/adding/named-features.ts";
import { type Context, each, type Packed, type Sink, type Step, skip } from "../pipeline/stage.ts";
import type { Field } from "../plugin/fields.ts";
import { optionsFor } from "../plugin/options.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Tagged } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import type { AnySink } from "../plugin/sink.ts";

interface Options {
  readonly plugin: PluginReferences;
  /** The plugins whose analyzers ran. */
  readonly analyzed: PluginReferences;
  readonly id: string;
}

/**
 * Ends a pipeline with a plugin's sink. Counts `written`.
 *
 * @param address `id:rest`, as on the command line: `jsonl:out.jsonl`.
 * @param analyzed the plugins whose analyzers ran, so that the sink knows their fields.
 * @throws TypeError when the plugin provides no sink of that name; PluginError `bad-options`.
 * @example
 * pipeline(scan("midi"), hash(), parse(), analyze(core), tag(core), sink(jsonl, "jsonl:out.jsonl", core));
 */
export function sink(plugin: Plugin, address: string, ...analyzed: readonly Plugin[]): Sink<Tagged> {
  const id = address.slice(0, address.indexOf(":"));
  const { extension, given } = sinkOf(plugin, id);
  const references = [referencesOf([plugin]), referencesOf(analyzed)] as const;
  const bound = references.find((one) => one.bound !== undefined)?.bound;
  const options: Options = { plugin: references[0].references, analyzed: references[1].references, id };
  const start = (_: Options, context: Context) => stepOf(plugin, id, analyzed, context);
  return {
    kind: "sink",
    pack: each({ stage: id, module: import.meta.url, name: "startSink", start, options, ...(bound ? { bound } : {}) }),
    write: async (batches) => {
      const open = await extension.open(address.slice(id.length + 1), given);
      let isWhole = false;
      try {
        for await (const packed of batches) for (const part of partsOf(packed)) await open.write(part);
        isWhole = true;
      } finally {
        await open.end(isWhole);
      }
    },
  };
}

/** Starts the packing step in a thread. */
export const startSink = async ({ plugin, analyzed, id }: Options, context: Context): Promise<Step<Tagged, never>> => {
  const [[own], others] = await Promise.all([resolvePlugins(plugin), resolvePlugins(analyzed)]);
  return stepOf(own as Plugin, id, others, context);
};

function sinkOf(plugin: Plugin, id: string): { readonly extension: AnySink; readonly given: unknown } {
  for (const one of plugin.provides) {
    if (one.kind === "sink" && one.id === id) return { extension: one, given: optionsFor(plugin, one) };
  }
  throw new TypeError(`Cannot open the sink "${id}": the plugin "${plugin.name}" provides no sink with that name`);
}

function stepOf(plugin: Plugin, id: string, analyzed: readonly Plugin[], context: Context): Step<Tagged, never> {
  const { extension, given } = sinkOf(plugin, id);
  const fields: readonly Field[] = createRegistry(analyzed).fields;
  const encoder = new TextEncoder();
  let parts: Uint8Array[] = [];
  const add = (part: string | Uint8Array | undefined): void => {
    if (part === undefined) return;
    parts.push(typeof part === "string" ? encoder.encode(part) : part);
    context.count("written");
  };
  return {
    each: (file) => {
      add(extension.pack({ ...file, features: namedFeatures(file.features, file.path) }, fields, given));
      return skip;
    },
    rejected: (rejection) => add(extension.refuse?.(rejection, given)),
    flush: () => {
      if (parts.length === 0) return undefined;
      const packed = packedOf(parts);
      parts = [];
      return packed;
    },
  };
}

/** Parts one after the other in one buffer, with where each ends. */
function packedOf(parts: readonly Uint8Array[]): Packed {
  const ends = new Int32Array(parts.length);
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  parts.forEach((part, n) => {
    whole.set(part, at);
    at += part.length;
    ends[n] = at;
  });
  return { buffers: [whole], about: ends };
}

function partsOf({ buffers, about }: Packed): readonly Uint8Array[] {
  const [whole = new Uint8Array()] = buffers;
  return [...(about as Int32Array)].map((end, n, ends) => (whole as Uint8Array).subarray(n > 0 ? ends[n - 1] : 0, end));
}
