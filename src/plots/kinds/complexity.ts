/** Complexity: how many files have each, from one repeated note to dense and varied music. */
import { countValues, foundBy } from "../../catalogue/asking/tally.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import { type Histogram, number } from "../plot.ts";

const step = 2;

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const bins = Array.from({ length: 100 / step }, () => [0]);
  let [known, unknown] = [0, 0];
  for (const { values, count } of await countValues(found, [{ field: "complexity", step }])) {
    if (values[0] === null) {
      unknown += count;
      continue;
    }
    known += count;
    bins[Math.max(0, Math.min(bins.length - 1, Number(values[0])))]![0]! += count;
  }
  const panel: Histogram = {
    type: "histogram",
    heading: "",
    axis: "complexity: 0 one repeated note, 100 the most varied and dense",
    start: 0,
    step,
    series: [{ name: "", colour: 0 }],
    bins,
    below: 0,
    above: 0,
    labelEvery: 10,
  };
  const notes = unknown > 0 ? [`${number(unknown)} without a value`] : [];
  return plotOf(found, query, "Complexity", known > 0 ? [panel] : [], notes);
};

export const complexity: Drawn = { ofFiles };
