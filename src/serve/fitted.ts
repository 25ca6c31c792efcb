/** Answers that fit: whole JSON of at most some letters, with a word on what was left out. */

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Letters of a text that is never shortened further. */
const fewestLetters = 200;

/**
 * An answer as JSON that parses, whatever its size was. The longest lists end sooner, the longest texts are cut; `leftOut` says of what
 * how much is missing, by its place.
 *
 * @param most letters; an answer of very many short values may stay above it
 */
export function fitted(answer: object, most: number): string {
  let value = JSON.parse(JSON.stringify(answer)) as { readonly [name: string]: Json };
  const leftOut = new Map<string, number>();
  const told = (): string =>
    JSON.stringify(leftOut.size === 0 ? value : { ...value, leftOut: Object.fromEntries(leftOut) });
  for (let text = told(); text.length > most; text = told()) {
    const place = longestIn(value);
    const long = at(value, place);
    const over = text.length - most;
    if (Array.isArray(long) && long.length > 0) {
      // As many as make up for what is too much, by their mean; one at least.
      const each = JSON.stringify(long).length / long.length;
      const gone = Math.min(long.length, Math.max(1, Math.floor(over / each)));
      value = put(value, place, long.slice(0, long.length - gone)) as typeof value;
      leftOut.set(place.join("."), (leftOut.get(place.join(".")) ?? 0) + gone);
    } else if (typeof long === "string" && long.length > fewestLetters) {
      const kept = long.slice(0, Math.max(fewestLetters, long.length - over - 50)).replace(/[\ud800-\udbff]$/, "");
      value = put(value, place, kept) as typeof value;
      leftOut.set(place.join("."), (leftOut.get(place.join(".")) ?? 0) + long.length - kept.length);
    } else return text;
  }
  return told();
}

/** Where the longest list or text stands: down the longest member, to the first list, or to a text. */
function longestIn(value: Json): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const size = (one: Json): number =>
    typeof one === "object" || typeof one === "string" ? JSON.stringify(one).length : 0;
  const [longest] = Object.entries(value).sort((a, b) => size(b[1]) - size(a[1]));
  return longest ? [longest[0], ...longestIn(longest[1])] : [];
}

type Members = { readonly [name: string]: Json };

const at = (value: Json, place: readonly string[]): Json =>
  place.reduce<Json>((one, name) => (one as Members)[name] ?? null, value);

function put(value: Json, [name, ...rest]: readonly string[], set: Json): Json {
  if (name === undefined) return set;
  return { ...(value as Members), [name]: put((value as Members)[name] ?? null, rest, set) };
}
