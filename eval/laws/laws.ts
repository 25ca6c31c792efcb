/** Table: the laws of invariance. Each says what is done to a file, to which files it applies, and which answers move along. */
import type { Random } from "../../fuzz/random.ts";
import { parts } from "../../src/hearing/mod.ts";
import { parseSong, type Song, writeSong } from "../../src/midi/mod.ts";
import type { Field } from "../../src/plugin/mod.ts";
import { byChannel, type FileEvents, merged, readEvents, type Style, writeEvents } from "./events.ts";
import { free, type Move, movedKey, movedNames, movedPitch, movedProgression, times } from "./moves.ts";
import {
  faster,
  finer,
  inChannels,
  shuffled,
  shuffledChannels,
  transposed,
  withoutKey,
  withoutTexts,
} from "./songs.ts";

/** A song, the same song otherwise, and how answers move. */
export interface Case {
  readonly before: Song;
  readonly after: Song;
  /** By column; a field that is not named stays. */
  readonly moves: Readonly<Record<string, Move>>;
  /** By kind of field, where the column is not named. */
  readonly kinds?: Readonly<Partial<Record<Field["kind"], Move>>>;
  /** Difference up to which numbers are one. */
  readonly tolerance?: number;
}

/** One law; it gives no case where a file is none of those that it applies to. */
export interface Law {
  readonly name: string;
  readonly about: string;
  readonly caseOf: (song: Song, random: Random) => Case | undefined;
}

const conventional = 500_000;
const masterOfZones = 6;

export const laws: readonly Law[] = [
  {
    name: "transpose",
    about: "pitched notes moved by 1 to 6 semitones up or down, without key signatures",
    caseOf: (song, random) => {
      const by = [-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6][random(12)]!;
      const before = withoutKey(song);
      const { list, ofNote } = parts(before);
      const after = transposed(
        before,
        by,
        Uint8Array.from(ofNote, (part) => (list[part]!.isDrum ? 1 : 0)),
      );
      return after && { before, after, ...movesOfPitch(by) };
    },
  },
  {
    name: "tracks",
    about: "the order of tracks; names and texts follow, and no two tracks say different tempos or signatures at once",
    caseOf: (song, random) => {
      if (song.format === 2 || song.tracks.length < 3 || !agrees(song) || sharesChannels(song)) return undefined;
      const before = withoutTexts(song);
      const { tracks, ...file } = readEvents(writeSong(before));
      const after = parsed({ ...file, tracks: shuffled(tracks, random) });
      return { before: parseSong(writeSong(before)), after, moves: {} };
    },
  },
  {
    name: "channels",
    about: "pitched parts in other channels, where no system-exclusive event or zone of MPE speaks of channels",
    caseOf: (song, random) => {
      const speaksOfChannels =
        song.others.status.some((one) => one === 0xf0 || one === 0xf7) ||
        song.controls.info.some((one) => ((one >> 4) & 127) === 100 && one >> 11 === masterOfZones);
      if (speaksOfChannels) return undefined;
      const after = inChannels(song, shuffledChannels(random));
      return { before: song, after, moves: {} };
    },
  },
  ...[2, 3].map(
    (by): Law => ({
      name: `ticks x${by}`,
      about: `${by} times as many ticks a quarter`,
      caseOf: (song) => {
        const after = finer(song, by);
        return after && { before: song, after, moves: { ppq: times(by, "it is what was changed") } };
      },
    }),
  ),
  styled("running status", "a status that the event before has too is left out", { running: true }),
  styled("note-off", "notes end by a note-on of velocity 0", { zeroVelocity: true }),
  {
    name: "format 0",
    about: "all tracks in one, where no channel is in two tracks; without texts, which belong to tracks",
    caseOf: (song) => {
      if (song.format !== 1 || sharesChannels(song)) return undefined;
      const before = withoutTexts(song);
      return laidOut(before, merged, {
        format: free("it is what was changed"),
        tracks: free("there is one track"),
        nomml: free("its definition takes each track for itself"),
      });
    },
  },
  {
    name: "format 0 and back",
    about:
      "all tracks in one and then a track for each channel, where each track has one channel, and each channel one",
    caseOf: (song) => {
      if (song.format !== 1 || sharesChannels(song) || mixesChannels(song)) return undefined;
      return laidOut(withoutTexts(song), (file) => byChannel(merged(file)), {});
    },
  },
  {
    name: "format 1",
    about: "a track for each channel of a file of format 0, without texts",
    caseOf: (song) => {
      if (song.format !== 0) return undefined;
      return laidOut(withoutTexts(song), byChannel, {
        format: free("it is what was changed"),
        tracks: free("there is a track for each channel"),
        nomml: free("its definition takes each track for itself"),
      });
    },
  },
  {
    name: "tempo x1.0001",
    about: "tempos a ten-thousandth faster, where the file says any but exactly 120, which nobody may have chosen",
    caseOf: (song) => {
      if (!saysTempo(song)) return undefined;
      // Microseconds are whole, so that tempos differ from what was asked for by up to a millionth.
      return { before: song, after: faster(song, 1.0001), ...movesOfTempo(1.0001), tolerance: 3e-3 };
    },
  },
  {
    name: "tempo x2",
    about: "tempos twice as fast, where the file says any but exactly 120 or 60: durations halve",
    caseOf: (song) => {
      if (!saysTempo(song)) return undefined;
      const after = faster(song, 2);
      return saysTempo(after) ? { before: song, after, ...movesOfTempo(2), tolerance: 1e-3 } : undefined;
    },
  },
];

