/** Being told of files that come, change, move and go. */
import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A watch that goes on until it is closed. */
export interface Watching {
  readonly close: () => void;
}

/**
 * Watches a folder with all that lies in it, or one file.
 *
 * @param changed told of each path that came, changed or went; often several times, and too often rather than too seldom.
 * @param failed told once when the system watches no longer; it tells of nothing after that.
 * @throws the system's error when it cannot watch.
 */
export function watchPath(path: string, changed: (path: string) => void, failed: (error: Error) => void): Watching {
  const isFolder = statSync(path).isDirectory();
  // A file that is replaced is another one to the system: its folder tells of both.
  const folder = isFolder ? path : dirname(path);
  const watcher: FSWatcher = watch(folder, { recursive: isFolder }, (_, name) => {
    if (name === null || name === undefined) return;
    if (isFolder) changed(join(folder, name));
    else if (name === basename(path)) changed(path);
  });
  watcher.on("error", (error) => {
    watcher.close();
    failed(error);
  });
  return { close: () => watcher.close() };
}
