/** The start of a BLAKE3 hash in hex: how people name a file by it, and which contents it means. */

/** Fewer digits are a word as likely as a hash; behind the field `hash` any number of them is one. */
const fewestDigits = 6;

/** The digits of a text that names a file by the start of its hash, in small letters; undefined where it does not. */
export const hashPrefix = (text: string, fewest = fewestDigits): string | undefined =>
  /^[0-9a-f]{1,64}$/i.test(text) && text.length >= fewest ? text.toLowerCase() : undefined;

/** A hint where a text would name a file by its hash if it had more digits; empty otherwise. A word of letters is none. */
export const tooShortPrefix = (text: string): string =>
  hashPrefix(text, 1) !== undefined && text.length < fewestDigits && /\d/.test(text)
    ? `; the start of a hash needs at least ${fewestDigits} digits here`
    : "";

/**
 * SQL over `content c` for the contents whose hash begins with some digits.
 *
 * `content.id` is the first 8 bytes of the hash, shifted right by one, so that a prefix is a range of the primary key.
 * From the 16th digit on the hash itself has to be looked at too.
 *
 * @param place gives the placeholder of a parameter of a type.
 */
export function hashSql(digits: string, place: (value: string, type: "int8" | "text") => string): string {
  const low = BigInt(`0x${digits.slice(0, 16).padEnd(16, "0")}`) >> 1n;
  const high = BigInt(`0x${digits.slice(0, 16).padEnd(16, "f")}`) >> 1n;
  const range = `c."id" >= ${place(String(low), "int8")} and c."id" <= ${place(String(high), "int8")}`;
  return digits.length < 16 ? range : `${range} and starts_with(encode(c."hash", 'hex'), ${place(digits, "text")})`;
}

/** The same with placeholders from $1 on. */
export function hashWhere(digits: string): { readonly text: string; readonly parameters: readonly string[] } {
  const parameters: string[] = [];
  const text = hashSql(digits, (value, type) => `$${parameters.push(value)}::text::${type}`);
  return { text, parameters };
}
