/** Tracks, sections, texts, tags and files of a page. */

import type { Shown, ShownRow } from "../catalogue/asking/show.ts";
import { type Diagnosis, isDamage } from "../midi/diagnosis.ts";
import { programNames } from "../music/gm.ts";
import { formatPitch } from "../music/pitch.ts";
import type { State, Style } from "../text/style.ts";
import { type Column, table } from "../text/table.ts";
import { fit, wrap } from "../text/width.ts";
import { diagnosisWords } from "./diagnosis-words.ts";
import type { HeadLook } from "./page-head.ts";

const text = (heading: string): Column => ({ heading, numeric: false });
const number = (heading: string): Column => ({ heading, numeric: true });
const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
const more = (all: number, shown: number, what: string): readonly string[] =>
  all > shown ? [`  … ${all - shown} more ${what}: --json has all`] : [];

/** A table whose heading is quiet. */
function quietTable(columns: readonly Column[], rows: readonly (readonly string[])[], width: number, style: Style) {
  const [heading = "", ...lines] = indent(table(columns, rows, width - 2));
  return [style.dim(heading), ...lines];
}

const mostTracks = 40;

/** The parts of a song, each with the mark of its colour in the piano roll. */
export function trackLines({ parts, detail }: Shown, width: number, style: Style): readonly string[] {
  const shown = parts.slice(0, mostTracks);
  const rows = shown.map((part) => [
    String(part["n"]),
    String(part["channel"]),
    String(part["role"] ?? ""),
    Number(part["notes"]).toLocaleString("en"),
    part["drums"] || part["low"] === null
      ? ""
      : `${formatPitch(Number(part["low"]))}–${formatPitch(Number(part["high"]))}`,
    String(part["polyphony"]),
    part["drums"] ? "drums" : programText(part),
    String(part["name"] ?? ""),
  ]);
  const columns = [
    ...[number("#"), number("ch"), text("role"), number("notes"), text("range"), number("poly")],
    ...[text("program"), text("name")],
  ];
  const [heading = "", ...lines] = quietTable(columns, rows, width, style);
  return [
    heading,
    ...lines.map((line, n) => (style.isColored ? `${style.part("■", n)}${line.slice(1)}` : line)),
    ...more(parts.length, shown.length, "tracks"),
    ...silentTracks(detail, width),
  ];
}

/** Names of tracks without notes: many files say there who made them. */
function silentTracks(detail: Shown["detail"], width: number): readonly string[] {
  const names = entries(detail["tracks"]).filter(({ notes, name }) => notes === 0 && typeof name === "string" && name);
  return names.length === 0
    ? []
    : [`  ${fit(`without notes: ${names.map(({ name }) => name).join("; ")}`, width - 2)}`];
}

const programText = ({ program }: ShownRow): string =>
  program === null || program === undefined ? "" : `${program} ${programNames[Number(program) - 1] ?? ""}`;

const mostSections = 12;

/** The sections of a song. */
export function sectionLines({ sections }: Shown, width: number, style: Style): readonly string[] {
  const shown = sections.slice(0, mostSections);
  const rows = shown.map(({ letter, bar, bars, key, density, drums, chords }) => [
    String(letter),
    Number(bars) === 1 ? String(bar) : `${bar}–${Number(bar) + Number(bars) - 1}`,
    key === null ? "" : String(key),
    density === null ? "" : Number(density).toFixed(1),
    drums ? "drums" : "",
    chords === null ? "" : String(chords).replaceAll("-", " "),
  ]);
  const columns = [text(""), text("bars"), text("key"), number("notes/s"), text(""), text("chords")];
  return [...quietTable(columns, rows, width, style), ...more(sections.length, shown.length, "sections")];
}

type Entry = Readonly<Record<string, unknown>>;
const entries = (value: unknown): readonly Entry[] => (Array.isArray(value) ? (value as readonly Entry[]) : []);

const mostTexts = 12;
const mostLyrics = 8;

/** What the file says in words, beside names of tracks, which stand with these; a line that comes again is told once. */
export function textLines({ detail }: Shown, width: number): readonly string[] {
  const own = entries(detail["texts"]).filter(({ type }) => type !== "track-name");
  const lines = [...new Set(own.map((one) => `${String(one["type"]).padEnd(12)} ${String(one["text"])}`))];
  return [
    ...indent(lines.slice(0, mostTexts).map((line) => fit(line, width - 2))),
    ...more(lines.length, mostTexts, "texts"),
  ];
}

