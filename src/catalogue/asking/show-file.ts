/** The same of a file that is in no catalogue: analyzed on the spot. */

import { hexOf } from "../../digest.ts";
import { partsAbout } from "../../hearing/about/parts.ts";
import { placesAbout } from "../../hearing/about/places.ts";
import { sectionsAbout } from "../../hearing/about/sections.ts";
import { minHash, musicHash, notesHash } from "../../hearing/likeness/fingerprint.ts";
import { describe } from "../../plugin/describe.ts";
import type { Tagged } from "../../plugin/records.ts";
import { namedFeatures } from "../adding/named-features.ts";
import { damageOf } from "../adding/song-rows.ts";
import type { Store } from "../store.ts";
import { detailOf } from "../tables/detail.ts";
import { describeRows, type Shown } from "./show.ts";
import { twinsOf } from "./twins.ts";

/** What `show` tells of a file that has just been analyzed and tagged; its twins are those in the catalogue. */
export async function showTagged(store: Store, file: Tagged): Promise<Shown> {
  const { song, path, size, mtime } = file;
  const hash = hexOf(file.hash);
  const tags = [...file.tags, ...file.copyTags];
  return {
    hash,
    size,
    status: damageOf(song).status,
    paths: [path],
    fields: describe(namedFeatures(file.features, path), store.registry.fields),
    tags: [...new Set(tags.map(({ tag }) => tag))].sort(),
    manual: {},
    evidence: [...file.tags, ...file.copyTags.map((tag) => ({ ...tag, copy: path }))],
    detail: detailOf(song, [], { ...placesAbout(song) }),
    rejects: [],
    stale: [],
    failures: file.failures,
    added: null,
    rating: null,
    copies: [{ path, archive: null, missing: false, mtime }],
    twins: await twinsOf(store, {
      hash,
      notesHash: notesHash(song),
      musicHash: musicHash(song),
      minhash: minHash(song),
    }),
    parts: describeRows(
      "track",
      partsAbout(song).map((part) => ({ ...part })),
    ),
    sections: describeRows(
      "section",
      sectionsAbout(song).map((section) => ({ ...section })),
    ),
  };
}
