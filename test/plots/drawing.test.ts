import { describe, expect, test } from "bun:test";
import { AskedError } from "../../src/errors.ts";
import type { Bars, Cycle, Heat, Histogram, Panel, Plot, Roll, Scatter, Wheel } from "../../src/plots/plot.ts";
import { percent } from "../../src/plots/plot.ts";
import { svgOf } from "../../src/plots/svg/page.ts";
import { pngOf } from "../../src/plots/svg/png.ts";
import { screenOf } from "../../src/plots/terminal/draw.ts";

const plain = [{ name: "", colour: 0 }];
const bars: Bars = {
  type: "bars",
  heading: "Meters",
  series: [
    { name: "said", colour: 0 },
    { name: "heard", colour: 1 },
  ],
  rows: [
    { label: "4/4", values: [6, 2] },
    { label: "3/4", values: [0, 1] },
    { label: `<script>"&' \u0007\ud800 ${"曲".repeat(80)}`, values: [1, 0] },
  ],
  of: 10,
  scale: "longest",
};
const histogram: Histogram = {
  type: "histogram",
  heading: "Tempo",
  axis: "bpm",
  start: 40,
  step: 20,
  series: plain,
  bins: [[0], [2], [8], [1]],
  below: 3,
  above: 1,
  labelEvery: 20,
};
const cells = Array.from({ length: 12 }, (_, n) => ({
  code: `${n + 1}B`,
  key: n === 7 ? "C" : "x",
  count: n === 7 ? 1_234_567 : 0,
}));
const wheel: Wheel = {
  type: "wheel",
  heading: "",
  rings: [
    { name: "major", cells },
    { name: "minor", cells },
  ],
  of: 2_000_000,
};
const heat: Heat = {
  type: "heat",
  heading: "",
  rows: ["kick", "snare"],
  columns: ["1", "e", "+", "a"],
  rowAxis: "",
  columnAxis: "beat",
  shares: [
    [1, 0, 0.25, 0.001],
    [null, 0.5, 0, 0],
  ],
  groups: 2,
  legend: "share",
};
const cycle: Cycle = {
  type: "cycle",
  heading: "",
  centre: "4 ×",
  nodes: [
    { label: "I", below: "C", next: 4 },
    { label: "V", below: "G", next: 3 },
  ],
  unit: "times",
};
const scatter: Scatter = {
  type: "scatter",
  heading: "",
  series: [
    { name: "pop", colour: 0 },
    { name: "unknown", colour: -1 },
  ],
  points: [
    { x: 0, y: 0, series: 0, name: "a & b" },
    { x: 1, y: 1, series: 1, name: "c" },
  ],
};
const roll: Roll = {
  type: "roll",
  heading: "",
  from: 0,
  to: 8,
  bars: [
    { tick: 0, number: 1 },
    { tick: 4, number: 2 },
    { tick: 8, number: 3 },
  ],
  chords: [
    { tick: 0, end: 4, name: "C" },
    { tick: 4, end: 8, name: "Am" },
  ],
  parts: [
    { name: "Piano", colour: 0, isDrum: false, onsets: [0, 4], ends: [4, 8], pitches: [60, 57] },
    { name: "Kit", colour: 1, isDrum: true, onsets: [0, 2], ends: [1, 3], pitches: [0, 1], lanes: ["kick", "snare"] },
  ],
  low: 57,
  high: 60,
};
const panels: Readonly<Record<string, Panel>> = { bars, histogram, wheel, heat, cycle, scatter, roll };
const plotOf = (...all: readonly Panel[]): Plot => ({
  title: "Title <&>",
  subtitle: `name "Größe 小曲" · 10 files`,
  panels: all,
  notes: ["a note"],
  count: 10,
  isEstimate: false,
});

/** Reads XML: every element is closed in order, attributes are quoted and once, references are known. Returns the texts. */
function textsOf(xml: string): readonly string[] {
  const open: string[] = [];
  const texts: string[] = [];
  const token = /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<>]+)/gy;
  let read = 0;
  for (const [whole, close, name, attributes, empty, text] of xml.matchAll(token)) {
    read += whole.length;
    for (const [reference] of whole.matchAll(/&[^;]*;?/g)) expect(reference).toMatch(/^&(?:amp|lt|gt|quot);$/);
    if (text !== undefined) texts.push(text.trim());
    else if (close) expect(open.pop()).toBe(name as string);
    else {
      const names = [...(attributes as string).matchAll(/([\w:-]+)=/g)].map(([, attribute]) => attribute);
      expect(new Set(names).size).toBe(names.length);
      if (!empty) open.push(name as string);
    }
  }
  expect({ read, open }).toEqual({ read: xml.length, open: [] });
  return texts.filter(Boolean);
}

