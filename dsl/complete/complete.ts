/** Completion: what can stand at a cursor, in a query that somebody is still typing. */
import type { Field } from "../../src/plugin/fields.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import { conditionFunctions } from "../../src/plugin/query-function.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import { facetWords, levels } from "../check/reference.ts";
import { type Term, type Terms, termsOf } from "../check/terms.ts";
import { scanUnfinished } from "../scan/scan.ts";
import { scopes, tailWords } from "../tree/words.ts";
import type { Candidate } from "./candidate.ts";
import { operatorsOf, valuesOf } from "./values.ts";

/** What can stand at a cursor. */
export interface Completion {
  /** The part of the text that a candidate takes the place of. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
  /** The field whose values stand here, and how they begin: the catalogue may know more of them. */
  readonly wanted?: { readonly field: string; readonly namespace?: string; readonly prefix: string };
}

/** What the names of saved queries are for. */
export interface CompletionOptions {
  readonly saved?: ReadonlyMap<string, { readonly query: string; readonly about?: string | null }>;
}

const mostCandidates = 200;

/** What can stand at `cursor`; never throws, whatever the text. */
export function complete(
  text: string,
  cursor: number,
  registry: Registry,
  options: CompletionOptions = {},
): Completion {
  const head = text.slice(0, cursor);
  const prefix = /[^\s,()[\]|"!&=<>~]*$/.exec(head)?.[0] ?? "";
  const negated = /^-+(?=\p{L}|@|$)/u.exec(prefix)?.[0].length ?? 0;
  const word = prefix.slice(negated);
  const start = cursor - word.length;
  const place = placeAt(head.slice(0, start), termsOf(registry), word, options);
  const candidates = ranked(place.candidates, word).filter(({ alias }) => word !== "" || !alias);
  return { start, end: cursor, candidates, ...(place.wanted && { wanted: { ...place.wanted, prefix: word } }) };
}

interface Place {
  readonly candidates: readonly Candidate[];
  readonly wanted?: { readonly field: string; readonly namespace?: string };
}

function placeAt(before: string, terms: Terms, word: string, { saved }: CompletionOptions): Place {
  const call = /\b(like|dupes|near|rel|par)\(([^()]*)$/i.exec(before);
  if (call) return { candidates: argumentsOf((call[1] as string).toLowerCase(), call[2] as string) };
  // Within quotes anything may stand.
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return { candidates: [] };
  if (word.startsWith("@")) {
    const all = [...(saved ?? [])];
    return {
      candidates: all.map(([name, { query, about }]) => ({ text: `@${name}`, kind: "saved", about: about || query })),
    };
  }
  const scanner = scanUnfinished(before, terms);
  const last = scanner.found.at(-1);
  const name = last?.tokenType.name ?? "";
  const typed = /(?:^|\s)(\w+)\s+$/.exec(before.replace(/-$/, ""))?.[1]?.toLowerCase() ?? "";
  if (
    scanner.place === "tail" ||
    tailWords.includes(typed) ||
    (typed === "by" && /\b(?:sort|order|group|top \d+)\s+by\s+$/i.test(before))
  ) {
    return { candidates: afterTail(scanner.terms, name, typed) };
  }
  if (name === "Word" && ["has", "with", "no", "without", "not"].includes(typed))
    return { candidates: fieldsOf(scanner.terms) };
  if (name === "Word" && ["any", "all", "none"].includes(typed)) return { candidates: scopeCandidates };
  const { term } = scanner;
  if (term && (scanner.place === "value" || scanner.place === "operator")) {
    const operators = scanner.place === "operator" ? operatorsOf(term) : [];
    return {
      candidates: [...patternsFor(scanner.terms, term), ...valuesOf(term), ...operators],
      wanted: wantedOf(term),
    };
  }
  const goesOn = scanner.found.length > 0 && !["Or", "And", "Not", "OpenParenthesis", "Scope"].includes(name);
  const isTop = scanner.parentheses.length === 0;
  return {
    candidates: [
      ...keywords(goesOn, isTop),
      ...(isTop ? [...functions, ...functionsOf(scanner.terms)] : []),
      ...fieldsOf(scanner.terms),
    ],
  };
}

const wantedOf = (term: Term): NonNullable<Place["wanted"]> => ({
  field: term.field.name,
  ...(term.namespace !== undefined && { namespace: term.namespace }),
});

/** Fields with their aliases, which mean the same. */
function fieldsOf(terms: Terms, counts: (field: Field) => boolean = () => true): readonly Candidate[] {
  return terms.names.flatMap((name): readonly Candidate[] => {
    const term = terms.find(name);
    if (!term || !counts(term.field)) return [];
    const { description, examples } = term.field;
    const own = name === term.name ? description : `${term.name}: ${description}`;
    const about = examples[0] ? `${own}; ${examples[0]}` : own;
    return [{ text: name, kind: "field", about, ...(name !== term.name && { alias: true }) }];
  });
}

/** Patterns of plugins. */
const patternsFor = (terms: Terms, { field }: Term): readonly Candidate[] =>
  terms.patternsOf(field).map(({ id, pattern, description }) => ({
    text: id,
    kind: "value",
    about: `${pattern}: ${description}`,
  }));

/** Functions of plugins. */
const functionsOf = ({ functions: own }: Terms): readonly Candidate[] =>
  [...own.values()].map(({ id, description, examples }) => ({
    text: `${id}(`,
    kind: "function",
    about: examples?.[0] ? `${description}: ${examples[0]}` : description,
  }));

const functions: readonly Candidate[] = [
  { text: "like(", kind: "function", about: "similar to a file: like(./ref.mid, by: groove) >= 0.8" },
  { text: "dupes(", kind: "function", about: "the same as a file: dupes(./song.mid, level: music)" },
];

const scopeCandidates: readonly Candidate[] = scopes.map((scope) => ({
  text: `${scope} (`,
  kind: "keyword",
  about: `a single ${scope}`,
}));

function keywords(goesOn: boolean, isTop: boolean): readonly Candidate[] {
  const all: (readonly [text: string, about: string])[] = [
    ["not", "the opposite, unknown values included"],
    ["has", "the field is known, or the file has the word"],
    ["no", "the opposite of has"],
    ...(isTop ? scopes.map((scope) => [`any ${scope} (`, `a single ${scope}`] as const) : []),
  ];
  if (goesOn) all.push(["and", "both hold"], ["or", "either holds"]);
  if (goesOn && isTop) {
    all.push(
      ["sort", "in the order of a field, -field for the highest first"],
      ["limit", "maximum number of results"],
      ["top", "top 20 by density"],
      ["sample", "a random choice of this number, the same for the same seed"],
      ["show", "the fields to show"],
      ["facet", "the number of files with each value"],
      ["group", "the number of files with each combination of values"],
    );
  }
  return all.map(([text, about]) => ({ text, kind: "keyword", about }));
}

function afterTail(terms: Terms, last: string, typed: string): readonly Candidate[] {
  const word = (text: string, about: string): Candidate => ({ text, kind: "keyword", about });
  if (typed === "limit" || typed === "top" || typed === "sample")
    return ["10", "50", "100"].map((text) => ({ text, kind: "value", about: "results" }));
  const isCounted = typed === "facet" || typed === "group";
  const wantsField =
    isCounted ||
    ["sort", "order", "show", "by"].includes(typed) ||
    ["Comma", "Minus", "By", "Sort", "ShowFacetGroup"].includes(last);
  if (wantsField) {
    return fieldsOf(
      terms,
      ({ kind }) =>
        !["pattern", "grid"].includes(kindOf(kind).comparison) &&
        (isCounted || typed === "show" || kindOf(kind).comparison !== "set"),
    );
  }
  const after: Record<string, readonly Candidate[]> = {
    Field: [word("asc", "lowest first"), word("desc", "highest first")],
    Count: [word("by", "in the order of a field"), word("seed", "another choice")],
  };
  return [
    ...(after[last] ?? []),
    ...tailWords.filter((tail) => tail !== "order").map((tail) => word(tail, "another tail")),
  ];
}

function argumentsOf(name: string, given: string): readonly Candidate[] {
  if (!conditionFunctions.includes(name))
    return ["C", "Am", "8A"].map((text) => ({ text, kind: "value", about: "a key" }));
  const by = name === "like";
  const words = by ? [...facetWords.keys()] : levels;
  if (/(?:by|level)\s*:\s*$/i.test(given))
    return words.map((text) => ({
      text,
      kind: "value",
      about: by ? "the aspect to compare" : "the level of equality",
    }));
  if (!/,\s*$/.test(given)) return [];
  return [{ text: by ? "by: " : "level: ", kind: "keyword", about: words.join(", ") }];
}

/** Those that begin as typed, then those that hold it; each text once. */
function ranked(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const word = typed.toLowerCase().replaceAll("-", "_");
  const of = ({ text }: Candidate): string => text.toLowerCase().replaceAll("-", "_").replace(/^"/, "");
  const begins = candidates.filter((candidate) => of(candidate).startsWith(word));
  const holds =
    word.length < 2
      ? []
      : candidates.filter((candidate) => !of(candidate).startsWith(word) && of(candidate).includes(word));
  const once = new Map<string, Candidate>();
  for (const candidate of [...begins, ...holds]) if (!once.has(candidate.text)) once.set(candidate.text, candidate);
  return [...once.values()].slice(0, mostCandidates);
}
