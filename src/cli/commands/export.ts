/** midiq export: the whole catalogue into one file. */
import { statSync } from "node:fs";
import { exits, Mistake } from "../failure.ts";
import { counted } from "../progress.ts";
import { withCatalogue } from "../settings.ts";

/** Options of `midiq export`. */
export interface ExportCommandOptions {
  readonly db: string;
  readonly catalogue: string;
  readonly stable?: true;
  readonly json?: true;
}

/** Exports; what stands under the name already is not touched. */
export async function exportAll({ db, catalogue, stable, json }: ExportCommandOptions): Promise<number> {
  if (statSync(catalogue, { throwIfNoEntry: false })?.isDirectory())
    throw new Mistake(`Cannot write "${catalogue}": it is a folder; name a file`);
  const exported = await withCatalogue({ db, plugin: [], set: [] }, "read", (open) =>
    open.exportTo(catalogue, { stable: stable === true }),
  );
  if (json) process.stdout.write(`${JSON.stringify(exported)}\n`);
  else {
    const { content = 0, copy = 0 } = exported.rows;
    const megabytes = (exported.bytes / 1e6).toFixed(1);
    process.stderr.write(`${counted(content, "content")}, ${counted(copy, "file")}: ${megabytes} MB in ${catalogue}\n`);
  }
  return exits.found;
}
