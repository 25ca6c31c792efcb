/**
 * Whether this thread, a worker, or an isolated process, loads what its steps need. A plugin whose file runs a pipeline itself
 * would begin that run again in each worker, and these theirs.
 */
let isLoading = false;

/** Says that loading begins or ends. */
export const setLoading = (loads: boolean): void => {
  isLoading = loads;
};

/** @throws TypeError while steps are loaded. */
export function refuseWhileLoading(what: string): void {
  if (!isLoading) return;
  throw new TypeError(
    `Cannot ${what} while a worker loads a plugin: the plugin's file does it at its top level; put the plugin in a file of its own`,
  );
}
