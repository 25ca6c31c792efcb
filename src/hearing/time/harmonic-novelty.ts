/** How much the harmony changes at each onset cluster. */
import { pitchOf, type Song } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { onsetOrder } from "../views.ts";
import type { OnsetClusters } from "./onset-clusters.ts";

/** Harmonies are remembered for about this long, in seconds. */
const memory = 1;

/** How far each cluster's pitch classes differ from those of the last second (cosine distance), by root of its notes. */
export function harmonicNovelty(song: Song, { length, seconds, first }: OnsetClusters): Float64Array {
  const { info } = song.notes;
  const order = onsetOrder(song);
  const { duration } = noteSeconds(song);
  const isDrum = drumFlags(song);
  const remembered = new Float64Array(12);
  const own = new Float64Array(12);
  const novelty = new Float64Array(length);
  for (let cluster = 0; cluster < length; cluster++) {
    const decay = Math.exp(-(seconds[cluster]! - (seconds[cluster - 1] ?? 0)) / memory);
    own.fill(0);
    for (let place = first[cluster]!; place < first[cluster + 1]!; place++) {
      const note = order[place]!;
      if (isDrum[note] === 0) own[pitchOf(info[note]!) % 12]! += Math.min(1, duration[note]!);
    }
    let both = 0;
    let now = 0;
    let then = 0;
    let sum = 0;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const past = remembered[pitchClass]! * decay;
      both += own[pitchClass]! * past;
      now += own[pitchClass]! ** 2;
      then += past ** 2;
      sum += own[pitchClass]!;
      remembered[pitchClass] = past + own[pitchClass]!;
    }
    if (now > 0) novelty[cluster] = (1 - (then > 0 ? both / Math.sqrt(now * then) : 0)) * Math.sqrt(sum);
  }
  return novelty;
}
