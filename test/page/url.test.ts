/** The state of the page and its address. */
import { expect, test } from "bun:test";
import { changed, placeOf, searchOf } from "../../page/url.ts";
import { randomOf } from "../dsl/random.ts";

const characters = [..."abc019 &=?#%+:,./@$\"'[]()|~é🎹العربية\t\n"];
const names = ["q", "sort", "file", "view", "facets", "plugin-name", "é&=", "__proto__", "constructor"];

test("a state comes back from its address, whatever it holds", () => {
  const { pick, whole } = randomOf(7);
  for (let n = 0; n < 2000; n++) {
    const place = new Map<string, string>();
    for (let pairs = whole(0, 4); pairs > 0; pairs--)
      place.set(pick(names), Array.from({ length: whole(1, 12) }, () => pick(characters)).join(""));
    const search = searchOf(place);
    expect(new Map([...placeOf(search)].sort())).toEqual(new Map([...place].sort()));
    // Equal states have equal addresses, in whatever order they came about.
    expect(searchOf(new Map([...place].reverse()))).toBe(search);
    expect(new URL(search, "http://localhost/").hash).toBe("");
  }
});

test("names stand in a fixed order, unknown ones last; empty ones are dropped", () => {
  expect(searchOf(placeOf("?x=1&file=ab&sort=&q=key%20C"))).toBe("?q=key%20C&file=ab&x=1");
  expect(searchOf(changed(placeOf("?q=a&file=b"), { file: "" }))).toBe("?q=a");
  expect(searchOf(placeOf(""))).toBe("");
});

test("half of a surrogate pair does not break the address", () => {
  expect(searchOf(new Map([["q", "\ud83c"]]))).toBe("?q=%EF%BF%BD");
});
