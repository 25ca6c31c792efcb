/** midiq organize and midiq rename: files into folders and under names by what they are; a plan first. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { createDigest } from "../../digest.ts";
import { alone } from "../../organize/alone.ts";
import { filesFound } from "../../organize/files.ts";
import type { Manner } from "../../organize/place.ts";
import { type Planned, planFiles } from "../../organize/plan.ts";
import { explainNothing } from "../explain-nothing.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { typedTemplate } from "../lines.ts";
import { applyAndTell, recoverAndTell, tellUnfinished } from "../organizing.ts";
import { printPlan } from "../plan-words.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { stoppedStatus } from "../stop.ts";
import { goesFromArchive, reasonToLeaveBelow, unpackPlanned } from "../unpack-planned.ts";

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
    const template = await typedTemplate(typed, db.registry);
    if (!template) return exits.mistake;
    if (apply) await recoverAndTell(db);
    else tellUnfinished(db);
    try {
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      const files = await filesFound(db, prepared, template, { isEach: how === "move" });
      const digest = await createDigest();
      const below = root === undefined ? {} : { reasonToLeave: reasonToLeaveBelow(files, how) };
      const planned = planFiles(files, { template, root, how, skipDuplicates, digest, ...below });
      if (files.length === 0 && !json) {
        process.stderr.write("Nothing found.\n");
        await explainNothing(db, prepared);
        return exits.nothing;
      }
      if (!apply) return printPlan(planned, { how }, json);
      const about = { kind, template: typed, query };
      const applyBy = (by: Manner, some: readonly Planned[]): Promise<number> =>
        applyAndTell(some, { ...about, how: by }, db, { prune: prune && by === "move", json, root });
      return await applyAll(await unpackPlanned(planned, digest), how, applyBy);
    } catch (error) {
      // The caret belongs under the query, without the template before it.
      return explainFailure(error, process.stderr, query);
    }
  };
  if (!apply) return withCatalogue(options, "read", use);
  return withCatalogue(options, "write", (db) => alone(db, () => use(db)));
}

/** Applies a plan; copies out of archives are a run of their own where files do not copy, since another undo takes them back. */
async function applyAll(
  planned: readonly Planned[],
  how: Manner,
  applyBy: (how: Manner, some: readonly Planned[]) => Promise<number>,
): Promise<number> {
  const packed = how === "copy" ? [] : planned.filter(goesFromArchive);
  const others = packed.length === 0 ? planned : planned.filter((one) => !goesFromArchive(one));
  const isAny = packed.length === 0 || others.some(({ outcome }) => outcome !== "leave");
  const status = isAny ? await applyBy(how, others) : exits.found;
  if (packed.length === 0 || stoppedStatus() !== undefined) return status;
  process.stderr.write("Files inside archives are copied; the archives stay unchanged:\n");
  const copied = await applyBy("copy", isAny ? packed : planned);
  return copied === exits.found && status === exits.nothing ? exits.found : Math.max(status, copied);
}