describe.each(Object.entries(panels))("%s", (_, panel) => {
  test.each([320, 640, 1600])("is well-formed SVG %i pixels wide, and no number is missing in it", (width) => {
    for (const theme of ["light", "dark"] as const) {
      const svg = svgOf(plotOf(panel), { width, theme });
      expect(textsOf(svg)).toContain("Title &lt;&amp;&gt;");
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(svg).toContain(`width="${width}"`);
    }
  });

  test("fits the terminal, with colours and without", () => {
    for (const width of [60, 80, 132]) {
      const drawn = screenOf(plotOf(panel), { width, colours: "none" });
      for (const line of drawn.split("\n")) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
      expect(drawn).not.toMatch(/\p{Cc}(?<!\n)|NaN|undefined/u);
      const coloured = screenOf(plotOf(panel), { width, colours: "256" });
      for (const line of coloured.split("\n")) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
      expect(coloured).toContain("\x1b[");
    }
  });
});

const screen = (panel: Panel, width = 60): string =>
  screenOf({ ...plotOf(panel), notes: [] }, { width, colours: "none" })
    .split("\n")
    .slice(3)
    .join("\n")
    .trimEnd();

test("bars in the terminal, in eighths", () => {
  expect(
    screen(
      {
        ...bars,
        series: plain,
        rows: [
          { label: "4/4", values: [8] },
          { label: "3/4", values: [1] },
        ],
        heading: "",
      },
      40,
    ),
  ).toBe(
    `4/4 ██████████████████████ 8    80 %
3/4 ██▊                    1    10 %`,
  );
});

test("a histogram in the terminal", () => {
  expect(screen({ ...histogram, heading: "" })).toBe(
    [
      " 8 ┤        ███",
      ...Array(6).fill("   ┤        ███"),
      "   ┤    ▄▄▄ ███",
      "   ┤    ███ ███ ▂▂▂",
      "   ┤    ███ ███ ███",
      " 0 └────────────────",
      "    40  60  80  100 120",
      "    bpm · 3 below 40 · 1 from 120 on",
    ].join("\n"),
  );
});

test("a cycle and a heat map in the terminal", () => {
  expect(screen(cycle)).toBe(
    `┌→ I ─4→ V ─┐
│  C     G  │
└──── 3 ────┘
all of it: 4 ×`,
  );
  expect(screen(heat)).toBe(
    `        1  e   +  a
 kick 100  ·  25  ·
snare     50   ·  ·
per cent, beat: share`,
  );
});

test("a roll in the terminal: chords, bars, notes, drums", () => {
  expect(screen(roll, 40)).toBe(
    [
      "Piano, Kit",
      "      C                Am",
      "      1                2",
      "   C4 ⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛┊               ┊",
      "      ┊                ⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤",
      "",
      "snare ┊       ▪        ┊               ┊",
      " kick ▪                ┊               ┊",
    ].join("\n"),
  );
});

test("a roll that has no room for all names of chords says how many it leaves out", () => {
  const whole = textsOf(svgOf(plotOf(roll)));
  expect(whole.some((text) => text.includes("chord names fit"))).toBe(false);
  const chords = Array.from({ length: 60 }, (_, n) => ({ tick: n / 8, end: (n + 1) / 8, name: "F#m7" }));
  const crowded = textsOf(svgOf(plotOf({ ...roll, chords }), { width: 640 }));
  const drawn = crowded.filter((text) => text === "F#m7").length;
  expect(drawn).toBeLessThan(60);
  expect(crowded.some((text) => text.startsWith(`${drawn} of 60 chord names fit`))).toBe(true);
});

test("an empty plot says so", () => {
  expect(textsOf(svgOf({ ...plotOf(), count: 0 }))).toContain("Nothing to plot");
  expect(screenOf({ ...plotOf(), count: 0 }, { width: 80, colours: "none" })).toContain("\nNothing to plot\n");
});

test("a PNG has two pixels for each of the SVG", async () => {
  const svg = svgOf(plotOf(bars), { width: 640 });
  const png = Buffer.from(await pngOf(svg));
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const height = Number(/ height="(\d+)"/.exec(svg)?.[1]);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 2 * height]);
});

test("a width that is too small is refused", () => {
  expect(() => svgOf(plotOf(bars), { width: 10 })).toThrow(AskedError);
});

test("shares say neither that all is there nor that nothing is where that is not so", () => {
  expect([0, 1, 40, 995, 9999, 10_000].map((value) => percent(value, 10_000))).toEqual([
    "0 %",
    "< 0.1 %",
    "0.4 %",
    "10 %",
    "> 99 %",
    "100 %",
  ]);
});