function styled(name: string, about: string, style: Style): Law {
  return {
    name,
    about,
    caseOf: (song) => {
      const bytes = writeSong(song);
      return { before: parseSong(bytes), after: parseSong(writeEvents(readEvents(bytes), style)), moves: {} };
    },
  };
}

function laidOut(song: Song, layout: (file: FileEvents) => FileEvents, moves: Case["moves"]): Case {
  const bytes = writeSong(song);
  return { before: parseSong(bytes), after: parsed(layout(readEvents(bytes))), moves };
}

const parsed = (file: FileEvents): Song => parseSong(writeEvents(file));

const movesOfPitch = (by: number): Pick<Case, "moves" | "kinds"> => ({
  moves: {
    keys: movedNames(by),
    chord_names: movedNames(by),
    chords: movedProgression(by),
    notes_hash: free("it is of the pitches"),
  },
  kinds: { key: movedKey(by), pitch: movedPitch(by) },
});

function movesOfTempo(by: number): Pick<Case, "moves"> {
  const tempo = times(by, "tempo scales");
  const length = times(1 / by, "seconds pass faster");
  const names = [
    "bpm",
    "bpm_half",
    "bpm_double",
    "bpm_event",
    "bpm_initial",
    "bpm_min",
    "bpm_max",
    "bpm_any",
    "bpm_felt",
  ];
  return {
    moves: {
      ...Object.fromEntries(names.map((name) => [name, tempo])),
      duration: length,
      density: times(by, "as many notes in less time"),
      timing_deviation: times(1 / by, "it is in milliseconds"),
      quantized: free("its tolerance is in milliseconds"),
      timing: free("its tolerance is in milliseconds"),
      humanized: free("its tolerance is in milliseconds"),
      ...(by >= 2 && { bpm_felt: free("people tap within a range of tempos") }),
    },
  };
}

/** Whether a tempo is said where the song begins, and none is what sequencers write when nobody chooses. */
const saysTempo = ({ tempos, division }: Song): boolean =>
  division.kind === "metrical" &&
  tempos.tick[0] === 0 &&
  tempos.microsecondsPerQuarter.every((one) => Math.abs(one - conventional) > 1 && one > 1);

/** Whether no two tracks say different things at one tick. */
function agrees({ tempos, timeSignatures, keySignatures }: Song): boolean {
  const said = [
    Array.from(tempos.tick, (tick, n) => [tick, String(tempos.microsecondsPerQuarter[n])] as const),
    Array.from(timeSignatures.tick, (tick, n) => {
      const { numerator, denominator } = timeSignatures;
      return [tick, `${numerator[n]}/${denominator[n]}`] as const;
    }),
    Array.from(
      keySignatures.tick,
      (tick, n) => [tick, `${keySignatures.fifths[n]} ${keySignatures.minor[n]}`] as const,
    ),
  ];
  return said.every((events) => {
    const at = new Map<number, string>();
    return events.every(([tick, value]) => (at.get(tick) ?? value) === value && at.set(tick, value));
  });
}

/** Channels that play in each track. */
function channelsOf({ notes, tracks, programChanges, controls }: Song): readonly Set<number>[] {
  const channels = tracks.map(
    ({ firstNote, noteCount }) =>
      new Set(Array.from(notes.info.subarray(firstNote, firstNote + noteCount), (info) => (info >> 7) & 15)),
  );
  for (const { track, info } of [programChanges, controls]) {
    for (let n = 0; n < info.length; n++) channels[track[n]!]!.add(info[n]! & 15);
  }
  return channels;
}

/** Whether two tracks have one channel: then the order of their events decides which program sounds. */
function sharesChannels(song: Song): boolean {
  const all = channelsOf(song).flatMap((channels) => [...channels]);
  return new Set(all).size < all.length;
}

const mixesChannels = (song: Song): boolean => channelsOf(song).some(({ size }) => size > 1);
