/** Keys on the Camelot wheel: neighbours mix well. */

import { countValues, foundBy } from "../../catalogue/asking/tally.ts";
import { keyOf, modeOf, shortKey, tonicOf } from "../../music/keys.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import { number, type Wheel } from "../plot.ts";

/** Modes whose third is minor stand with minor. */
const minorModes: ReadonlySet<string> = new Set(["minor", "dorian", "phrygian", "locrian"]);

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const counts = new Float64Array(24);
  let [known, unknown, modal] = [0, 0, 0];
  for (const { values, count } of await countValues(found, ["key"])) {
    if (values[0] === null) {
      unknown += count;
      continue;
    }
    const key = Number(values[0]);
    const mode = modeOf(key);
    known += count;
    if (mode !== "major" && mode !== "minor") modal += count;
    counts[keyOf(tonicOf(key), minorModes.has(mode) ? "minor" : "major")]! += count;
  }
  const ring = (name: string, letter: "A" | "B"): Wheel["rings"][number] => ({
    name,
    cells: Array.from({ length: 12 }, (_, n) => {
      // 8B is C major, 8A is A minor; an hour up is a fifth up.
      const major = ((((n + 1 - 8) * 7) % 12) + 12) % 12;
      const key = letter === "B" ? major : keyOf(major + 9, "minor");
      return { code: `${n + 1}${letter}`, key: shortKey(key), count: counts[key]! };
    }),
  });
  const panel: Wheel = { type: "wheel", heading: "", rings: [ring("major", "B"), ring("minor", "A")], of: known };
  const notes = [
    ...(modal > 0 ? [`${number(modal)} in other modes are counted at the major or minor key of their tonic`] : []),
    ...(unknown > 0 ? [`${number(unknown)} without a key`] : []),
  ];
  return plotOf(found, query, "Keys", known > 0 ? [panel] : [], notes);
};

export const keys: Drawn = { ofFiles };
