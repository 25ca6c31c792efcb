/** What the rows of a content say of its song, beside the values of analyzers: the same when it comes in and when it is renewed. */
import { partsAbout } from "../../hearing/about/parts.ts";
import { placesAbout } from "../../hearing/about/places.ts";
import { sectionsAbout } from "../../hearing/about/sections.ts";
import { facetBytes, facets } from "../../hearing/likeness/facets.ts";
import { minHash } from "../../hearing/likeness/fingerprint.ts";
import { isDamage } from "../../midi/diagnosis.ts";
import type { Song } from "../../midi/song.ts";
import type { TagEvidence } from "../../plugin/tagger.ts";
import { detailOf } from "../tables/detail.ts";
import type { RowSet } from "./row-set.ts";

/** How sound a file is, and the codes of what was wrong with it. */
export function damageOf(song: Song): { readonly status: "ok" | "repaired" | "partial"; readonly problems: string[] } {
  const damage = song.diagnoses.filter(isDamage);
  const lost = damage.some(({ code }) => code === "truncated");
  return {
    status: damage.length === 0 ? "ok" : lost ? "partial" : "repaired",
    problems: [...new Set(song.diagnoses.map(({ code }) => code as string))].sort(),
  };
}

/** Adds the rows of a song: detail, tracks, sections, vectors. */
export function addSongFacts(rows: RowSet, content: bigint, song: Song, tags: readonly TagEvidence[]): void {
  rows.add("detail", { content, data: detailOf(song, tags, { ...placesAbout(song) }) });
  for (const part of partsAbout(song)) rows.add("track", { content, ...part });
  for (const section of sectionsAbout(song)) rows.add("section", { content, ...section });
  const hash = minHash(song);
  rows.add("vector", {
    content,
    facets: facetBytes(facets(song)),
    minhash: hash && new Uint8Array(hash.buffer, hash.byteOffset, hash.byteLength),
  });
}
