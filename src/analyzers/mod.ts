/** The analyzers that come with midiq, each alone and as the list of the plugin "core". */
import "../runtime.ts";
import { beat } from "./beat.ts";
import { chords } from "./chords.ts";
import { complexity } from "./complexity.ts";
import { drums } from "./drums.ts";
import { duration } from "./duration.ts";
import { fingerprint } from "./fingerprint.ts";
import { groove } from "./groove.ts";
import { instruments } from "./instruments.ts";
import { key } from "./key.ts";
import { lines } from "./lines.ts";
import { meter } from "./meter.ts";
import { range } from "./range.ts";
import { smf } from "./smf.ts";
import { structure } from "./structure.ts";
import { tempo } from "./tempo.ts";
import { texts } from "./texts.ts";
import { texture } from "./texture.ts";

export {
  beat,
  chords,
  complexity,
  drums,
  duration,
  fingerprint,
  groove,
  instruments,
  key,
  lines,
  meter,
  range,
  smf,
  structure,
  tempo,
  texts,
  texture,
};

/** All analyzers that come with midiq, in the order in which their fields are shown. */
export const analyzers = [
  tempo,
  key,
  meter,
  groove,
  duration,
  texture,
  range,
  chords,
  lines,
  structure,
  instruments,
  drums,
  beat,
  complexity,
  texts,
  fingerprint,
  smf,
] as const;
