import { beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { detailOf } from "../../src/catalogue/tables/detail.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Context, Step } from "../../src/pipeline/stage.ts";
import { textsOfDetail, textsOfSong } from "../../src/plugin/file-texts.ts";
import { definePlugin } from "../../src/plugin/plugin.ts";
import type { Analyzed, Tagged } from "../../src/plugin/records.ts";
import { defineNameTagger, defineTextTagger, type Tag } from "../../src/plugin/tagger.ts";
import { tag } from "../../src/stages/tag.ts";
import { melody, meta, midi, text, track } from "../midi/compose.ts";

const evidence = (name: string, why: string): Tag => ({ tag: name, confidence: 1, source: "event", rule: "r", why });
const titles = defineTextTagger({ id: "titles", version: 1, description: "the title" }).run(({ title }) =>
  title === null ? [] : [evidence("title:known", title)],
);
const tracks = defineTextTagger({ id: "tracks", version: 3, description: "track names" }).run(({ trackNames, texts }) =>
  [...trackNames, ...texts.map(({ type, text }) => `${type} ${text}`)].map((one) => evidence("text:seen", String(one))),
);
const names = defineNameTagger({ id: "names", version: 2, description: "file name" }).run(({ name }) => {
  if (name === "bad") throw new Error("no such name");
  return [evidence("name:seen", name)];
});

const song = midi({}, track(text(0, 3, "A Tune"), text(0, 1, "played live")), track(melody("C4 1/4")));
const file = (path: string): Analyzed => ({
  path,
  size: song.length,
  mtime: 0,
  bytes: song,
  hash: new Uint8Array(32),
  song: parseSong(song),
  features: {},
  failures: [],
  analyzers: [],
});

describe("the stage tag", () => {
  const counts: string[] = [];
  const context: Context = {
    signal: new AbortController().signal,
    count: (name) => counts.push(name),
    aside: () => {},
    mark: () => {},
    avoids: (part) => (part === left ? { part, code: "killed", message: "It died: it ended its thread" } : undefined),
    spend: () => {},
  };
  let left = "";
  let step: Step<Analyzed, Tagged>;
  beforeAll(async () => {
    const stage = tag(definePlugin(undefined, { name: "t", api: 1, provides: [titles, tracks, names] }));
    // The step's types follow the features of the plugin, which has none.
    step = (await stage.start(await stage.prepare(), context)) as unknown as Step<Analyzed, Tagged>;
  });
  const tagged = async (path: string): Promise<Tagged> =>
    (await step.each(file(path), { sequence: 0, again: false })) as Tagged;

  test("gives texts to text taggers, names to name taggers, and says who gave each tag", async () => {
    const { tags, copyTags, failures } = await tagged("/x/a.mid");
    expect(tags.map(({ by, why }) => `${by}: ${why}`)).toEqual([
      "titles: A Tune",
      "tracks: A Tune",
      "tracks: null",
      "tracks: track-name A Tune",
      "tracks: text played live",
    ]);
    expect(copyTags.map(({ by, why }) => `${by}: ${why}`)).toEqual(["names: a"]);
    expect(failures).toEqual([]);
  });

  test("a tagger that throws, or that ended its worker before, costs only its own tags", async () => {
    left = "tracks";
    const { tags, copyTags, failures } = await tagged("/x/bad.mid");
    left = "";
    expect([tags.map(({ by }) => by), copyTags]).toEqual([["titles"], []]);
    expect(failures).toEqual([
      { analyzer: "tracks", version: 3, code: "killed", message: "It died: it ended its thread" },
      { analyzer: "names", version: 2, code: "threw", message: "no such name" },
    ]);
    expect(counts).toEqual(["failed tracks", "failed names"]);
  });
});

describe("texts of a file", () => {
  const lyric = "la li lu le lo".split(" ").map((word, n) => text(n * 96, 5, word));
  const karaoke = "/one two /three four".split(" ").map((word, n) => text(n * 96, 1, word));
  // The detail is stored as JSON.
  const same = (bytes: Uint8Array): void => {
    const read = parseSong(bytes);
    expect(textsOfDetail(JSON.parse(JSON.stringify(detailOf(read, [], {}))))).toEqual(textsOfSong(read));
  };
  const cases: readonly (readonly [what: string, bytes: Uint8Array])[] = [
    ["no texts", midi({}, track(melody("C4 1/4")))],
    ["a title, a marker, blanks and a long text", midi({}, track(text(0, 3, " T "), text(0, 6, "x"), text(0, 1, " ")))],
    ["a title on a track of notes", midi({}, track(text(0, 3, "Bass"), melody("C2 1/4")))],
    ["more texts than are kept", midi({}, track(...Array.from({ length: 300 }, (_, n) => text(n, 1, `text ${n}`))))],
    ["half of a pair of surrogates at the end", midi({}, track(meta(0, 1, [...Buffer.from(`${"x".repeat(499)}😀`)])))],
    ["lyrics", midi({}, track(text(0, 3, "Song"), ...lyric))],
    ["karaoke", midi({}, track(text(0, 1, "@KMIDI"), text(0, 1, "@TMy Way")), track(text(0, 3, "Words"), ...karaoke))],
  ];
  for (const [what, bytes] of cases) test(`are the same out of the stored detail: ${what}`, () => same(bytes));

  const folder = join(import.meta.dir, "../../../shared/corpus/dev/encodings");
  test.skipIf(!existsSync(folder))("are the same out of the stored detail: the corpus's encodings", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) => /\.(mid|kar)$/.test(one));
    expect(files.length).toBeGreaterThan(10);
    for (const one of files) same(new Uint8Array(readFileSync(join(folder, one))));
  });

  test("leave lyrics out", () => {
    const { texts } = textsOfSong(parseSong(midi({}, track(text(0, 3, "Song"), ...lyric))));
    expect(texts).toEqual([{ type: "track-name", text: "Song" }]);
  });
});
