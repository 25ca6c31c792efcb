/** What readers of names give: values with the place where they stand, so that no letter is read twice. */

/** A value that a name says. */
export interface Reading<Value> {
  readonly value: Value;
  /** [start, end) in the name. */
  readonly start: number;
  readonly end: number;
}

/** A key that a name says; a tonic alone has `hasMode` false and is written as major. */
export interface SaidKey {
  /** mode * 12 + tonic. */
  readonly key: number;
  readonly hasMode: boolean;
}

/** A name without some of its readings: spaces stand there, so that all other places stay the same. */
export function without(name: string, readings: readonly Reading<unknown>[]): string {
  let rest = name;
  for (const { start, end } of readings) rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
  return rest;
}

/** All matches of a pattern as readings; those that `read` gives nothing for are left out. */
export function readAll<Value>(
  name: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => Value | undefined,
): readonly Reading<Value>[] {
  const found: Reading<Value>[] = [];
  for (const match of name.matchAll(pattern)) {
    const value = read(match);
    if (value !== undefined) found.push({ value, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The one value that all readings agree on; null where there is none, or several. */
export function agreed<Value>(values: Iterable<Value>): Value | null {
  const [first, ...others] = new Set(values);
  return first !== undefined && others.length === 0 ? first : null;
}

/** The key that all agree on: `Eb` and `Eb minor` are both right in E flat minor. */
export function agreedKey(said: readonly SaidKey[]): SaidKey | null {
  const whole = agreed(said.filter(({ hasMode }) => hasMode).map(({ key }) => key));
  const tonic = agreed(said.map(({ key }) => key % 12));
  if (tonic === null) return null;
  if (whole !== null) return { key: whole, hasMode: true };
  return said.some(({ hasMode }) => hasMode) ? null : { key: tonic, hasMode: false };
}
