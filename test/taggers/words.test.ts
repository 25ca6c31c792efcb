import { describe, expect, test } from "bun:test";
import type { FileTexts } from "../../src/plugin/file-texts.ts";
import { namesOf } from "../../src/plugin/names.ts";
import { textWords } from "../../src/taggers/text-words.ts";
import { words } from "../../src/taggers/words.ts";

const tagsOf = (path: string): readonly string[] => words.run(namesOf(path)).map(({ tag }) => tag);

describe("words of names", () => {
  const cases: readonly (readonly [path: string, tags: readonly string[]])[] = [
    ["/x/Deep House/Am_01.mid", ["genre:deep-house"]],
    ["/x/DeepHouse/Am_01.mid", ["genre:deep-house"]],
    ["/x/packs/drum_n_bass/174 break.mid", ["genre:drum-and-bass", "role:break"]],
    ["/x/DnB Loops/a.mid", ["genre:drum-and-bass", "role:loop"]],
    ["/x/Vengeance.zip!/Techno/lead.mid", ["genre:techno", "role:lead"]],
    ["/x/Bossa Nova piano.mid", ["genre:bossa-nova", "instrument:piano"]],
    ["/x/Café Noir - BOSSA\u0301 NOVA.mid", ["genre:bossa-nova"]],
    ["/x/R&B/RnB 02.mid", ["genre:rnb"]],
    // Labels: among technical words, beside a role or an instrument, or with a tempo.
    ["/x/Pop Rock Vol. 2/a.mid", ["genre:pop", "genre:rock"]],
    ["/x/Nightfall House Leads/a.mid", ["genre:house", "role:lead"]],
    ["/x/Fantasia for harp and strings.mid", ["instrument:harp", "instrument:strings"]],
    ["/x/warm pad Dm 90.mid", ["role:pad"]],
    ["/x/117_afrocuban-bembe_122_fill_4-4.mid", ["genre:afro-cuban", "role:fill"]],
    ["/x/Deck the Halls - jazz.mid", ["genre:jazz"]],
    ["/x/Autumn Leaves (Jazz, Piano Solo).mid", ["genre:jazz", "instrument:piano"]],
    // Forms, where a title ends in them.
    ["/x/Maple Leaf Rag.mid", ["genre:ragtime"]],
    ["/x/Valse sentimentale/Waltz in A minor.mid", ["genre:waltz"]],
    ["/x/Tango in the Night.mid", []],
    ["/x/March 3rd meeting at Ann's.mid", []],
    // Titles.
    ["/x/House of Pain - Jump Around.mid", []],
    ["/x/The House.mid", []],
    ["/x/We Will Rock You.mid", []],
    ["/x/jailhouse_rock.mid", []],
    ["/x/house_of_the_rising_sun_120_Am.mid", []],
    ["/x/Let's Dance to Rock.mid", []],
    ["/x/Dancing In The Dark.mid", []],
    ["/x/Happy.mid", []],
    ["/x/Jungle Book/Bare Necessities.mid", []],
    ["/x/Bridge over troubled water.mid", []],
    ["/x/Piano Man.mid", []],
    ["/x/Bridge,_Frank - String_Quartet_No.1.mid", ["instrument:strings"]],
    ["/x/PopCorn.mid", []],
    ["/x/Moody Blues.mid", []],
    ["/home/Music/rock.mid", ["genre:rock"]],
  ];
  for (const [path, tags] of cases) test(path, () => expect([...tagsOf(path)].sort()).toEqual([...tags].sort()));

  for (const name of [
    "home",
    "data",
    "bach",
    "prince",
    "bottom",
    "popcorn",
    "like_a_virgin",
    "trapeze",
    "rockaby",
    "LikeAVirgin",
    "Data_Home",
  ]) {
    test(`"${name}" gives no tag`, () => expect(tagsOf(`/${name}/${name}.mid`)).toEqual([]));
  }

  test("the evidence says where the word stands", () => {
    expect(words.run(namesOf("/x/Old Funk/a.mid"))).toEqual([
      {
        tag: "genre:funk",
        confidence: 0.9,
        source: "filename",
        rule: "word funk in folder",
        span: [4, 8],
        why: '"Funk" in the folder "Old Funk"',
      },
    ]);
  });
});

describe("words inside a file", () => {
  const inside = (title: string | null, trackNames: readonly string[], ...texts: FileTexts["texts"]) =>
    textWords.run({ title, trackNames, texts }).map(({ tag }) => tag);

  test("a track's name says an instrument, and no genre, role or mood", () => {
    expect(inside("Song", ["Song", "Jazz Guitar", "Lead", "Dark Rock", "Alto Sax 2"])).toEqual([
      "instrument:guitar",
      "instrument:saxophone",
    ]);
  });

  test("bass is a voice among voices", () => {
    expect(inside(null, ["Drums", "Bass"])).toEqual(["instrument:drums", "instrument:bass"]);
    expect(inside(null, ["Soprano", "Alto", "Tenor", "Bass"])).toEqual(["instrument:voice"]);
  });

  test("a title says a genre or an instrument where it is no sentence", () => {
    expect(inside("Easy Piano Waltz", [])).toEqual(["instrument:piano", "genre:waltz"]);
    expect(inside("While My Guitar Gently Weeps", ["While My Guitar Gently Weeps"])).toEqual([]);
    expect(inside("Happy", [])).toEqual([]);
  });

  test("a text says a genre only where it says that it does", () => {
    const text = (words: string, type: "text" | "marker" = "text") => ({ type, text: words });
    expect(inside(null, [], text("Style: Bossa Nova"))).toEqual(["genre:bossa-nova"]);
    expect(inside(null, [], text("Bossa Nova"), text("Chorus", "marker"), text("rock rock rock"))).toEqual([]);
  });

  test("the evidence says in which text, and that the file says so", () => {
    expect(textWords.run({ title: null, trackNames: [null, "Gtr. L"], texts: [] })).toEqual([
      {
        tag: "instrument:guitar",
        confidence: 0.6,
        source: "event",
        rule: "word gtr in track name",
        span: [0, 3],
        why: '"Gtr" in the track name "Gtr. L"',
      },
    ]);
  });
});
