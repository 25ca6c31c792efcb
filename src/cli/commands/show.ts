/** midiq show: all that is known of one file. */

import { pageOf } from "../../pages/file-page.ts";
import { songWithHash } from "../../reach/files-of-path.ts";
import { knownFiles, pathOf } from "../../reach/known-files.ts";
import { meantFile } from "../../reach/meant-file.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { styleOf } from "../../text/style.ts";
import { type ColorWhen, hasColor } from "../color.ts";
import { exits } from "../failure.ts";
import { widthOf } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq show`. */
export interface ShowOptions extends CatalogueOptions {
  readonly json?: true;
  /** Draws the whole song. */
  readonly roll?: true;
  /** Prints all chords. */
  readonly chords?: true;
  readonly color?: ColorWhen;
}

/** Shows a file by its path, or by the start of its hash; one that is in no catalogue is analyzed on the spot. */
export async function show(named: string, options: ShowOptions): Promise<number> {
  const style = styleOf(hasColor(options.color, process.stdout));
  return withCatalogue(options, "read", async (db) => {
    const meant = await meantFile(db, named);
    const found = await knownFiles(db, meant);
    for (const one of found) {
      const paths = one.copies.filter(({ missing }) => !missing).map(({ path }) => path);
      const song = one.status === "rejected" ? undefined : await songWithHash(paths, one.hash);
      if (options.json) {
        const { annotateSong } = await import("../../annotation/annotate-song.ts");
        const annotations =
          song === undefined ? null : annotateSong(song, paths[0] === undefined ? {} : { path: paths[0] });
        process.stdout.write(`${jsonLine({ ...one, annotations })}\n`);
        continue;
      }
      const lines = pageOf(one, {
        named: pathOf(meant),
        width: widthOf(),
        style,
        told: shortPath,
        fields: db.registry.fields,
        song,
        silence: one.status === "rejected" ? undefined : "The file cannot be read now, so there is no piano roll.",
        roll: options.roll ?? false,
        chords: options.chords ?? false,
      });
      process.stdout.write(`${lines.join("\n")}\n\n`);
    }
    return exits.found;
  });
}
