/** What the name of a file says about its music, where it says it so that nothing else can be meant. */
import { barestKeys, markedKeys, minorKeys } from "./brief-keys.ts";
import { endsCounted, isLabel } from "./labels.ts";
import { agreed, agreedKey, type Reading, readAll, without } from "./readings.ts";
import { spelledKeys } from "./spelled-keys.ts";
import { bareTempos, markedTempos } from "./tempos.ts";

/** Raised when the facts of the same name change: those that are stored are stale then. */
export const nameFactsVersion = 3;

/** Facts of a name; null where it says none, or two that differ. */
export interface NameFacts {
  /** Quarters a minute. */
  readonly bpm: number | null;
  /** mode * 12 + tonic; a tonic alone is written as major. */
  readonly key: number | null;
  /** Whether it says the mode too; null where it says no key. */
  readonly hasMode: boolean | null;
  /** How long the music is, in bars. */
  readonly bars: number | null;
  /** Number of the track on its disc, or of the piece in its folder. */
  readonly track: number | null;
}

/** Bars that a loop or a song may have. */
const mostBars = 512;
/** Names are longer only to make us read for long. */
const mostLetters = 300;

/** `4 bars`, `8bar`, `16-bar loop`; `12 bar blues` is a form, and `bar 5` a place. */
const barLength = /(?<![\p{L}\d.-])(\d{1,3})[ _-]?(?:bars?|measures?|takte?)(?!\p{L})(?![ _-]*(?:blues|stool))/giu;

/** `03 - Title`, `3. Title`, `(03) Title`, `03_Title`, `1-03 Title`: a bare number only with its zero, as `99 Luftballons`. */
const leadingTrack =
  /^(?:\d-(?=\d\d))?(?:[([](\d{1,2})[)\]]|(\d{1,2})(?=[ _]+-[ _]|[.)][ _]|[.)]\p{L})|(0\d)(?=[ _-]))[ _.)-]*(?=\p{L})/u;
/** `Track 12`. */
const namedTrack = /(?<!\p{L})track[ _-]?(\d{1,2})(?!\d)/iu;

/** `128Gm` and `Gm128` are a tempo and a key; `Cm11` is a chord. */
const tempoThenKey = /(?<![\p{L}\d])(\d{2,3})(?=[A-G][#b]?(?:m|min|maj)(?!\p{L}))/gu;
const keyThenTempo = /(?<![\p{L}\d])([A-G][#b]?(?:m|min|maj))(?=(?:[6-9]\d|1\d\d)(?!\d))/gu;

/** One way of writing signs and accents, and a mark between what is a number and what is a key. */
const plain = (name: string): string =>
  name
    .slice(0, mostLetters)
    .normalize("NFKC")
    .replaceAll("♯", "#")
    .replaceAll("♭", "b")
    .replace(tempoThenKey, "$1_")
    .replace(keyThenTempo, "$1_");

/** Reads the facts of a file name without its extension. */
export function nameFacts(name: string): NameFacts {
  const whole = plain(name);
  const leading = leadingTrack.exec(whole);
  const track = Number(leading?.[1] ?? leading?.[2] ?? leading?.[3] ?? namedTrack.exec(whole)?.[1] ?? 0);
  const text = whole.slice(leading?.[0].length ?? 0);
  const bars = readAll(text, barLength, ([, number]) => Number(number));
  const length = agreed(bars.map(({ value }) => value));
  const { bpm, key } = tempoAndKey(without(text, bars));
  return {
    bpm,
    key: key?.key ?? null,
    hasMode: key?.hasMode ?? null,
    bars: length !== null && length > 0 && length <= mostBars ? length : null,
    track: track > 0 ? track : null,
  };
}

/** The tempo and the key support each other: `C_120_Pluck` has a key since it has a number, and a tempo since it has a key. */
function tempoAndKey(text: string): Pick<NameFacts, "bpm"> & { readonly key: ReturnType<typeof agreedKey> } {
  const marked = markedTempos(text);
  const afterTempo = without(text, marked);
  const spelled = spelledKeys(afterTempo, marked.length > 0);
  const rest = without(afterTempo, spelled);
  const label = isLabel(withoutBriefKeys(rest));
  const bare = marked.length > 0 ? [] : bareTempos(rest, label);
  const hasOneNumber = bare.length === 1;
  const context = { hasTempo: marked.length > 0 || hasOneNumber, isLabel: label };
  const said = [...spelled, ...markedKeys(rest, context), ...minorKeys(rest, context)];
  // What needs other words beside it is asked only where nothing plainer is said.
  const keys = said.length > 0 ? said : barestKeys(rest, context);
  const key = agreedKey(keys.map(({ value }) => value));
  const isTempo = hasOneNumber && (keys.length > 0 || (label && isLabelTempo(rest, bare[0] as Reading<number>)));
  const bpm = marked.length > 0 ? agreed(marked.map(({ value }) => value)) : isTempo ? (bare[0]?.value ?? null) : null;
  return { bpm, key };
}

/** Keys of one letter or two are no words that tell a label from a title. */
const withoutBriefKeys = (text: string): string =>
  text.replace(
    /(?<![\p{L}\d#])(?:[A-G]m|(?:in|IN|In)[ _]+(?=[A-G](?!\p{L}))|0?(?:1[0-2]|[1-9])[ABabdm])(?![\p{L}\d#])/gu,
    " ",
  );

/** A number of a label is a tempo where it does not count what stands before it: `Drums 174`, but `Kick 120`. */
const isLabelTempo = (text: string, { start }: Reading<number>): boolean => !endsCounted(text.slice(0, start));
