/** What a plot is: plain data, before anything is drawn. The drawers of SVG and of the terminal read the same. */

/** A plot of one kind: a title, what it is of, and one panel or more below each other. */
export interface Plot {
  readonly title: string;
  /** What is plotted: the query and the number of files, or the name of a file. */
  readonly subtitle: string;
  readonly panels: readonly Panel[];
  /** What a reader must know to read the numbers right: sampling, what was left out. */
  readonly notes: readonly string[];
  /** Files, or notes of one file, that it is made of; 0 is an empty plot. */
  readonly count: number;
  /** Counts were scaled up from a sample. */
  readonly isEstimate: boolean;
}

/** One picture of a plot: plain data, whatever draws it. */
export type Panel = Bars | Histogram | Wheel | Heat | Roll | Cycle | Scatter;

/** One of several things that are told apart by colour. */
export interface Series {
  readonly name: string;
  /** Place in the palette of the theme; -1 is the colour of what matters less. */
  readonly colour: number;
}

/** Categories, a bar each, in the order given. */
export interface Bars {
  readonly type: "bars";
  readonly heading: string;
  /** One without a name: nothing is told apart. */
  readonly series: readonly Series[];
  /** A value for each series, stacked. */
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** Files that 100 % are; bars are as long as their share of it where `scale` says so, else of the longest. */
  readonly of: number;
  readonly scale: "longest" | "whole";
}

/** Counts in ranges of a number, all of one width. */
export interface Histogram {
  readonly type: "histogram";
  readonly heading: string;
  readonly axis: string;
  /** Lower end of the first range, and the width of each. */
  readonly start: number;
  readonly step: number;
  readonly series: readonly Series[];
  /** A value for each series, stacked; one entry a range. */
  readonly bins: readonly (readonly number[])[];
  /** Files beyond the two ends of the axis. */
  readonly below: number;
  readonly above: number;
  /** A label at every so many units of the axis. */
  readonly labelEvery: number;
}

/** Keys in the order of the Camelot wheel: 12 hours, 1 to 12. */
export interface Wheel {
  readonly type: "wheel";
  readonly heading: string;
  readonly rings: readonly {
    readonly name: string;
    readonly cells: readonly { readonly code: string; readonly key: string; readonly count: number }[];
  }[];
  readonly of: number;
}

/** Numbers in rows and columns, as shades. */
export interface Heat {
  readonly type: "heat";
  readonly heading: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Names of the axes; empty where the labels say it. */
  readonly rowAxis: string;
  readonly columnAxis: string;
  /** 0 to 1, by row then column; null is a blank cell. */
  readonly shares: readonly (readonly (number | null)[])[];
  /** A gap before each n-th column: beats of a bar. */
  readonly groups: number;
  readonly legend: string;
}

/** Notes of a song in time. All times are in ticks. */
export interface Roll {
  readonly type: "roll";
  readonly heading: string;
  readonly from: number;
  readonly to: number;
  readonly bars: readonly { readonly tick: number; readonly number: number }[];
  readonly chords: readonly { readonly tick: number; readonly end: number; readonly name: string }[];
  readonly parts: readonly RollPart[];
  /** Lowest and highest pitch of what is no drum. */
  readonly low: number;
  readonly high: number;
}

/** The notes of one part: parallel columns. */
export interface RollPart {
  readonly name: string;
  readonly colour: number;
  readonly isDrum: boolean;
  readonly onsets: readonly number[];
  readonly ends: readonly number[];
  /** Pitches; of drums the rows of `lanes`. */
  readonly pitches: readonly number[];
  readonly lanes?: readonly string[];
}

/** A round of things that follow each other. */
export interface Cycle {
  readonly type: "cycle";
  readonly heading: string;
  readonly centre: string;
  /** Each with how often it leads to the next one; the last leads to the first. */
  readonly nodes: readonly { readonly label: string; readonly below: string; readonly next: number }[];
  readonly unit: string;
}

/** Points on a plane whose axes have no meaning of their own. */
export interface Scatter {
  readonly type: "scatter";
  readonly heading: string;
  readonly series: readonly Series[];
  readonly points: readonly {
    /** 0 to 1, from the left and from the top. */
    readonly x: number;
    readonly y: number;
    readonly series: number;
    readonly name: string;
  }[];
}

/** Number as people read it: 1,234. */
export const number = (value: number): string => Math.round(value).toLocaleString("en");

/** Files as people count them: 1 file, 1,234 files. */
export const files = (count: number): string => `${number(count)} ${Math.round(count) === 1 ? "file" : "files"}`;

/** A share as people read it: 12 %, 3.4 %, < 0.1 %. */
export function percent(value: number, of: number): string {
  if (of <= 0) return "";
  const share = (value / of) * 100;
  if (share === 0) return "0 %";
  if (share < 0.1) return "< 0.1 %";
  // Rounded to the whole it would say that nothing is missing.
  if (share >= 99.5 && share < 100) return "> 99 %";
  return `${share < 9.95 ? share.toFixed(1).replace(/\.0$/, "") : Math.round(share)} %`;
}
