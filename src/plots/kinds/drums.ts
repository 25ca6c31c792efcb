/** Drums: kinds of beat, pieces of the kit, and where in the bar they are hit. */
import { countValues, type Found, foundBy } from "../../catalogue/asking/tally.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import { type Bars, files, type Heat } from "../plot.ts";

const steps = 16;
/** Lanes of a stored pattern from the floor up, as a sequencer shows them. */
const lanes = ["crash", "ride", "openhat", "hat", "tom", "clap", "rim", "snare", "kick"] as const;
const laneNames: Readonly<Record<string, string>> = { openhat: "open hat", hat: "closed hat" };

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const withDrums = (await countValues(found, ["has_drums"])).find(({ values }) => values[0] === true);
  const of = withDrums?.count ?? 0;
  const kit = await countValues(found, [{ each: "kit" }]);
  const beats = (await countValues(found, ["beat"])).filter(({ values }) => values[0] !== null);
  const bars = (heading: string, counted: typeof kit): Bars => ({
    type: "bars",
    heading,
    series: [{ name: "", colour: 0 }],
    rows: counted.map(({ values, count }) => ({
      label: laneNames[String(values[0])] ?? String(values[0]),
      values: [count],
    })),
    of,
    scale: "longest",
  });
  const panels = [
    ...(beats.length > 0 ? [bars("Kind of beat", beats)] : []),
    ...(await grooves(found)),
    ...(kit.length > 0 ? [bars("Pieces of the kit", kit)] : []),
  ];
  const share = `${Math.round(found.files === 0 ? 0 : (of / found.files) * 100)} % of the files have drums`;
  return plotOf(found, query, "Drums", panels, [`${share}; shares are of these`]);
};

/** Of the files whose usual bar stands on 16 steps: how many hit each piece on each of them. */
async function grooves(found: Found): Promise<readonly Heat[]> {
  const onSteps = new RegExp(` [x.]{${steps}}(?: |$)`);
  const counted = (await countValues(found, ["drum_pattern"])).filter(({ values }) => onSteps.test(String(values[0])));
  const hits = new Map(lanes.map((lane) => [lane as string, new Float64Array(steps)]));
  let of = 0;
  for (const { values, count } of counted) {
    of += count;
    for (const [, lane, drawn] of String(values[0]).matchAll(/(\w+) ([x.]+)/g)) {
      const row = hits.get(lane as string);
      for (let step = 0; row && step < steps; step++) if ((drawn as string)[step] === "x") row[step]! += count;
    }
  }
  if (of === 0) return [];
  const shown = lanes.filter((lane) => hits.get(lane)!.some((value) => value > 0));
  return [
    {
      type: "heat",
      heading: "Where the usual bar is hit",
      rows: shown.map((lane) => laneNames[lane] ?? lane),
      columns: Array.from({ length: steps }, (_, step) =>
        step % 4 === 0 ? String(step / 4 + 1) : ["e", "+", "a"][(step % 4) - 1]!,
      ),
      rowAxis: "",
      columnAxis: "beat of the bar",
      shares: shown.map((lane) => Array.from(hits.get(lane)!, (value) => value / of)),
      groups: 4,
      legend: `share of ${files(of)} whose bar has sixteen steps`,
    },
  ];
}

export const drums: Drawn = { ofFiles };
