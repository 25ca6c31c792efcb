/** midiq dupes --set-aside: moves the files of clusters that would not be kept, with their folders, below another folder. */
import { resolve } from "node:path";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { alone } from "../organize/alone.ts";
import { filesAt } from "../organize/files.ts";
import { planFiles } from "../organize/plan.ts";
import { readTemplate } from "../template/template.ts";
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
  const template = readTemplate("{folder}/{name}", db.registry);
  const layout = { template, root: resolve(folder), how: "move", skipDuplicates: false } as const;
  if (!apply) {
    tellUnfinished(db);
    return printPlan(planFiles(await filesAt(db, paths), layout), layout, json);
  }
  return alone(db, async () => {
    await recoverAndTell(db);
    const about = { kind: "dupes --set-aside", how: "move", template: folder, query } as const;
    return applyAndTell(planFiles(await filesAt(db, paths), layout), about, db, { json, root: layout.root });
  });
}
