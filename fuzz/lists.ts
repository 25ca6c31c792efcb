/** Random lists of arguments as people, scripts and accidents make them: queries, commands, options, SQL, and rubbish. */
import type { Registry } from "../src/plugin/registry.ts";
import type { Random } from "./random.ts";

/** What lists are made of. */
export interface Material {
  /** Names and aliases of fields. */
  readonly fields: readonly string[];
  /** Whole queries that mean something, or are typed in words. */
  readonly queries: readonly string[];
  readonly commands: readonly string[];
  readonly options: readonly string[];
}

const words: readonly string[] = [
  ..."and or not in is between has with no without any all none only known unknown null true false".split(" "),
  ..."sort order by limit top sample show facet group asc desc seed select from where having join union offset".split(
    " ",
  ),
  ..."like ilike about feels above below atleast atmost contains starts ends near rel par under over than least".split(
    " ",
  ),
  ..."house techno piano bass drums strings minor major dorian C Am F#m Bb c a-moll loop loops bars bar fast slow".split(
    " ",
  ),
  ..."120 120..130 ..130 120.. 120-130 4 3/4 6/8 0 -1 1e9 99999999999999999999 0:30 2m 20kb 2026-11 today -7d.. 0x1f".split(
    " ",
  ),
  ..."I-V-vi-IV C-G-Am-F ii V I +2,-2 x...x... udur 1-2-3 8A ~Am .5 50% 120+-2 120±3% .. ..< ... ./ref.mid 3fa9c0 @club".split(
    " ",
  ),
  ..."( ) [ ] , ; : = == != <> < > <= >= ~ ~~ !~ | || & && ! - -- * ? / \\ \" ' ` $ # % { } {name} {bpm:.1f} {key|x".split(
    " ",
  ),
  ..."like( near( any track( @x( midi_query! count(*) '%x%' it's \u0000 \u202e \ud800 é ß İ 日本語 𝄞 💥 \t \n".split(
    " ",
  ),
  ...[
    '"',
    '""',
    '"a b"',
    "'C'",
    "/a+/i",
    "/(/",
    "/(a+)+$/",
    "",
    " ",
    "a".repeat(300),
    "(".repeat(120),
    "not ".repeat(120),
  ],
];

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;

function word(random: Random, { fields, queries, commands, options }: Material): string {
  const kind = random(20);
  if (kind < 6) return pick(random, fields);
  if (kind < 14) return pick(random, words);
  if (kind < 17) return pick(random, queries);
  if (kind < 18) return pick(random, commands);
  if (kind < 19) return pick(random, options) + (random(3) === 0 ? `=${pick(random, words)}` : "");
  return String.fromCharCode(...Array.from({ length: 1 + random(6) }, () => random(random(4) === 0 ? 0xffff : 128)));
}

/** A query with one slip: a letter lost, doubled, swapped or changed. */
function slipped(random: Random, text: string): string {
  const at = random(text.length + 1);
  const other = pick(random, words);
  const slips = [
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at - 1),
    () => text.slice(0, at) + other + text.slice(at),
    () => text.slice(0, at) + other + text.slice(at + other.length),
    () => text.slice(at) + text.slice(0, at),
    () => text.slice(0, at),
  ];
  return pick(random, slips)();
}

/** One list of arguments. */
export function listOf(random: Random, material: Material): readonly string[] {
  const shape = random(10);
  const several = (most: number): string[] => Array.from({ length: random(most + 1) }, () => word(random, material));
  if (shape < 3) return [slipped(random, pick(random, material.queries))];
  if (shape < 4) return slipped(random, pick(random, material.queries)).split(" ");
  if (shape < 7) return [several(8).join(pick(random, [" ", " ", " ", "", ", "]))];
  if (shape < 9) return [pick(random, material.commands), ...several(6)];
  return several(10);
}

/** Names of all fields, those of tracks and sections too. */
export const fieldNames = (registry: Registry): readonly string[] =>
  [...registry.fields, ...registry.scopes.track, ...registry.scopes.section].flatMap(({ name, aliases }) => [
    name,
    ...aliases,
  ]);
