/** midiq dupes --set-aside: moves the files of clusters that would not be kept, with their folders, below another folder. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { alone } from "../organize/alone.ts";
import { planAside } from "../organize/moves.ts";
import { applyAndTell, recoverAndTell, tellUnfinished } from "./organizing.ts";
import { printPlan } from "./plan-words.ts";

/** What setting aside needs beside the paths. */
export interface SetAsideOptions {
  readonly db: Catalogue;
  readonly apply?: boolean;
  readonly json?: boolean;
}

/** Plans to move some files, or with `apply` moves them. */
export async function setAside(
  paths: readonly string[],
  folder: string,
  query: string,
  { db, apply, json = false }: SetAsideOptions,
): Promise<number> {
  if (!apply) {
    tellUnfinished(db);
    const { files, how } = await planAside(db, paths, folder);
    return printPlan(files, { how }, json);
  }
  return alone(db, async () => {
    await recoverAndTell(db);
    const { files, how, root } = await planAside(db, paths, folder);
    return applyAndTell(files, { kind: "dupes --set-aside", how, template: folder, query }, db, { json, root });
  });
}
