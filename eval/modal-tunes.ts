/**
 * Tunes of the corpus in a mode that their labels, which know major and minor only, cannot say: `modal-tunes.tsv` has the
 * mode on the labelled tonic, and the reason. Found by their notes: the degree that tells the mode sounds at least four
 * times as long as the ordinary one, in the tune or in its chords; where chords alone cannot tell, they are left out.
 */
import { readFileSync } from "node:fs";
import { parseKey } from "../src/music/mod.ts";

/** Keys by path within the corpus. */
export const modalTunes: ReadonlyMap<string, number> = new Map(
  readFileSync(new URL("modal-tunes.tsv", import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [path = "", name = ""] = line.split("\t");
      const key = parseKey(name);
      if (key === undefined) throw new Error(`Cannot read "${name}" as key of ${path}`);
      return [path, key];
    }),
);
