/** midiq rate: says what somebody thinks of files, 1 to 5. */
import { bestRating } from "../../catalogue/marking/marks.ts";
import { isFileName } from "../../reach/file-words.ts";
import { Mistake } from "../failure.ts";
import { type MarkCommandOptions, mark } from "./tag.ts";

/** Rates what a query finds, or files; 0, or `--clear` without a number, takes ratings away. */
export async function rate(words: readonly string[], options: MarkCommandOptions): Promise<number> {
  // `rate song.mid 5` is as plain as `rate 5 song.mid`.
  const isBehind = isFileName(words[0] ?? "") && /^\d$/.test(words.at(-1) ?? "");
  const ordered = isBehind ? [words.at(-1) as string, ...words.slice(0, -1)] : words;
  const [first = "", ...rest] = options.clear ? ["0", ...words] : ordered;
  if (!/^\d$/.test(first) || Number(first) > bestRating) {
    throw new Mistake(`Cannot read "${first}" as a rating: expected 1 to ${bestRating}, or 0 to remove it`);
  }
  return mark(rest, options, (db, prepared) => db.rate(prepared, Number(first), options));
}
