/** Names as they come in the corpus: of files and folders, titles and names of tracks inside the files. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { title, trackNames } from "../../src/midi/mod.ts";
import { songAt } from "../corpus.ts";

/** What a name is the name of. */
export const nameKinds = ["file", "folder", "title", "track"] as const;
/** What a name is the name of. */
export type NameKind = (typeof nameKinds)[number];

/** A distinct name, and which part of the corpus it was met in first. */
export interface NamedIn {
  readonly kind: NameKind;
  readonly name: string;
  readonly part: string;
}

/** Every distinct name of the corpus that has a word of three letters, or a letter of a script without case. */
export function corpusNames(corpus: string): readonly NamedIn[] {
  const seen = new Map<string, NamedIn>();
  const add = (kind: NameKind, name: string, part: string): void => {
    // One line each; bytes that are no text were damaged on purpose.
    const line = name.replace(/\s+/g, " ").trim();
    if (!/[a-z]{3}|\p{Lo}/iu.test(line) || /[\p{Cc}\uFFFD]/u.test(line)) return;
    const key = `${kind} ${line}`;
    if (!seen.has(key)) seen.set(key, { kind, name: line, part });
  };
  for (const top of ["dev", "dev-copyleft"]) {
    for (const path of readdirSync(join(corpus, top), { recursive: true, encoding: "utf8" }).sort()) {
      if (!/\.(midi?|kar|rmi)$/i.test(path)) continue;
      const folders = path.split("/");
      const file = folders.pop() ?? "";
      const part = [top, ...folders.slice(0, 2)].join("/");
      add("file", file.replace(/\.[^.]*$/, ""), part);
      for (const folder of folders) add("folder", folder, part);
      const song = songAt(join(corpus, top, path));
      if (!song) continue;
      const own = title(song);
      if (own !== null) add("title", own, part);
      for (const name of trackNames(song)) if (name !== null && name !== own) add("track", name, part);
    }
  }
  return [...seen.values()];
}

/**
 * So many names of each kind at random, the same for the same seed. Each part of the corpus gives one in its turn, since
 * some have hundreds of names of one pattern.
 */
export function sampleNames(all: readonly NamedIn[], seed: number, size: number): readonly NamedIn[] {
  const random = mulberry(seed);
  return nameKinds.flatMap((kind) => {
    const parts = Map.groupBy(
      all.filter((one) => one.kind === kind),
      ({ part }) => part,
    );
    const queues = shuffled([...parts.values()], random).map((names) => shuffled(names, random));
    const taken: NamedIn[] = [];
    for (let round = 0; taken.length < size && queues.some((names) => names.length > round); round++) {
      for (const names of queues) {
        const name = names[round];
        if (name && taken.length < size) taken.push(name);
      }
    }
    return taken;
  });
}

/** Durstenfeld's shuffle. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const all = [...items];
  for (let n = all.length - 1; n > 0; n--) {
    const m = Math.floor(random() * (n + 1));
    [all[n], all[m]] = [all[m] as T, all[n] as T];
  }
  return all;
}

/** Tommy Ettinger's mulberry32. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
