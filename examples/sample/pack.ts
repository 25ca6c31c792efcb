// The whole pack: every file with its bytes and its truth, from the tunes, their copies, the spoilt files and the archive.

import { damaged } from "./damage.ts";
import { transposeKey } from "./key.ts";
import { perform } from "./performance.ts";
import { writeTune } from "./smf.ts";
import type { Tune } from "./tune.ts";
import { christmasTunes } from "./tunes/christmas.ts";
import { classicalTunes } from "./tunes/classical.ts";
import { folkTunes } from "./tunes/folk.ts";
import { irishTunes } from "./tunes/irish.ts";
import { jazzTunes } from "./tunes/jazz.ts";
import { karaokeTunes } from "./tunes/karaoke.ts";
import { loopTunes } from "./tunes/loops.ts";
import { writeZip } from "./zip.ts";

export interface Truth {
  readonly title: string | null;
  readonly key: string | null;
  readonly bpm: number | null; // quarter notes per minute at the start
  readonly meter: string | null;
  readonly format: 0 | 1 | null;
  readonly instruments: readonly string[];
  readonly tempoChanges?: true;
  readonly duplicateOf?: string;
  readonly expect: "ok" | "repaired" | "rejected";
}
export interface PackFile {
  readonly bytes: Uint8Array;
  readonly truth: Truth | null; // null for the archive itself: its members have their own, as "Pack 12.zip/member"
}

export const tunes: readonly Tune[] = [
  ...folkTunes,
  ...irishTunes,
  ...classicalTunes,
  ...jazzTunes,
  ...christmasTunes,
  ...loopTunes,
  ...karaokeTunes,
];

/** Copy -> the file that it equals byte for byte. */
const copies: Readonly<Record<string, string>> = {
  "old backup/Copy of Greensleeves.mid": "Folk & Traditional/Greensleeves.mid",
  "old backup/entertainer(1).mid": "Ragtime & Jazz/Joplin - The Entertainer.mid",
  "old backup/untitled 7.mid": "Loops/Drums/dnb_break_174.mid",
  "old backup/2009/CHORDS.MID": "Loops/House/Deep House Chords Am 122bpm.mid",
};

const archive = "Pack 12.zip";
const archivedCopies: Readonly<Record<string, string>> = {
  "Pack 12/Arp 01.mid": "Loops/Synth/Arp Cm 128.mid",
  "Pack 12/Break 01.mid": "Loops/Drums/chopped_break_165.mid",
  "Pack 12/classic/elise.mid": "Classical/Fur Elise (opening).mid",
};
/** Members that only the archive holds: another key and tempo of a loose tune. */
const archivedVersions: readonly { file: string; of: string; transpose: number; bpm: number }[] = [
  {
    file: "Pack 12/House Chords Cm 126.mid",
    of: "Loops/House/Deep House Chords Am 122bpm.mid",
    transpose: 3,
    bpm: 126,
  },
  { file: "Pack 12/Bass Gm 110.mid", of: "Loops/Bass/bassline_Em_98_4bars.mid", transpose: 3, bpm: 110 },
  { file: "Pack 12/Pad Em 100.mid", of: "Loops/Synth/warm pad Dm 90.mid", transpose: 2, bpm: 100 },
];

export function makePack(): Map<string, PackFile> {
  const files = new Map<string, PackFile>(tunes.map((tune) => [tune.file, make(tune)]));
  if (files.size !== tunes.length) throw new RangeError("Cannot write two tunes to one file");
  const original = (path: string): PackFile & { truth: Truth } => {
    const file = files.get(path);
    if (!file?.truth) throw new RangeError(`Cannot find "${path}" among the tunes`);
    return { ...file, truth: file.truth };
  };
  const copyOf = (path: string): PackFile => {
    const { bytes, truth } = original(path);
    return { bytes, truth: { ...truth, duplicateOf: path } };
  };
  for (const [file, path] of Object.entries(copies)) files.set(file, copyOf(path));
  for (const { file, from, expect, spoil } of damaged) {
    const good = from === null ? null : original(from);
    const truth = good?.truth ?? { title: null, key: null, bpm: null, meter: null, format: null, instruments: [] };
    files.set(file, { bytes: spoil(good?.bytes ?? new Uint8Array()), truth: { ...truth, expect } });
  }
  const members = new Map<string, PackFile>(Object.entries(archivedCopies).map(([file, path]) => [file, copyOf(path)]));
  for (const { file, of, transpose, bpm } of archivedVersions) {
    const tune = tunes.find((each) => each.file === of);
    if (tune) members.set(file, make({ ...tune, file, transpose, bpm }));
  }
  files.set(archive, { bytes: writeZip([...members].map(([name, { bytes }]) => ({ name, bytes }))), truth: null });
  for (const [name, { truth }] of members) files.set(`${archive}/${name}`, { bytes: new Uint8Array(), truth });
  return files;
}

function make(tune: Tune): PackFile {
  const { title, meter, format = 1 } = tune;
  const bytes = writeTune(tune, perform(tune));
  const instruments = [...new Set(tune.parts.map(({ instrument }) => instrument))];
  const key = tune.key && transposeKey(tune.key, tune.transpose ?? 0);
  const hasTempo = !tune.without?.includes("tempo");
  const truth: Truth = {
    title,
    key,
    bpm: hasTempo ? tune.bpm : null,
    meter,
    format,
    instruments,
    ...(tune.tempoMarks ? { tempoChanges: true as const } : {}),
    expect: "ok",
  };
  return { bytes, truth };
}
