import { describe, expect, test } from "bun:test";
import { core } from "../../mod.ts";
import genre from "../../plugins/genre.ts";
import { createRegistry } from "../../src/plugin/mod.ts";
import { namesOf } from "../../src/plugin/names.ts";

const [names, texts, music] = genre.provides;
type Heard = Parameters<typeof music.run>[0];

/** A song of which nothing is known but what is given. */
const heard = (some: Partial<Heard>): Heard => ({
  bpm: 110,
  confidence: 0.9,
  tempoChanges: false,
  swing: null,
  syncopation: 0,
  timing: "quantised",
  beat: null,
  hasDrums: true,
  kit: [],
  programs: [1],
  families: ["piano"],
  chords: ["maj", "m"],
  ...some,
});
const genresOf = (tags: readonly { tag: string }[]) => tags.map(({ tag }) => tag.slice("genre:".length));

describe("genres of names", () => {
  test.each([
    ["/x/Beethoven,_Ludwig_van/Sonata.mid", ["classical"]],
    ["/x/Ludwig van Beethoven/a.mid", ["classical"]],
    ["/x/frédéric chopin - 3.mid", ["classical"]],
    ["/x/fre\u0301de\u0301ric chopin.mid", ["classical"]],
    ["/x/JS_Bach/a.mid", ["classical"]],
    ["/x/BWV 846.mid", ["classical"]],
    ["/x/Quartet in D minor, Hob.III22.mid", ["classical"]],
    ["/x/Clementi_Opus_36_no_1.mid", ["classical"]],
    ["/x/Miles Davis - So What.mid", ["jazz"]],
    ["/x/pink_floyd-time.mid", ["rock"]],
  ])("%s", (path, genres) => expect(genresOf(names.run(namesOf(path)))).toEqual(genres as string[]));

  const none = [
    "bach",
    "Prince",
    "op1 bass",
    "OP-1 loops",
    "home",
    "Hobart 12",
    "miles away",
    "davis",
    "K7",
    "d.o.b 90",
  ];
  for (const name of none) {
    test(`"${name}" says no genre`, () => expect(names.run(namesOf(`/${name}/${name}.mid`))).toEqual([]));
  }

  test("one sign has its place and its own confidence", () =>
    expect(names.run(namesOf("/x/Old/BWV 846.mid"))).toEqual([
      {
        tag: "genre:classical",
        confidence: 0.95,
        source: "filename",
        rule: "catalogue number",
        span: [0, 7],
        why: '"BWV 846" in the file name "BWV 846"',
      },
    ]));

  test("signs that agree are surer, two of a kind are not", () => {
    const confidence = (path: string) => names.run(namesOf(path))[0]?.confidence;
    expect(confidence("/Franz Schubert/a.mid")).toBe(0.85);
    expect(confidence("/Franz Schubert/Franz Liszt.mid")).toBe(0.85);
    // 1 - 0.15 x 0.3.
    expect(confidence("/Franz Schubert/Sonata.mid")).toBeCloseTo(0.96, 2);
  });

  test("genres that stand against each other leave none", () =>
    expect(names.run(namesOf("/Miles Davis/Franz Schubert.mid"))).toEqual([]));

  test("titles and texts say it, too", () => {
    const of = (title: string | null, ...others: string[]) =>
      genresOf(texts.run({ title, trackNames: [], texts: others.map((text) => ({ type: "text", text })) } as never));
    expect(of("Sonata in C")).toEqual(["classical"]);
    expect(of(null, "Composed by Ludwig van Beethoven")).toEqual(["classical"]);
    expect(of("Song", "made with a sequencer")).toEqual([]);
  });
});

describe("genres of music", () => {
  test.each([
    ["jazz", { swing: 66, kit: ["ride", "hat"], beat: "other" }],
    ["edm", { beat: "four-on-the-floor", bpm: 128, families: ["synth pad", "drums"], programs: [90] }],
    ["rock", { beat: "backbeat", programs: [31, 34], families: ["guitar", "bass"] }],
    ["classical", { hasDrums: false, programs: [41, 42, 43], families: ["strings"], tempoChanges: true }],
    ["latin", { kit: ["conga", "timbale"], syncopation: 0.3, beat: "other" }],
  ] satisfies [string, Partial<Heard>][])("%s", (name, some) => {
    const tags = music.run(heard(some));
    expect(genresOf(tags)).toEqual([name]);
    expect(tags[0]!.source).toBe("detected");
  });

  test.each([
    ["swing alone", { swing: 66 }],
    ["distortion alone", { programs: [31], families: ["guitar"] }],
    ["a piano", {}],
    ["a drummer who plays four to the floor", { beat: "four-on-the-floor", bpm: 120, timing: "humanised" }],
    ["strings at one tempo", { hasDrums: false, programs: [41], families: ["strings"] }],
    ["nothing at all", { programs: [], families: [], chords: [], kit: [], hasDrums: false }],
  ] satisfies [string, Partial<Heard>][])("%s is no genre", (_, some) => expect(music.run(heard(some))).toEqual([]));

  test("evidence says what was found, and its kinds are the rule", () => {
    const [tag] = music.run(heard({ swing: 66.4, kit: ["ride"], beat: "other" }));
    // 1 - 0.5 x 0.6.
    expect(tag).toEqual({
      tag: "genre:jazz",
      confidence: 0.7,
      source: "detected",
      rule: "feel + kit",
      why: "swing 66; a ride, no backbeat",
    });
  });

  test("what speaks for another genre makes one less sure", () => {
    const alone = music.run(heard({ beat: "backbeat", programs: [31] }))[0]!;
    const contested = music.run(heard({ beat: "backbeat", programs: [31, 38], syncopation: 0.3 }));
    expect(alone.confidence).toBeCloseTo(0.72, 2);
    expect(contested.every(({ confidence }) => confidence < 0.5)).toBe(true);
  });
});

test("a registry takes the plugin beside the core list, whose fields it needs", () => {
  const own = createRegistry([core, genre]).taggers.filter(({ plugin }) => plugin === genre);
  expect(own.map(({ tagger }) => tagger.id)).toEqual(["genre-names", "genre-texts", "genre-music"]);
  expect(() => createRegistry([genre])).toThrow(/genre-music/);
});
