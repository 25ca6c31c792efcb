/** What a name's tempo does to the tempo of a file: it counts where nothing else says one, and decides between octaves. */

/** Levels at which people tap one music, and how far a tempo that was heard may be from the named one. */
const levels = [1, 2, 1 / 2, 3, 1 / 3];
const tolerance = 0.04;
/** Confidence where the name and the notes say one tempo, at some level. */
const agreedConfidence = 0.9;

/** Tempo of a file as the analyzer `tempo` names its outputs; what is absent stays absent. */
export interface TempoColumns {
  readonly bpm?: unknown;
  readonly bpm_source?: unknown;
}

/** What a named tempo changes, in quarters or, `bpm_felt`, in beats per minute; empty where it changes nothing. */
export interface NamedTempo {
  readonly bpm?: number;
  readonly bpm_source?: "filename";
  readonly bpm_confidence?: number;
  readonly bpm_felt?: number;
  readonly bpm_half?: number;
  readonly bpm_double?: number;
  readonly bpm_initial?: number;
  readonly bpm_min?: number;
  readonly bpm_max?: number;
  readonly bpm_any?: number[];
}

/**
 * What changes in the tempo of a file whose name or folder says `named` quarters per minute. The name's tempo is taken where
 * the file says none and its notes lie on its ticks, or where the notes are heard at it, its half, double or third. A sound
 * tempo event stands.
 *
 * @param confidence how sure a tempo is that only a name says, 0 to 1.
 * @example
 * const { bpm } = namedTempo({ bpm: 120, bpm_source: "default" }, 174, 0.7);
 */
export function namedTempo(found: TempoColumns, named: number, confidence: number): NamedTempo {
  const { bpm, bpm_source: source } = found;
  if (typeof bpm !== "number" || bpm <= 0) return {};
  const isHeard = source === "detected" && levels.some((level) => Math.abs(bpm / (named * level) - 1) <= tolerance);
  if (source !== "default" && !isHeard) return {};
  const changed: Required<NamedTempo> = {
    bpm: named,
    bpm_source: "filename",
    bpm_confidence: isHeard ? agreedConfidence : confidence,
    bpm_felt: scaled(found, "bpm_felt", named / bpm) ?? named,
    bpm_half: named / 2,
    bpm_double: named * 2,
    bpm_initial: scaled(found, "bpm_initial", named / bpm) ?? named,
    bpm_min: scaled(found, "bpm_min", named / bpm) ?? named,
    bpm_max: scaled(found, "bpm_max", named / bpm) ?? named,
    bpm_any: [named],
  };
  return Object.fromEntries(Object.entries(changed).filter(([column]) => column in found));
}

function scaled(found: object, column: string, by: number): number | undefined {
  const value: unknown = Reflect.get(found, column);
  return typeof value === "number" ? value * by : undefined;
}
