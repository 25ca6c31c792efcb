/**
 * Annotations as JAMS, the JSON of music information research (Humphrey et al., JAMS: a JSON annotated music specification,
 * ISMIR 2014; schema 0.3.4): one annotation for each table, in the namespaces that other programs read.
 */
import { version } from "../version.ts";
import type { Annotations } from "./annotations.ts";

/** One observation; a confidence that nobody knows is null. */
interface Observation {
  readonly time: number;
  readonly duration: number;
  readonly value: string | number | null;
  readonly confidence: number | null;
}

/** Where a table comes from: JAMS tells it of an annotation, not of a row. */
interface Namespaced {
  readonly namespace: string;
  readonly rows: readonly {
    readonly seconds: number;
    readonly duration?: number;
    readonly source: string;
    readonly confidence: number | null;
  }[];
  readonly value: (index: number) => string | number | null;
}

const tablesOf = ({ notes, beats, chords, keys, sections, tempos, lyrics }: Annotations): readonly Namespaced[] => [
  { namespace: "note_midi", rows: notes, value: (n) => notes[n]?.pitch ?? null },
  { namespace: "beat", rows: beats, value: (n) => beats[n]?.position ?? null },
  { namespace: "chord", rows: chords, value: (n) => chords[n]?.harte ?? null },
  { namespace: "key_mode", rows: keys, value: (n) => (keys[n]?.key ?? "N").replace(" ", ":") },
  { namespace: "segment_open", rows: sections, value: (n) => sections[n]?.section ?? null },
  { namespace: "tempo", rows: tempos, value: (n) => tempos[n]?.bpm ?? null },
  { namespace: "lyrics", rows: lyrics, value: (n) => lyrics[n]?.text ?? null },
];

/** A tempo must have a confidence there. */
const confidenceOf = (namespace: string, confidence: number | null): number | null =>
  confidence ?? (namespace === "tempo" ? 0 : null);

/** A JAMS file as text. Tables without rows are left out. */
export function jamsText(found: Annotations): string {
  const { duration, title } = found;
  const annotations = tablesOf(found)
    .filter(({ rows }) => rows.length > 0)
    .map(({ namespace, rows, value }) => ({
      annotation_metadata: {
        curator: { name: "", email: "" },
        annotator: {},
        version,
        corpus: "",
        annotation_tools: `midiq ${version}`,
        annotation_rules: "",
        validation: "",
        data_source: [...new Set(rows.map(({ source }) => source))].sort().join(", "),
      },
      namespace,
      data: rows.map(
        ({ seconds, duration: lasts = 0, confidence }, n): Observation => ({
          time: seconds,
          duration: lasts,
          value: value(n),
          confidence: confidenceOf(namespace, confidence),
        }),
      ),
      sandbox: {},
      time: 0,
      duration,
    }));
  const file_metadata = {
    title: title ?? "",
    artist: "",
    release: "",
    duration,
    identifiers: {},
    jams_version: "0.3.4",
  };
  return `${JSON.stringify({ annotations, file_metadata, sandbox: { meter: found.meter.meter } }, null, 1)}\n`;
}
