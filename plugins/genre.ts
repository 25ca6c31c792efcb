/**
 * A plugin as a user would write it: genres from more than their names. Whose name, catalogue number or form stands in a
 * path or a title votes, and so does what is heard; what agrees is surer, what is contested less sure.
 */
import { defineNameTagger, definePlugin, defineTagger, defineTextTagger } from "midiq";
import { beat, chords, drums as drumKit, groove, instruments, tempo } from "midiq/analyzers";
import type { Tag } from "midiq/plugin";
import { people } from "./genre/people.ts";
import { type Sign, signs } from "./genre/signs.ts";
import { votes } from "./genre/votes.ts";

/** How sure a whole name of a person is. */
const personConfidence = 0.85;
/** Below this a genre is not told; only people are sure. */
const leastConfidence = 0.5;
const mostConfidence = 0.99;
/** Kinds of evidence that the music has to give. */
const fewestKinds = 2;

/** One reason for a genre. */
interface Reason {
  readonly genre: string;
  readonly weight: number;
  /** What sort of evidence it is: reasons of one kind count once, by the strongest. */
  readonly kind: string;
  readonly why: string;
  readonly span?: readonly [number, number];
}

/**
 * Genres with what speaks for each: reasons of different kinds add up as independent ones do (1 less the product of what
 * each leaves open), and what other genres have for themselves takes its share.
 */
function decide(reasons: readonly Reason[], source: Tag["source"], fewest = 1): readonly Tag[] {
  const genres = new Map<string, Map<string, Reason>>();
  for (const reason of reasons) {
    const kinds = genres.get(reason.genre) ?? new Map<string, Reason>();
    if (reason.weight > (kinds.get(reason.kind)?.weight ?? 0)) kinds.set(reason.kind, reason);
    genres.set(reason.genre, kinds);
  }
  const told = [...genres].filter(([, kinds]) => kinds.size >= fewest);
  const strengths = told.map(
    ([, kinds]) => 1 - [...kinds.values()].reduce((open, { weight }) => open * (1 - weight), 1),
  );
  const all = strengths.reduce((sum, strength) => sum + strength, 0);
  return told.flatMap(([genre, kinds], n) => {
    const strength = strengths[n] ?? 0;
    // Alone a genre keeps its strength; beside an equal one it keeps half.
    const confidence = Math.min(mostConfidence, Math.round((strength * strength * 100) / all) / 100);
    if (confidence < leastConfidence) return [];
    const found = [...kinds.values()];
    const [first] = found;
    return [
      {
        tag: genre,
        confidence,
        source,
        rule: [...kinds.keys()].sort().join(" + "),
        ...(found.length === 1 && first?.span && { span: first.span }),
        why: found.map(({ why }) => why).join("; "),
      },
    ];
  });
}

const separators = "[^\\p{L}\\p{N}]+";
/** A name as words in its order, or its last word first; accents and other marks aside. */
const patternOf = (name: string): string => {
  const words = name.split(" ");
  const turned = [words.at(-1), ...words.slice(0, -1)];
  return [words, ...(words.length > 1 ? [turned] : [])].map((some) => some.join(separators)).join("|");
};
const persons: readonly Sign[] = Object.entries(people).map(([genre, names]) => ({
  genre,
  confidence: personConfidence,
  rule: "person",
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names
      .flatMap((name) => name.split("|"))
      .map(patternOf)
      .join("|")})(?![\\p{L}\\p{N}])`,
    "iu",
  ),
}));

/** Letters without their accents, one for one, so that places stay. */
const plain = (text: string): string =>
  Array.from(text, (letter) => {
    const bare = letter.normalize("NFD").replaceAll(/\p{M}/gu, "");
    return bare.length === letter.length ? bare : letter;
  }).join("");

/** Signs and people in a text; `place` is what the evidence calls it. */
function reasonsIn(said: string, place: string): readonly Reason[] {
  // Some systems take accents for letters of their own.
  const text = said.normalize("NFC");
  const words = plain(text);
  return [...persons, ...signs].flatMap(({ genre, confidence, rule, pattern }) => {
    const match = pattern.exec(words);
    if (!match) return [];
    const span = [match.index, match.index + match[0].length] as const;
    return [{ genre, weight: confidence, kind: rule, why: `"${text.slice(...span)}" in the ${place} "${text}"`, span }];
  });
}

const names = defineNameTagger({
  id: "genre-names",
  version: 1,
  description: "genres by people, catalogue numbers and forms in folder and file names",
}).run(({ name, folders }) =>
  decide([...folders.flatMap((folder) => reasonsIn(folder, "folder")), ...reasonsIn(name, "file name")], "filename"),
);

const texts = defineTextTagger({
  id: "genre-texts",
  version: 1,
  description: "genres by people, catalogue numbers and forms in the title and texts of the file",
}).run(({ title, texts: others }) =>
  decide(
    [
      ...(title === null ? [] : reasonsIn(title, "title")),
      ...others.filter(({ type }) => type === "text").flatMap(({ text }) => reasonsIn(text, "text")),
    ],
    "event",
  ),
);

/** A tempo that nobody states, or that the notes do not follow, votes for nothing. */
const leastTempoConfidence = 0.5;

const music = defineTagger({
  id: "genre-music",
  version: 2,
  description: "genres by tempo, beat, feel, kit, instruments and harmony, where two of these agree",
  needs: {
    bpm: tempo.fields.bpm,
    confidence: tempo.fields.bpm_confidence,
    tempoChanges: tempo.fields.bpm_changes,
    swing: groove.fields.swing,
    syncopation: groove.fields.syncopation,
    timing: groove.fields.timing,
    beat: beat.fields.beat,
    hasDrums: drumKit.fields.has_drums,
    kit: drumKit.fields.kit,
    programs: instruments.fields.program,
    families: instruments.fields.families,
    chords: chords.fields.chord_qualities,
  },
}).run(({ confidence, ...heard }) =>
  decide(
    votes.flatMap(({ genre, kind, weight, found }) => {
      const why = found({ ...heard, bpm: (confidence ?? 0) < leastTempoConfidence ? null : heard.bpm });
      return why === undefined ? [] : [{ genre, weight, kind, why }];
    }),
    "detected",
    fewestKinds,
  ),
);

export default definePlugin(import.meta.url, { name: "genre", api: 1, provides: [names, texts, music] });
