import { describe, expect, test } from "bun:test";
import { namesOf } from "../../src/plugin/names.ts";
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
  ];
  for (const [path, tags] of cases) test(path, () => expect([...tagsOf(path)].sort()).toEqual([...tags].sort()));

  for (const name of ["home", "data", "bach", "prince", "bottom", "popcorn", "like_a_virgin", "trapeze", "rockaby"]) {
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
