/** Tags for who plays: drums alone, one instrument alone, a band, an orchestra. */
import { type ContentTagger, defineTagger, type FieldRef, type Tag } from "../plugin/tagger.ts";

const families: FieldRef<readonly string[]> = { analyzer: "instruments", property: "families" };

const has = (all: readonly string[], ...wanted: readonly string[]): boolean => wanted.some((one) => all.includes(one));

/** Rules in order; each looks at the families of the file, drums among them. */
const rules: readonly (readonly [tag: string, rule: string, holds: (all: readonly string[]) => boolean])[] = [
  ["drums-only", "drums and nothing else", (all) => all.length === 1 && has(all, "drums")],
  ["solo-piano", "piano and nothing else", (all) => all.length === 1 && has(all, "piano")],
  ["solo-guitar", "guitar and nothing else", (all) => all.length === 1 && has(all, "guitar")],
  [
    "band",
    "drums, bass, and guitar or piano or organ",
    (all) => has(all, "drums") && has(all, "bass") && has(all, "guitar", "piano", "organ"),
  ],
  [
    "orchestra",
    "strings with brass, and reed or pipe; no drum kit",
    (all) => has(all, "strings", "ensemble") && has(all, "brass") && has(all, "reed", "pipe") && !has(all, "drums"),
  ],
];

/** `instrumentation:solo-piano`, `instrumentation:band` ... */
export const instrumentation: ContentTagger<{ readonly families: typeof families }> = defineTagger({
  id: "instrumentation",
  version: 1,
  description: "drums only, solo piano, solo guitar, band, orchestra, by General MIDI families",
  needs: { families },
}).run((values) => {
  const playing = values.families ?? [];
  return rules
    .filter(([, , holds]) => holds(playing))
    .map(
      ([tag, rule]): Tag => ({
        tag: `instrumentation:${tag}`,
        confidence: 0.9,
        source: "detected",
        rule,
        why: playing.join(", "),
      }),
    );
});
