/**
 * Texts in old encodings: `bun run eval encodings [--json] [CORPUS]`. First the corpus's files, whose manifest says the
 * encoding and the words: title and lyrics must come out right. Then titles and verses in twenty languages which this
 * script encodes itself, alone and with the English metadata that real files have: how often the words come out right,
 * and what confidence is worth. Exits with 1 when a file of the corpus is wrong.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseSong, textEncoding, texts, title } from "../src/midi/mod.ts";
import { corpusFolder } from "./corpus.ts";
import { encodeIn, fileOf } from "./encodings/encode.ts";
import { words } from "./encodings/words.ts";
import { manifest } from "./tolerance/manifest.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = positionals[0] ?? corpusFolder;

interface Judged {
  readonly file: string;
  readonly expected: string;
  readonly detected: string;
  readonly confidence: number;
  readonly title: boolean;
  readonly lyrics: boolean;
}

const files = manifest(corpus).filter(({ path }) => /encodings\/(title|karaoke|lyric)/.test(path));
/** The words of each encoding, which the notes of its title file give; what the encoding has no sign for became `?`. */
const said = new Map(
  files.flatMap(({ note }) => {
    const [, encoding, text] = /in (\S+): (.*)$/.exec(note) ?? [];
    return encoding && !text?.startsWith("\ufeff") ? [[encoding, text ?? ""]] : [];
  }),
);
const squeezed = (text: string): string => text.replace(/[\s\\/\ufeff]+/g, "");
const judged = files.map(({ path, note }): Judged => {
  const song = parseSong(new Uint8Array(readFileSync(join(corpus, "dev", path))));
  const { name, confidence } = textEncoding(song);
  const expected = (/ in ([^\s:]+)/.exec(note)?.[1] ?? "").trim();
  const truth = path.includes("bom") ? "BOM title" : (said.get(expected) ?? "");
  const all = texts(song);
  const lyrics = all.filter(({ type, text }) =>
    path.endsWith(".kar") ? type === "text" && !text.startsWith("@") : type === "lyric",
  );
  const isTitle = path.includes("lyric-events") ? undefined : title(song)?.replaceAll("\ufeff", "") === truth;
  const isLyrics = path.includes("title-")
    ? undefined
    : squeezed(lyrics.map(({ text }) => text).join("")) === squeezed(truth);
  return {
    file: path.slice(10),
    expected,
    detected: name,
    confidence,
    title: isTitle ?? true,
    lyrics: isLyrics ?? true,
  };
});

interface Row {
  readonly encoding: string;
  readonly language: string;
  readonly length: "title" | "verse";
  right: number;
  all: number;
}
const rows = new Map<string, Row>();
const bins = [0, 0.5, 0.7, 0.9, 1.01];
const calibration = bins.slice(1).map(() => ({ right: 0, all: 0, sum: 0 }));
for (const { language, encodings, titles, verse } of words) {
  for (const encoding of encodings) {
    for (const [length, samples] of [
      ["title", titles],
      ["verse", [verse]],
    ] as const) {
      for (const sample of samples) {
        for (const metadata of [[], ["Piano", "Bass", "(C) 1997 by J. Smith", "Sequenced with love"]]) {
          const bytes = encodeIn(sample, encoding);
          const song = parseSong(fileOf([...metadata.map((text) => encodeIn(text, "utf-8")), bytes]));
          const { confidence } = textEncoding(song);
          const isRight = texts(song).at(-1)?.text === sample;
          const key = `${encoding} ${language} ${length}`;
          const row = rows.get(key) ?? { encoding, language, length, right: 0, all: 0 };
          rows.set(key, row);
          row.all++;
          if (isRight) row.right++;
          const bin = calibration[bins.findIndex((_, n) => confidence < (bins[n + 1] ?? 2))];
          if (bin) {
            bin.all++;
            bin.sum += confidence;
            if (isRight) bin.right++;
          }
        }
      }
    }
  }
}

const total = (length: string): string => {
  const own = [...rows.values()].filter((row) => row.length === length);
  const [right, all] = [own.reduce((sum, row) => sum + row.right, 0), own.reduce((sum, row) => sum + row.all, 0)];
  return `${right} of ${all} (${((100 * right) / all).toFixed(1)} %)`;
};
if (values.json) console.log(JSON.stringify({ corpus: judged, rows: [...rows.values()], calibration }));
else {
  console.log("file                              expected     detected       sure  title  lyrics");
  for (const { file, expected, detected, confidence, title: isTitle, lyrics } of judged) {
    const marks = `${isTitle ? "right" : "WRONG"}  ${lyrics ? "right" : "WRONG"}`;
    console.log(
      `${file.padEnd(32)}  ${expected.padEnd(11)}  ${detected.padEnd(13)}  ${confidence.toFixed(2)}  ${marks}`,
    );
  }
  console.log("\nWords in other languages, encoded here: texts that come out right\n");
  for (const { encoding, language, length, right, all } of rows.values()) {
    if (right < all) console.log(`${encoding.padEnd(14)} ${language.padEnd(12)} ${length}  ${right} of ${all}`);
  }
  console.log(`titles: ${total("title")}, verses: ${total("verse")} (rows without errors are not shown)\n`);
  for (const [n, { right, all, sum }] of calibration.entries()) {
    if (all > 0)
      console.log(
        `confidence ${bins[n]!.toFixed(1)}-${Math.min(1, bins[n + 1]!).toFixed(1)}: mean ${(sum / all).toFixed(2)}, right ${(right / all).toFixed(2)} of ${all}`,
      );
  }
}
if (judged.some(({ title: isTitle, lyrics }) => !isTitle || !lyrics)) process.exitCode = 1;