/** The first lines of the lyrics. */
export function lyricLines({ detail }: Shown, width: number): readonly string[] {
  const lines = entries(detail["lyrics"]).map((one) => String(one["text"]));
  return [
    ...indent(lines.slice(0, mostLyrics).map((line) => fit(line, width - 2))),
    ...more(lines.length, mostLyrics, "lines"),
  ];
}

/** Each tag with why it is there; those that people gave or took away say so. */
export function tagLines({ tags, manual, evidence }: Shown, width: number, style: Style): readonly string[] {
  const reasonsOf = (tag: string): string =>
    // Copies in one folder have one reason.
    [...new Set(evidence.filter((one) => one.tag === tag).map(({ why, rule }) => `${why} (${rule})`))].join("; ");
  const removed = Object.keys(manual).filter((tag) => !manual[tag]);
  const rows = [
    ...tags.map((tag) => [tag, sourcesOf(evidence, tag, manual[tag] === true), reasonsOf(tag)]),
    ...removed.map((tag) => [`-${tag}`, "removed by hand", reasonsOf(tag)]),
  ];
  return rows.length === 0 ? [] : quietTable([text("tag"), text("from"), text("because")], rows, width, style);
}

const sourcesOf = (evidence: Shown["evidence"], tag: string, isManual: boolean): string =>
  [
    ...new Set([
      ...(isManual ? ["manual"] : []),
      ...evidence.filter((one) => one.tag === tag).map(({ source }) => String(source)),
    ]),
  ].join(", ");

const mostPaths = 20;

/** The files that hold these bytes, with what is odd about each. */
export function copyLines({ copies, hash }: Shown, { width, style, told }: HeadLook): readonly string[] {
  return [
    style.dim(`  ${hash}`),
    ...copies.slice(0, mostPaths).map(({ path, archive, missing }) => {
      const odd = [missing ? "gone" : "", archive === null ? "" : "in an archive"].filter(Boolean).join(", ");
      const room = width - 2 - (odd === "" ? 0 : odd.length + 3);
      const oddly = odd === "" ? "" : ` ${style.state(`(${odd})`, missing ? "bad" : "good")}`;
      return `  ${fit(told(path), room, true)}${oddly}`;
    }),
    ...more(copies.length, mostPaths, "copies"),
  ];
}

/** Other files that are the same notes or music. */
export const twinLines = ({ twins }: Shown, { width, told }: HeadLook): readonly string[] =>
  twins.map(
    ({ level, path }) => `  same ${level}${level === "notes" ? "" : " "}  ${fit(told(path), width - 15, true)}`,
  );

/** What was wrong with the file, in words: each with its code and place, and below what it means. */
export function damageLines(
  { detail, rejects, failures, stale }: Shown,
  width: number,
  style: Style,
): readonly string[] {
  const problems = entries(detail["problems"]) as unknown as readonly Diagnosis[];
  const told = (head: string, state: State, place: string, words: string): readonly string[] => [
    `  ${style.state(head, state)}${place === "" ? "" : style.dim(`  ${place}`)}`,
    ...wrap(words, width - 4).map((line) => `    ${line}`),
  ];
  return [
    ...problems.flatMap(({ code, offset, track, count }) => {
      const places = [`byte ${offset.toLocaleString("en")}`, track >= 0 ? `track ${track + 1}` : "", timesOf(count)];
      const words = diagnosisWords[code] ?? "";
      return told(
        code,
        isDamage({ code, offset, track, count }) ? "bad" : "good",
        places.filter(Boolean).join(", "),
        words,
      );
    }),
    ...rejects.flatMap(({ stage, code, message }) => told(code, "bad", stage, message)),
    ...failures.flatMap(({ analyzer, version, code, message }) =>
      told(`${analyzer}@${version} failed`, "bad", code, message),
    ),
    ...(stale.length > 0 ? told("stale", "doubtful", stale.join(", "), "midiq run computes them again") : []),
  ];
}

const timesOf = (count: number): string => (count > 1 ? `${count.toLocaleString("en")} times` : "");
