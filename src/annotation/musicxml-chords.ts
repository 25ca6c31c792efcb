/** Table of the kinds of MusicXML chords by their shorthand in the syntax of annotations; what is in brackets becomes degrees. */

const kinds: Readonly<Record<string, string>> = {
  maj: "major",
  min: "minor",
  dim: "diminished",
  aug: "augmented",
  "5": "power",
  "7": "dominant",
  maj7: "major-seventh",
  min7: "minor-seventh",
  dim7: "diminished-seventh",
  hdim7: "half-diminished",
  minmaj7: "major-minor",
  aug7: "augmented-seventh",
  maj6: "major-sixth",
  min6: "minor-sixth",
  "9": "dominant-ninth",
  maj9: "major-ninth",
  min9: "minor-ninth",
  "11": "dominant-11th",
  maj11: "major-11th",
  min11: "minor-11th",
  "13": "dominant-13th",
  maj13: "major-13th",
  min13: "minor-13th",
  sus2: "suspended-second",
  sus4: "suspended-fourth",
};

/** Root, shorthand and degrees in brackets; the bass is read off the chord's name. */
const syntax = /^[A-G][#b]*:?([a-z0-9]*)(?:\(([^)]*)\))?/;

/** The kind of a chord such as `F#:min7(11)/b3`; `other` where MusicXML has none. */
export const kindOfHarte = (harte: string): string => {
  const [, shorthand = "", inside] = syntax.exec(harte) ?? [];
  if (shorthand === "") return inside === undefined ? "major" : "other";
  return kinds[shorthand] ?? "other";
};

/** The degrees that a chord adds, as elements; `*5` leaves one out. */
export function degreesOf(harte: string): string {
  const inside = syntax.exec(harte)?.[2];
  if (inside === undefined) return "";
  return inside
    .split(",")
    .map((degree) => {
      const [, gone = "", signs = "", value = ""] = /^(\*?)([#b]*)(\d+)$/.exec(degree.trim()) ?? [];
      if (value === "") return "";
      const alter = [...signs].reduce((sum, sign) => sum + (sign === "#" ? 1 : -1), 0);
      const type = gone === "" ? "add" : "subtract";
      return `<degree><degree-value>${value}</degree-value><degree-alter>${alter}</degree-alter><degree-type>${type}</degree-type></degree>`;
    })
    .join("");
}
