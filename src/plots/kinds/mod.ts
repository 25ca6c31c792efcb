/** What draws each kind of plot that `kind-names.ts` lists. */
import type { Drawn, PlotKind } from "../kind.ts";
import { type PlotName, plotAbout, plotNames } from "../kind-names.ts";
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

const drawn: Readonly<Record<PlotName, Drawn>> = {
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
};

/** The kinds of plots, in the order in which they are listed. */
export const plotKinds: readonly PlotKind[] = plotNames.map((name) => ({
  name,
  about: plotAbout[name],
  ...drawn[name],
}));
