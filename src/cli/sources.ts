/** What the words of a command name, refused before anything is opened where it is not there. */
import { isList, isNowhere, type PluginSources } from "../journeys/named.ts";
import { Mistake } from "./failure.ts";

/** Refuses paths that are not there before anything is opened. */
export function checkPaths(paths: readonly string[], sources?: PluginSources): void {
  const missing = paths.find((path) => isNowhere(path, sources));
  if (missing !== undefined) throw new Mistake(`Cannot find "${missing}": no such file or folder`);
  if (paths.filter(isList).length > 1) throw new Mistake("Cannot read stdin twice: give - or -0 once");
}
