/** The analyzers of the core list, in the order in which their fields are shown. */
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

/** All analyzers that come with midiq. */
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
