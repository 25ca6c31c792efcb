/**
 * Chords as a lead sheet in MusicXML 4.0: one part of whole-bar rests with chord symbols, keys, the meter and sections as
 * rehearsal marks, for notation programs.
 */
import { escaped } from "../text/markup.ts";
import type { Annotations, BeatRow, ChordRow, KeyRow, SectionRow } from "./annotations.ts";
import { degreesOf, kindOfHarte } from "./musicxml-chords.ts";

/** Divisions of a quarter: what 2, 3 and 5 divide. */
const divisions = 480;

/** What a bar of the sheet is made of. */
interface Measure {
  readonly number: number;
  readonly beats: readonly BeatRow[];
  /** How many beats it has; the last one is filled up. */
  readonly length: number;
}

/** The whole sheet as text. */
export function musicXml(found: Annotations): string {
  const { meter, title, beats, chords, keys, sections } = found;
  const isCompound = meter.denominator >= 8 && meter.numerator > 3 && meter.numerator % 3 === 0;
  const full = isCompound ? meter.numerator / 3 : meter.numerator;
  const beatDivisions = (divisions * 4 * (isCompound ? 3 : 1)) / meter.denominator;
  const chordsIn = Map.groupBy(chords, ({ bar }) => bar);
  const keysIn = Map.groupBy(keys, ({ bar }) => bar);
  const sectionsIn = Map.groupBy(sections, ({ bar }) => bar);
  let length = 0;
  const written = measuresOf(beats, full).map((measure, n) => {
    const isFirst = n === 0;
    const changes = measure.length !== length;
    length = measure.length;
    return measureXml(measure, {
      isPickup: isFirst && measure.length < full,
      beatDivisions,
      attributes: [
        isFirst ? `<divisions>${divisions}</divisions>` : "",
        ...(keysIn.get(measure.number) ?? []).slice(-1).map(keyXml),
        changes
          ? `<time><beats>${measure.length * (isCompound ? 3 : 1)}</beats><beat-type>${meter.denominator}</beat-type></time>`
          : "",
        isFirst ? "<clef><sign>G</sign><line>2</line></clef>" : "",
      ].join(""),
      chords: chordsIn.get(measure.number) ?? [],
      sections: sectionsIn.get(measure.number) ?? [],
    });
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">',
    '<score-partwise version="4.0">',
    `<work><work-title>${escaped(title ?? "")}</work-title></work>`,
    "<identification><encoding><software>midiq</software></encoding></identification>",
    '<part-list><score-part id="P1"><part-name>Chords</part-name></score-part></part-list>',
    '<part id="P1">',
    ...(written.length > 0 ? written : ['<measure number="1"></measure>']),
    "</part>",
    "</score-partwise>",
    "",
  ].join("\n");
}

/** Bars by their numbers; the last is as long as the others. */
function measuresOf(beats: readonly BeatRow[], full: number): readonly Measure[] {
  const all = [...Map.groupBy(beats, ({ bar }) => bar)];
  return all.map(([number, own], n) => ({
    number,
    beats: own,
    length: n === all.length - 1 ? Math.max(full, own.length) : own.length,
  }));
}

interface MeasureParts {
  readonly isPickup: boolean;
  /** Divisions of a beat. */
  readonly beatDivisions: number;
  readonly attributes: string;
  readonly chords: readonly ChordRow[];
  readonly sections: readonly SectionRow[];
}

function measureXml(measure: Measure, { isPickup, beatDivisions, attributes, chords, sections }: MeasureParts): string {
  const { number, length, beats } = measure;
  // A pickup has the last beats of a bar: its first is where the sheet begins.
  const first = beats[0]?.position ?? 1;
  const end = length * beatDivisions;
  const offsetOf = (beat: number): number => Math.min(end - 1, Math.max(0, Math.round((beat - first) * beatDivisions)));
  return [
    `<measure number="${number}"${isPickup ? ' implicit="yes"' : ""}>`,
    attributes === "" ? "" : `<attributes>${attributes}</attributes>`,
    ...sections.map(
      ({ section }) =>
        `<direction placement="above"><direction-type><rehearsal>${section}</rehearsal></direction-type></direction>`,
    ),
    ...chords.map((chord) => harmonyXml(chord, offsetOf(chord.beat))),
    `<note><rest measure="yes"/><duration>${end}</duration><voice>1</voice></note>`,
    "</measure>",
  ].join("");
}

function keyXml({ fifths, key }: KeyRow): string {
  return `<key><fifths>${fifths}</fifths><mode>${key.slice(key.indexOf(" ") + 1)}</mode></key>`;
}

/** Letter and signs of a pitch name such as `F#`. */
function pitchXml(name: string, pitch: string): string {
  const signs = [...pitch.slice(1)].reduce((sum, sign) => sum + (sign === "#" ? 1 : -1), 0);
  const alter = signs === 0 ? "" : `<${name}-alter>${signs}</${name}-alter>`;
  return `<${name}><${name}-step>${pitch[0]}</${name}-step>${alter}</${name}>`;
}

function harmonyXml({ chord, harte }: ChordRow, offset: number): string {
  const place = offset === 0 ? "" : `<offset>${offset}</offset>`;
  if (chord === null)
    return `<harmony><root><root-step text="">C</root-step></root><kind text="N.C.">none</kind>${place}</harmony>`;
  const [, root = "C"] = /^([A-G][#b]*)/.exec(harte) ?? [];
  const bass = /\/([A-G][#b]*)$/.exec(chord)?.[1];
  const text = chord.replace(/\/[A-G][#b]*$/, "").slice(root.length);
  const below = bass === undefined ? "" : pitchXml("bass", bass);
  return `<harmony>${pitchXml("root", root)}<kind text="${escaped(text)}">${kindOfHarte(harte)}</kind>${below}${degreesOf(harte)}${place}</harmony>`;
}
