/** Two conditions on ranges of a field, such as `bpm 90..<100` and `bpm 120..<130`, as one from the first to the last. */

/** @returns the first condition where one of both is no range */
export function rangeOf(first: string, last: string): string {
  const from = /^(\S+) (.+?)\.\./.exec(first);
  const to = /^\S+ .*?(\.\..+)$/.exec(last);
  return from && to ? `${from[1]} ${from[2]}${to[1]}` : first;
}
