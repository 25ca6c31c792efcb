/** A registry like the real one, of test analyzers, so that the language is tested apart from them. */
import { z } from "zod";
import { defineAnalyzer } from "../../src/plugin/analyzer.ts";
import { estimate } from "../../src/plugin/estimate.ts";
import { music } from "../../src/plugin/music-types.ts";
import { definePlugin, markOwn } from "../../src/plugin/plugin.ts";
import { createRegistry } from "../../src/plugin/registry.ts";

const nothing = (): never => {
  throw new Error("the analyzers of this test give fields, not values");
};

const facts = defineAnalyzer({
  id: "facts",
  version: 1,
  description: "facts of the notes",
  output: z.object({
    ...estimate(
      "bpm",
      z.number().meta({ description: "main tempo", unit: "bpm", aliases: ["tempo"], examples: ["bpm 120..130"] }),
    ),
    ...estimate("key", music.key().meta({ kind: "key", description: "main key", examples: ["key in [C,G]"] })),
    ...estimate("meter", music.meter().meta({ kind: "meter", description: "main meter", examples: ["meter 3/4"] })),
    duration: music
      .duration()
      .nullable()
      .meta({ kind: "duration", aliases: ["len"], examples: ["len 0:30..2:00"] }),
    bars: z
      .int()
      .nullable()
      .meta({ examples: ["bars 4,8,16"] }),
    notes: z.int().meta({ examples: ["notes 500.."] }),
    density: z.number().nullable(),
    polyphony: z
      .int()
      .nullable()
      .meta({ aliases: ["poly"] }),
    low: music
      .pitch()
      .nullable()
      .meta({ kind: "pitch", examples: ["low E1.."] }),
    high: music
      .pitch()
      .nullable()
      .meta({ kind: "pitch", examples: ["high ..G3"] }),
    instruments: z
      .array(z.enum(["piano", "bass", "drums", "strings", "electric piano", "flute"]))
      .nullable()
      .meta({ kind: "set", aliases: ["inst"], examples: ["inst piano"] }),
    track_names: z
      .array(z.string())
      .nullable()
      .meta({ aliases: ["track"], examples: ["track lead"] }),
    copyright: z
      .string()
      .nullable()
      .meta({ examples: ["copyright yamaha"] }),
    has_drums: z
      .boolean()
      .nullable()
      .meta({ aliases: ["drums"], examples: ["drums"] }),
    complexity: z.number().nullable(),
    ...estimate("chords", music.chords().meta({ kind: "chords", examples: ["chords I-V-vi-IV"] })),
    melody: music
      .melody()
      .nullable()
      .meta({ kind: "melody", examples: ['melody "E D C D E E E"'] }),
    bass: music
      .melody()
      .nullable()
      .meta({ kind: "melody", examples: ['bass "C2 G2 A2 F2"'] }),
    contour: music
      .contour()
      .nullable()
      .meta({ kind: "contour", examples: ["contour udurdd"] }),
    degrees: music
      .degrees()
      .nullable()
      .meta({ kind: "degrees", examples: ["degrees 1-2-3-5-3"] }),
    kick: music
      .bars()
      .nullable()
      .meta({ kind: "bars", examples: ["kick x...x...x...x..."] }),
    snare: music.bars().nullable().meta({ kind: "bars" }),
    hat: music.bars().nullable().meta({ kind: "bars" }),
    rhythm: music.bars().nullable().meta({ kind: "bars" }),
    tempos: z.array(z.number()).nullable().meta({ kind: "numbers", field: "bpm.any" }),
    program: z
      .array(z.int())
      .nullable()
      .meta({ kind: "integers", examples: ["program 33..40"] }),
    notes_hash: z.string().nullable(),
    music_hash: z.string().nullable(),
  }),
}).run(nothing);

const arp = defineAnalyzer({
  id: "arp",
  version: 1,
  description: "a plugin's analyzer",
  output: z.object({ rate: z.number().nullable(), dir: z.enum(["up", "down", "updown"]).nullable() }),
}).run(nothing);

/** The registry of the language's tests. */
export const registry = createRegistry([
  markOwn(definePlugin(undefined, { name: "core", api: 1, provides: [facts] })),
  definePlugin(undefined, { name: "arp", api: 1, provides: [arp] }),
]);
