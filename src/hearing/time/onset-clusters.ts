/** Onset clusters: notes that begin together as one event in time, with how strongly it is heard. */
import { pitchOf, type Song, velocityOf, view } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { onsetOrder } from "../views.ts";

/** Onsets closer than this, in seconds, to the cluster's first are one chord: fingers and humanised chords spread so far. */
const together = 0.035;
/** Bass registers are below this pitch; drums count where they are kicks. */
const bassBelow = 52;
/** Low notes and kicks count double below this pitch: they carry the beat (ANALYSIS of POP909; Dixon 2001 weighs pitch too). */
const heavyBelow = 48;
/** Velocity that counts as one. */
const fullVelocity = 90;
/** General MIDI kicks. */
const kicks: readonly number[] = [35, 36];

/** Songs of fewer clusters than this are clips: too short for a tempo curve, and with few lags to tell a tempo by. */
export const fewestClusters = 48;

/** Clusters in order of time. */
export interface OnsetClusters {
  readonly length: number;
  /** Onset of each cluster's first note in seconds, ascending. */
  readonly seconds: Float64Array;
  /** Weight of each cluster: root of the sum over notes of velocity, raised by low pitch and by length. */
  readonly weight: Float64Array;
  /** 1 where a cluster has a note of the bass register or a kick. */
  readonly bass: Uint8Array;
  /** Place in `onsetOrder` of each cluster's first note; one longer than the clusters. */
  readonly first: Int32Array;
}

/** Clusters of all notes of a song, drums included. */
export const onsetClusters: (song: Song) => OnsetClusters = view((song) => {
  const { length: notes, info } = song.notes;
  const order = onsetOrder(song);
  const drums = drumFlags(song);
  const { onset, duration } = noteSeconds(song);
  const seconds = new Float64Array(notes);
  const weight = new Float64Array(notes);
  const bass = new Uint8Array(notes);
  const first = new Int32Array(notes + 1);
  let length = 0;
  for (let place = 0; place < notes; place++) {
    const note = order[place]!;
    const at = onset[note]!;
    if (length === 0 || at - seconds[length - 1]! > together) {
      seconds[length] = at;
      first[length++] = place;
    }
    const packed = info[note]!;
    const pitch = pitchOf(packed);
    const loudness = velocityOf(packed) / fullVelocity;
    const isDrum = drums[note] === 1;
    const isHeavy = isDrum ? kicks.includes(pitch) : pitch < heavyBelow;
    const length01 = isDrum ? 1 : Math.min(1.5, 0.5 + Math.sqrt(duration[note]!));
    weight[length - 1]! += loudness * (isHeavy ? 2 : 1) * length01;
    if (isDrum ? isHeavy : pitch < bassBelow) bass[length - 1] = 1;
  }
  for (let cluster = 0; cluster < length; cluster++) weight[cluster] = Math.sqrt(weight[cluster]!);
  first[length] = notes;
  return {
    length,
    seconds: seconds.subarray(0, length),
    weight: weight.subarray(0, length),
    bass: bass.subarray(0, length),
    first: first.subarray(0, length + 1),
  };
});
