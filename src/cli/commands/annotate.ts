/** midiq annotate: says which files of annotations were written, and what had to be left out. */

import { existsSync } from "node:fs";
import { annotatePath, annotateQuery } from "../../annotation/annotate-files.ts";
import type { AnnotationForm } from "../../annotation/names.ts";
import { pathOf } from "../../reach/known-files.ts";
import { locate } from "../../sources/locate.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { explainNothing } from "../explain-nothing.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { untilStopped } from "../stop.ts";

/** Options of `midiq annotate`. */
export interface AnnotateCommandOptions extends CatalogueOptions {
  /** Folder to write to. */
  readonly to: string;
  readonly as: AnnotationForm;
  readonly limit?: number;
  readonly json?: true;
}

/** Annotates a file, a folder, or what a query finds: 0 when files were written, 1 when none, 2 when some songs could not be read. */
export async function annotate(words: readonly string[], options: AnnotateCommandOptions): Promise<number> {
  const named = words.join(" ").trim();
  const { to, as, limit, json } = options;
  if (existsSync(to) && locate(to)?.inside !== undefined)
    throw new Mistake(`Cannot write to "${to}": it lies in an archive; name a folder`);
  const told = {
    to,
    as,
    ...(limit !== undefined && { limit }),
    onSong: (song: { readonly path: string; readonly to: readonly string[] }) => {
      process.stdout.write(json ? `${jsonLine(song)}\n` : song.to.map((path) => `${path}\n`).join(""));
    },
    onLeft: ({ path, why }: { readonly path: string; readonly why: string }) => {
      if (json) process.stdout.write(`${jsonLine({ path, to: [], why })}\n`);
      else process.stderr.write(`midiq: left out ${shortPath(path)}: ${why}\n`);
    },
  };
  const path = pathOf(named);
  const isPath = named !== "" && locate(path) !== undefined;
  const last = { last: () => "Stopped: files that are written are whole." };
  const counts = await untilStopped(last, (signal) =>
    isPath
      ? annotatePath(path, { ...told, signal })
      : withCatalogue(options, "read", async (db) => {
          const prepared = await db.prepare(named);
          for (const note of prepared.notes) process.stderr.write(`${note}\n`);
          const found = await annotateQuery(db, prepared, { ...told, signal });
          if (found.songs + found.left === 0) await explainNothing(db, prepared);
          return found;
        }),
  );
  const left = counts.left > 0 ? `; ${counts.left} left out` : "";
  if (!json && counts.songs + counts.left > 1)
    process.stderr.write(`${counted(counts.songs, "song")}: ${counted(counts.files, "file")} in ${to}${left}\n`);
  if (counts.left > 0) return exits.mistake;
  return counts.files > 0 ? exits.found : exits.nothing;
}
