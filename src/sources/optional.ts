/** Loads the packages that only some archives need. They are optional: without them those archives are refused. */
import { Refusal } from "./refusal.ts";

/**
 * Loads a package when something needs it.
 *
 * @param kind what needs it, as in "a 7z archive".
 * @throws Refusal `missing-package`, which names what to install.
 */
export async function optional<Module>(name: string, kind: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const message = `Cannot open ${kind} without the package ${name}: install it (bun add ${name})`;
    throw new Refusal("missing-package", message, error);
  }
}
