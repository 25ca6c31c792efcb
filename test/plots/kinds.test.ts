import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Catalogue } from "../../mod.ts";
import { AskedError } from "../../src/errors.ts";
import { plotKinds } from "../../src/plots/kinds/mod.ts";
import type { Bars, Heat, Histogram, Panel, Plot, Scatter, Wheel } from "../../src/plots/plot.ts";
import { emptyFolder } from "../cli/run.ts";
import { composedCatalogue } from "./composed.ts";

const folder = emptyFolder();
let db: Catalogue;
beforeAll(async () => {
  db = await composedCatalogue(folder.path);
}, 180_000);
afterAll(async () => {
  await db.close();
  folder.remove();
});

const kindOf = (name: string) => plotKinds.find((kind) => kind.name === name)!;
const plot = async (name: string, query = "", options = {}): Promise<Plot> =>
  kindOf(name).ofFiles!(db, await db.prepare(query), query, options);
const only = <T extends Panel>(panels: readonly Panel[], type: T["type"]): T =>
  panels.find((panel): panel is T => panel.type === type) as T;
const rowsOf = (panel: Panel | undefined): Record<string, readonly number[]> =>
  Object.fromEntries((panel as Bars).rows.map(({ label, values }) => [label, values]));
/** Bins that hold something, by their lower end. */
const heights = ({ start, step, bins }: Histogram): Record<number, readonly number[]> =>
  Object.fromEntries(
    bins.flatMap((values, n) => (values.some((value) => value > 0) ? [[start + n * step, values]] : [])),
  );

describe("plots of a composed catalogue", () => {
  test("tempo: 60, 120 and 180 bpm, and folded into the octave from 80 on", async () => {
    const { panels, subtitle } = await plot("tempo");
    expect(subtitle).toBe("all 5 files");
    expect(heights(panels[0] as Histogram)).toEqual({ 60: [1], 120: [3], 180: [1] });
    expect(heights(panels[1] as Histogram)).toEqual({ 90: [1], 120: [4] });
    expect((panels[0] as Histogram).series).toEqual([{ name: "stated in the file", colour: 0 }]);
  });

  test("keys: C major is 8B and A minor 8A", async () => {
    const { panels, notes } = await plot("keys");
    const counts = (panels[0] as Wheel).rings.flatMap(({ cells }) => cells).filter(({ count }) => count > 0);
    expect(counts).toEqual([
      { code: "8B", key: "C", count: 3 },
      { code: "8A", key: "Am", count: 1 },
    ]);
    expect(notes).toEqual(["1 without a key"]);
  });

  test("meters, instruments and failures", async () => {
    expect(rowsOf((await plot("meters")).panels[0])).toEqual({ "4/4": [4], "3/4": [1] });
    const { panels } = await plot("instruments");
    expect(rowsOf(panels[0])).toEqual({ guitar: [2], drums: [1], piano: [1], pipe: [1] });
    expect(rowsOf(panels[1])).toEqual({ "nylon guitar": [2], "acoustic grand piano": [1], flute: [1] });
    const failures = await plot("failures");
    expect(failures.subtitle).toBe("all 6 files");
    expect(failures.panels.map(rowsOf)).toEqual([{ "parse: not-midi": [1] }]);
    expect((await plot("failures", "name none")).panels.map(rowsOf)).toEqual([{ "parse: not-midi": [1] }]);
  });

  test("drums: four on the floor, and where the bar is hit", async () => {
    const { panels, notes } = await plot("drums");
    expect(rowsOf(panels[0])).toEqual({ "four-on-the-floor": [1] });
    const { rows, shares } = only<Heat>(panels, "heat");
    const drawn = shares.map((row) => row.map((share) => (share === 1 ? "x" : ".")).join(""));
    expect(Object.fromEntries(rows.map((row, n) => [row, drawn[n]]))).toEqual({
      kick: "x...x...x...x...",
      snare: "....x.......x...",
      "closed hat": "..x...x...x...x.",
    });
    expect(notes).toEqual(["20 % of the files have drums; shares are of these"]);
  });

  test("complexity counts every file that holds music", async () => {
    const { bins } = (await plot("complexity")).panels[0] as Histogram;
    expect(bins.flat().reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  test("coverage: of how many files a field is known, and from where", async () => {
    const { panels, notes } = await plot("coverage");
    const rows = rowsOf(panels[0]);
    const { series } = panels[0] as Bars;
    const sums = (label: string): number => rows[label]!.reduce((sum, value) => sum + value, 0);
    expect(sums("key")).toBe(4);
    expect(rows["kit"]).toEqual(series.map(({ name }) => (name.startsWith("computed") ? 1 : 0)));
    expect(rows["bpm"]).toEqual(series.map(({ name }) => (name === "stated in the file" ? 5 : 0)));
    expect(notes[0]).toMatch(/^known for every file: .*\bduration\b/);
  });

  test("loops: rotations are one, and the last chord leads to the first", async () => {
    const { panels } = await plot("loop");
    expect(rowsOf(panels[0])).toEqual({ "I - V - vi - IV": [2], "I - IV - V": [1], "i - iv - V": [1] });
    const { rows, columns, shares } = only<Heat>(panels, "heat");
    const share = (from: string, to: string) => shares[rows.indexOf(from)]![columns.indexOf(to)];
    // Of four loops with V one goes on to I, two to vi, one to i.
    expect([share("V", "I"), share("V", "vi"), share("V", "i"), share("V", "V")]).toEqual([0.25, 0.5, 0.25, null]);
  });

  test("map: points of a query, coloured by tags, by a field, by ranges of a number", async () => {
    const coloursOf = async (by: string, query = ""): Promise<Record<string, string>> => {
      const { points, series } = (await plot("map", query, { by })).panels[0] as Scatter;
      for (const { x, y } of points) expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true);
      return Object.fromEntries(points.map((point) => [point.name, series[point.series]!.name]));
    };
    expect(await coloursOf("meter", "bpm above 100")).toEqual({
      loop: "4/4",
      guitar: "4/4",
      drums: "4/4",
      waltz: "3/4",
    });
    expect(await coloursOf("key")).toMatchObject({ loop: "C major", "minor <&> 小曲": "A minor", drums: "unknown" });
    expect(await coloursOf("genre")).toMatchObject({ loop: "pop", waltz: "waltz", drums: "house" });
    expect(await coloursOf("bpm")).toMatchObject({ "minor <&> 小曲": "60 to 120", waltz: "120 to 180" });
    // Without .rejects, which holds the event loop up that the engine's thread needs.
    const refusal = (by: string): Promise<unknown> => plot("map", "", { by }).catch((error: unknown) => error);
    expect(await refusal("tempoo")).toMatchObject({
      code: "no-color",
      message: `Cannot color by "tempoo": did you mean tempo?`,
    });
    expect(await refusal("x'; drop table content")).toBeInstanceOf(AskedError);
  });

  const ofFiles = plotKinds.filter((kind) => kind.ofFiles).map(({ name }) => name);
  test.each(ofFiles)("%s: of no file, and of one", async (name) => {
    expect(await plot(name, "bpm 1000..")).toMatchObject({ panels: [], count: 0, subtitle: "bpm 1000.. · 0 files" });
    const one = await plot(name, "name drums");
    expect(one.count).toBe(1);
  });
});
