/** midiq plugins: writes, lists, checks and forgets plugins. */
import { Mistake } from "../failure.ts";
import type { CatalogueOptions } from "../settings.ts";

/** Options of `midiq plugins`; each of its commands takes some. */
export interface PluginsOptions extends CatalogueOptions {
  readonly folder: string;
  readonly apply?: true;
  readonly json?: true;
}

/** Runs `new`, `list`, `test` or `purge`. */
export async function plugins(what: string, words: readonly string[], options: PluginsOptions): Promise<number> {
  const [first] = words;
  const need = (expected: string): never => {
    throw new Mistake(`Cannot run "midiq plugins ${what}" like this: expected ${expected}`);
  };
  switch (what) {
    case "new":
      if (first === undefined || words.length > 1) return need("one name: midiq plugins new low-notes");
      return (await import("../plugins/new.ts")).writePlugin(first, options);
    case "list":
      return (await import("../plugins/list.ts")).printPlugins(options);
    case "test":
      if (first === undefined) return need("a plugin: midiq plugins test ./low-notes.ts [FILES...]");
      return (await import("../plugins/test.ts")).testPlugin(first, words.slice(1), options);
    case "purge":
      if (first === undefined) return need("names: midiq plugins purge low-notes");
      return (await import("../plugins/purge.ts")).forgetPlugins(words, options);
    default:
      throw new Mistake(`Cannot run "midiq plugins ${what}": expected new, list, test or purge`);
  }
}
