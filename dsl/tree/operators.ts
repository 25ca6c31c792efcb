/** Table of the operators: how each is written, and what it wants of a field. What it means to a kind is in `check/`. */

interface Written {
  /** As `format` writes it: a word where there is one, since shells eat signs. */
  readonly text: string;
  readonly signs: readonly string[];
  readonly words: readonly string[];
  /** True where values must have an order, or a distance. It takes one value then, not a list. */
  readonly isOrdered?: true;
  /** True where the value is an end of a range, which the likeness of `like(...)` can be compared with too. */
  readonly isBound?: true;
}

const operators = {
  /** None was typed, or a colon. */
  default: { text: "", signs: [":"], words: ["has", "in"] },
  equals: { text: "=", signs: ["==", "="], words: [] },
  differs: { text: "is not", signs: ["!=", "<>"], words: [] },
  above: { text: "above", signs: [">"], words: ["above"], isOrdered: true, isBound: true },
  atleast: { text: "atleast", signs: [">="], words: ["atleast"], isOrdered: true, isBound: true },
  below: { text: "below", signs: ["<"], words: ["below"], isOrdered: true, isBound: true },
  atmost: { text: "atmost", signs: ["<="], words: ["atmost"], isOrdered: true, isBound: true },
  about: { text: "about", signs: ["~"], words: ["about"], isOrdered: true },
  feels: { text: "feels", signs: ["~~"], words: ["feels"], isOrdered: true },
  unlike: { text: "!~", signs: ["!~"], words: [], isOrdered: true },
  contains: { text: "contains", signs: [], words: ["contains"] },
  starts: { text: "starts", signs: [], words: ["starts"] },
  ends: { text: "ends", signs: [], words: ["ends"] },
} as const satisfies Readonly<Record<string, Written>>;

/** Operators; `default` is none or `:`. */
export type Operator = keyof typeof operators;

const all = Object.entries(operators) as unknown as readonly (readonly [Operator, Written])[];
const those = (is: (written: Written) => true | undefined): ReadonlySet<Operator> =>
  new Set(all.flatMap(([operator, written]) => (is(written) ? [operator] : [])));

/** Operators as signs, longest first so that `>=` is not `>`. */
export const symbols: readonly (readonly [symbol: string, operator: Operator])[] = all
  .flatMap(([operator, { signs }]) => signs.map((sign) => [sign, operator] as const))
  .sort(([a], [b]) => b.length - a.length);

/** Operators as words: shells eat the signs. */
export const operatorWords: ReadonlyMap<string, Operator> = new Map(
  all.flatMap(([operator, { words }]) => words.map((word) => [word, operator] as const)),
);

/** How `format` writes an operator. */
export const operatorText = Object.fromEntries(all.map(([operator, { text }]) => [operator, text])) as Readonly<
  Record<Operator, string>
>;

/** Operators that want an order, and one value. */
export const orderedOperators: ReadonlySet<Operator> = those(({ isOrdered }) => isOrdered);
/** Operators whose value is an end of a range. */
export const boundOperators: ReadonlySet<Operator> = those(({ isBound }) => isBound);
