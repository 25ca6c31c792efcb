/** midiq organize and midiq rename: files into folders and under names by what they are; a plan first. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { createDigest } from "../../digest.ts";
import { alone } from "../../organize/alone.ts";
import { type PlannedRun, runsOf, unpackPlanned } from "../../organize/archived.ts";
import { planMoves } from "../../organize/moves.ts";
import type { Manner } from "../../organize/place.ts";
import { explainNothing } from "../explain-nothing.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { typedTemplate } from "../lines.ts";
import { applyAndTell, recoverAndTell, tellUnfinished } from "../organizing.ts";
import { printPlan } from "../plan-words.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { stoppedStatus } from "../stop.ts";

/** Options of `midiq rename`. */
export interface RenameOptions extends CatalogueOptions {
  readonly apply?: true;
  readonly skipDuplicates?: true;
  readonly json?: true;
}

/** Options of `midiq organize`. */
export interface OrganizeOptions extends RenameOptions {
  readonly to: string;
  readonly copy?: true;
  readonly link?: true;
  readonly symlink?: true;
  readonly prune?: true;
}

/** Shows where files would go, or with `--apply` moves them. */
export function organize(template: string, query: string, options: OrganizeOptions): Promise<number> {
  const root = resolve(options.to);
  if (statSync(root, { throwIfNoEntry: false })?.isFile())
    throw new Mistake(`Cannot organize into "${options.to}": it is a file; name a folder`);
  const how = options.copy ? "copy" : options.link ? "link" : options.symlink ? "symlink" : "move";
  if (options.prune && how !== "move")
    throw new Mistake("Cannot prune: --copy, --link and --symlink leave no folder empty");
  return arrange("organize", template, query, { ...options, root, how });
}

/** Shows which names files would get in their folders, or with `--apply` gives them. */
export function rename(template: string, query: string, options: RenameOptions): Promise<number> {
  if (/\/(?![^{]*\})/.test(template))
    throw new Mistake(`Cannot rename to "${template}": a name cannot contain "/"; midiq organize makes folders`);
  return arrange("rename", template, query, { ...options, root: undefined, how: "move" });
}

type Arranging = RenameOptions & { readonly root: string | undefined; readonly how: Manner; readonly prune?: true };

function arrange(kind: string, typed: string, query: string, options: Arranging): Promise<number> {
  const { root, how, apply, skipDuplicates = false, prune = false, json = false } = options;
  const use = async (db: Catalogue): Promise<number> => {
    if (!(await typedTemplate(typed, db.registry))) return exits.mistake;
    if (apply) await recoverAndTell(db);
    else tellUnfinished(db);
    try {
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      const { files } = await planMoves(db, typed, prepared, {
        how,
        skipDuplicates,
        ...(root !== undefined && { to: root }),
      });
      if (files.length === 0 && !json) {
        process.stderr.write("Nothing found.\n");
        await explainNothing(db, prepared);
        return exits.nothing;
      }
      if (!apply) return printPlan(files, { how }, json);
      const applyBy = (run: PlannedRun): Promise<number> => {
        const about = { kind, template: typed, query, how: run.how };
        return applyAndTell(run.files, about, db, { prune: prune && run.how === "move", json, root });
      };
      return await applyAll(runsOf(await unpackPlanned(files, await createDigest()), how), how, applyBy);
    } catch (error) {
      // The caret belongs under the query, without the template before it.
      return explainFailure(error, process.stderr, query);
    }
  };
  if (!apply) return withCatalogue(options, "read", use);
  return withCatalogue(options, "write", (db) => alone(db, () => use(db)));
}

/** Applies the runs of a plan, and says where copies are made of what lies in archives. */
async function applyAll(
  runs: readonly PlannedRun[],
  how: Manner,
  applyBy: (run: PlannedRun) => Promise<number>,
): Promise<number> {
  let status: number | undefined;
  for (const run of runs) {
    if (run.how !== how) {
      if (stoppedStatus() !== undefined) break;
      process.stderr.write("Files inside archives are copied; the archives stay unchanged:\n");
    }
    const ended = await applyBy(run);
    const isCopiedOnly = ended === exits.found && status === exits.nothing;
    status = isCopiedOnly ? exits.found : Math.max(status ?? exits.found, ended);
  }
  return status ?? exits.found;
}
