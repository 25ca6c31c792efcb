/** The kinds of plots, in the order in which they are listed. */
import type { PlotKind } from "../kind.ts";
import { complexity } from "./complexity.ts";
import { coverage } from "./coverage.ts";
import { drums } from "./drums.ts";
import { failures } from "./failures.ts";
import { instruments } from "./instruments.ts";
import { keys } from "./keys.ts";
import { loop } from "./loop.ts";
import { map } from "./map.ts";
import { meters } from "./meters.ts";
import { roll } from "./roll.ts";
import { tempo } from "./tempo.ts";

export const plotKinds: readonly PlotKind[] = [
  tempo,
  keys,
  meters,
  instruments,
  drums,
  complexity,
  coverage,
  failures,
  map,
  loop,
  roll,
];
