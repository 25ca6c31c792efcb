/** Texts of files as a terminal may see them: names and lyrics may hold anything, escape sequences too. */

/** Controls, C1 among them, and what ends lines elsewhere. */
const controls = /[\p{Cc}\u2028\u2029]+/gu;
/** Marks that turn the direction of what follows, so that a name could show its ending in another place. */
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A text in one line, without control characters and marks of direction. */
export const plain = (text: string): string => text.replace(controls, " ").replace(directions, "");

/** The same of every text in plain data, names of properties aside. */
export function plainly<Data>(data: Data): Data {
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return plain(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [plain(name), walk(one)]));
  };
  // Of plain data every value keeps its type.
  return walk(data) as Data;
}

/** JSON in one line that a terminal may see: JSON escapes C0 controls only. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
