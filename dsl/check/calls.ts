/** Functions that are conditions: `like(./ref.mid, by: groove) >= 0.8`, `dupes(./song.mid, level: notes)`. */

import { suggest } from "../complete/suggest.ts";
import { QueryError } from "../error.ts";
import type { Call } from "../tree/ast.ts";
import type { Bound, Condition } from "./condition.ts";
import { type Facet, facetWords, fileOf, type Level, levels, type Reference } from "./reference.ts";
import { canResemble, fewestForHash, materialOf } from "./same-music.ts";
import type { Context } from "./values.ts";

/** Likeness that counts as alike where the query says nothing; two POP909 songs have 0.7 by median. */
const alike = 0.85;

/** The condition of a function. */
export function checkCall(call: Call, context: Context): Condition {
  return call.name === "like" ? like(call, context) : dupes(call, context);
}

function like(call: Call, context: Context): Condition {
  const by = wordOf(call, "by");
  const facet = by === undefined ? "all" : facetWords.get(by.text.toLowerCase());
  if (facet === undefined) throw badWord(by as NonNullable<typeof by>, "aspect", [...facetWords.keys()]);
  if (call.arguments.some(({ name }) => name === "level")) throw unfit(call, "level", "by: melody");
  const ends = bounds(call);
  const { facets } = reference(call, context);
  return { type: "like", facet: facet as Facet, facets: [...facets], ...ends };
}

function bounds(call: Call): { readonly low?: Bound; readonly high?: Bound } {
  if (!call.operator || !call.value) return { low: { value: alike, inclusive: true } };
  const value = Number(call.value.text);
  if (!(value >= 0 && value <= 1)) {
    throw new QueryError(
      "bad-value",
      `\`${call.value.text}\` is not a likeness`,
      call.value.span,
      "a number from 0 to 1, for example `like(./ref.mid) >= 0.8`",
    );
  }
  const inclusive = call.operator === "atleast" || call.operator === "atmost";
  const bound = { value, inclusive };
  return call.operator === "above" || call.operator === "atleast" ? { low: bound } : { high: bound };
}

function dupes(call: Call, context: Context): Condition {
  const word = wordOf(call, "level");
  const level = word === undefined ? "notes" : levels.find((each) => each === word.text.toLowerCase());
  if (level === undefined) throw badWord(word as NonNullable<typeof word>, "level", levels);
  if (call.arguments.some(({ name }) => name === "by")) throw unfit(call, "by", "level: music");
  if (call.operator)
    throw new QueryError(
      "bad-operator",
      "`dupes(...)` is true or false, so a number does not apply",
      call.span,
      "`like(file) >= 0.8` measures how similar files are",
    );
  return same(reference(call, context), level);
}

function same(reference: Reference, level: Level): Condition {
  const bytes: Condition = { type: "hash", field: "hash", digits: reference.hash };
  if (level === "bytes") return bytes;
  const notes = hashes("notes_hash", reference.notesHash);
  if (level === "notes") return { type: "or", parts: [bytes, ...notes] };
  const { minhash, bandTerms, musicHash, facets } = reference;
  const material = minhash ? materialOf(minhash) : 0;
  const music = material >= fewestForHash ? hashes("music_hash", musicHash) : [];
  const resembles: readonly Condition[] =
    minhash && canResemble(material, facets) ? [{ type: "resembles", minhash: [...minhash], terms: bandTerms }] : [];
  return { type: "or", parts: [bytes, ...notes, ...music, ...resembles] };
}

const hashes = (field: string, hash: string | null): readonly Condition[] =>
  hash === null ? [] : [{ type: "one-of", field, values: [hash] }];

const wordOf = (call: Call, wanted: string) => call.arguments.find(({ name }) => name === wanted);

function reference(call: Call, context: Context): Reference {
  const files = call.arguments.filter(({ name }) => name === undefined);
  const [, second] = files;
  if (second)
    throw new QueryError(
      "bad-argument",
      `\`${call.name}(...)\` takes one file`,
      second.span,
      `for example \`${exampleOf(call)}\``,
    );
  const file = fileOf(call);
  if (file === "")
    throw new QueryError(
      "missing-value",
      `\`${call.name}(...)\` needs a file`,
      call.span,
      `for example \`${exampleOf(call)}\``,
    );
  const known = context.references.get(file);
  if (known) return known;
  throw new QueryError(
    "missing-file",
    `\`${file}\` cannot be read, so nothing can be compared with it`,
    call.span,
    "a path of a MIDI file, or the start of its hash in the catalogue",
    file,
  );
}

const exampleOf = (call: Call): string =>
  call.name === "like" ? "like(./ref.mid, by: melody)" : "dupes(./song.mid, level: music)";

function badWord(argument: Call["arguments"][number], what: string, known: readonly string[]): QueryError {
  const near = suggest(argument.text, known);
  return new QueryError(
    "bad-argument",
    `\`${argument.text}\` is not a known ${what}`,
    argument.span,
    near ? `did you mean \`${near}\`?` : `expected ${known.join(", ")}`,
  );
}

function unfit(call: Call, name: string, instead: string): QueryError {
  const argument = wordOf(call, name);
  return new QueryError(
    "bad-argument",
    `\`${call.name}(...)\` has no argument \`${name}\``,
    argument?.span ?? call.span,
    `for example \`${call.name}(./ref.mid, ${instead})\``,
  );
}
