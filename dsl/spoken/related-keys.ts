/** Keys that are named by another one: `relative minor of Eb`, `parallel minor of C`, `keys that mix with 8A`. */
import { keyOf, modeOf, parallelKeys, parseKey, relativeKeys, shortKey, tonicOf } from "../../src/music/keys.ts";
import { type Rule, sure } from "./rule.ts";
import { keyText, keyWords } from "./tonality.ts";

const wheel = "(1[0-2]|[1-9])([abdm])";
const mixing =
  "(?:that |which )?(?:mix(?:es)?(?: well)?|(?:is |are )?compatible|harmonic(?:ally)?(?: mix(?:ing|es)?)?) with|close to|neighbou?rs of";

const written = (key: number): string => (shortKey(key).includes(" ") ? `"${shortKey(key)}"` : shortKey(key));

/** `relative of C` is A minor; `relative minor of C` reads C as major, `relative major of A` reads A as minor. */
function kinOf(kin: string, wanted: string | undefined, key: number | undefined, isPlain: boolean): string | undefined {
  if (key === undefined) return undefined;
  const other = wanted?.startsWith("maj") ? "minor" : "major";
  const from = wanted !== undefined && isPlain ? keyOf(tonicOf(key), other) : key;
  const kins = kin.toLowerCase() === "relative" ? relativeKeys(from) : parallelKeys(from);
  const isWanted = wanted === undefined || kins.every((one) => modeOf(one) === (other === "major" ? "minor" : "major"));
  return isWanted ? `key ${kins.map(written).join(",")}` : undefined;
}

/** All ways to say a key by another one. */
export const relatedKeyRules: readonly Rule[] = [
  sure(
    `(?:in )?(?:the )?(relative|parallel)(?: (major|minor))?(?: keys?)? (?:of|to) ${keyWords}`,
    ([, kin = "", wanted, letter, sign, mode]) =>
      kinOf(
        kin,
        wanted?.toLowerCase(),
        parseKey((keyText(letter, sign, mode) ?? "").replaceAll('"', "")),
        mode === undefined,
      ),
  ),
  sure(`(?:in )?(?:an? )?(?:keys? )?(?:${mixing}) ${keyWords}`, ([, letter, sign, mode]) => {
    const key = keyText(letter, sign, mode);
    return key === undefined ? undefined : `key near(${key.replaceAll('"', "")})`;
  }),
  sure(
    `(?:in )?(?:an? )?(?:keys? )?(?:${mixing}) ${wheel}`,
    ([, hour, side]) => `key near(${hour}${side?.toUpperCase()})`,
  ),
];
