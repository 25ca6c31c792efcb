/** Tags for slow, medium and fast music. */
import { type ContentTagger, defineTagger, type FieldRef } from "../plugin/tagger.ts";

/** Adagio ends and allegro begins about here on a metronome (Mälzel's scale). */
const slowBelow = 76;
const fastFrom = 120;

const bpm: FieldRef<number | null> = { analyzer: "tempo", property: "bpm" };
const confidence: FieldRef<number | null> = { analyzer: "tempo", property: "bpm_confidence" };
/** A tempo that the notes do not follow says nothing about how fast the music is. */
const leastConfidence = 0.5;

/** `speed:slow`, `speed:medium`, `speed:fast`. */
export const tempoClass: ContentTagger<{ readonly bpm: typeof bpm; readonly confidence: typeof confidence }> =
  defineTagger({
    id: "tempo-class",
    version: 1,
    description: `slow below ${slowBelow} bpm, fast from ${fastFrom} bpm`,
    needs: { bpm, confidence },
  }).run((values) => {
    if (values.bpm === null || (values.confidence ?? 0) < leastConfidence) return [];
    const [word, rule] =
      values.bpm < slowBelow
        ? ["slow", `bpm < ${slowBelow}`]
        : values.bpm >= fastFrom
          ? ["fast", `bpm >= ${fastFrom}`]
          : ["medium", `${slowBelow} <= bpm < ${fastFrom}`];
    const why = `bpm ${Math.round(values.bpm * 10) / 10}`;
    return [{ tag: `speed:${word}`, confidence: values.confidence ?? 0, source: "event", rule, why }];
  });
