/** Random queries that are mostly wrong. */
import { randomQuery } from "./generate.ts";
import type { Random } from "./random.ts";

const pieces = [
  ..."()[],|&!-:=<>~\"/@.±*?;'\\$ \t\n\u00e9\u{1f600}\0",
  ..."and or not has no in is between any all only none track sort by limit top sample seed show facet group asc desc".split(
    " ",
  ),
  ..."bpm key tempo inst drums name path under tag genre added size low high len meter mode hash arp.rate bpm.src bmp".split(
    " ",
  ),
  ..."120 120..130 ..4 5.. +- 3% C Am c..g /x/i /(/ 4/5 0:30 -7d 2026-13 unknown known yes like( near(Am) chords I-V @x above".split(
    " ",
  ),
  ...'chords melody kick tap ~ ? * {2} (I-V){2} x...x... x.. "C D E" +2,+2 any track(bar section copy @club @fast(1) @fast( dupes(./ref.mid like(./ref.mid) level: by: , near() starts zqword "zq;drop" zq\'x rel(C par'.split(
    " ",
  ),
];

/** A query with something wrong in it, most of the time. */
export function brokenQuery(random: Random): string {
  if (random.chance(0.3)) {
    const query = randomQuery(random);
    const at = random.whole(0, query.length);
    const cut = random.chance(0.5) ? query.slice(0, at) + query.slice(at + 1) : query.slice(0, at);
    return random.chance(0.5) ? cut : query.slice(0, at) + random.pick(pieces) + query.slice(at);
  }
  const glue = random.pick(["", " ", " "]);
  return Array.from({ length: random.whole(1, 9) }, () => random.pick(pieces)).join(glue);
}
