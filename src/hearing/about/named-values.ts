/**
 * What the names of a file do to its tempo and key. The notes come first; a name decides where they cannot: where no event
 * says a tempo, between a tempo and its half, between a minor key and its relative major, and where nothing is tonal.
 */
import { parentKey, relativeKeys, scaleOf, shortKey, tonicOf } from "../../music/keys.ts";
import { namedTempo } from "../../music/named-tempo.ts";
import type { SaidKey } from "../../music/names/readings.ts";

/** Values of a file by column, `bpm`, `bpm_source`, `key_second`; those that nothing computed are left out. */
export type Values = Readonly<Record<string, unknown>>;

/** What names say, each with how sure it is where nothing else speaks. */
export interface SaidByNames {
  readonly bpm: { readonly value: number; readonly confidence: number } | null;
  readonly key: (SaidKey & { readonly confidence: number }) | null;
}

/** All columns that a name may change; what they held before is kept beside them. */
export const changedByNames: ReadonlySet<string> = new Set([
  ...["bpm", "bpm_source", "bpm_confidence", "bpm_felt", "bpm_half", "bpm_double"],
  ...["bpm_initial", "bpm_min", "bpm_max", "bpm_any"],
  ...["key", "key_source", "key_confidence", "key_parent", "key_second", "key_signature_agrees", "keys"],
]);

/** Below this the notes hardly know: a name knows better (see the calibration tables in docs/accuracy.md). */
const unsureTempo = 0.8;
const unsureKey = 0.6;
/** Confidence where name and notes support each other. */
const supported = 0.85;

/**
 * The values that names change, by column; empty where they change nothing.
 *
 * @param heard what the analyzers gave.
 */
export function takeNames(heard: Values, said: SaidByNames): Values {
  return { ...takeTempo(heard, said.bpm), ...takeKey(heard, said.key) };
}

function takeTempo(heard: Values, said: SaidByNames["bpm"]): Values {
  if (said === null) return {};
  const { bpm_source: source, bpm_confidence: confidence } = heard;
  // Without a tempo event seconds come from a default, and so does what is heard in them.
  const isUnsure =
    source === "detected" &&
    (heard["bpm_event"] === null || (typeof confidence === "number" && confidence < unsureTempo));
  const taken = namedTempo(heard, said.value, said.confidence);
  if (!isUnsure || taken.bpm !== undefined) return { ...taken };
  return { ...namedTempo({ ...heard, bpm_source: "default" }, said.value, said.confidence) };
}

/** Only columns that the file has. */
const present = (taken: Values, heard: Values): Values =>
  Object.fromEntries(Object.entries(taken).filter(([column]) => column in heard));

/** Whether a name and a key say the same; `Eb` is said of both its modes, `Dm` of D dorian. */
export const namesKey = (said: SaidKey, key: number): boolean =>
  said.hasMode ? said.key === key || said.key === parentKey(key) : tonicOf(said.key) === tonicOf(key);

function takeKey(heard: Values, said: SaidByNames["key"]): Values {
  const source = heard["key_source"];
  if (said === null || !("key" in heard) || source === "manual") return {};
  const decided = keyDecided(heard, said);
  if (decided === null) return {};
  const { key, isSupported } = decided;
  const before = typeof heard["key"] === "number" ? heard["key"] : null;
  const signature = heard["key_signature"];
  const local = heard["keys"];
  const beforeName = before === null ? null : shortKey(before);
  return present(
    {
      key,
      key_source: "filename",
      key_confidence: isSupported ? supported : said.confidence,
      key_parent: parentKey(key),
      key_second: before ?? heard["key_second"] ?? null,
      key_signature_agrees: typeof signature === "number" ? scaleOf(signature) === scaleOf(key) : null,
      keys: Array.isArray(local) ? local.map((one) => (one === beforeName ? shortKey(key) : one)) : local,
    },
    heard,
  );
}

/** The key that a name decides for; null where the notes keep theirs. */
function keyDecided(heard: Values, said: SaidKey): { readonly key: number; readonly isSupported: boolean } | null {
  const { key, key_second: second, key_confidence: confidence } = heard;
  if (typeof key !== "number") return { key: said.key, isSupported: false };
  if (!said.hasMode) {
    if (tonicOf(key) === tonicOf(said.key)) return null;
    // The notes say the mode: the next likely key, or the relative one.
    const meant = [second, ...relativeKeys(key)].find(
      (one) => typeof one === "number" && tonicOf(one) === tonicOf(said.key),
    );
    return typeof meant === "number" ? { key: meant, isSupported: true } : null;
  }
  if (namesKey(said, key)) return null;
  const isAllowed = said.key === second || scaleOf(said.key) === scaleOf(key) || said.key === heard["key_signature"];
  if (isAllowed || parentKey(said.key) === key) return { key: said.key, isSupported: true };
  return typeof confidence === "number" && confidence < unsureKey ? { key: said.key, isSupported: false } : null;
}

/** Whether the notes allow what a name says: of names that contradict each other, these count. */
export const isAllowed = (heard: Values, said: SaidKey): boolean => {
  const { key } = heard;
  if (typeof key !== "number") return false;
  return namesKey(said, key) || keyDecided({ ...heard, key_confidence: 1 }, said) !== null;
};
