// One of many processes that take the locks of some folders, each once, from holders that died. Words: this process's number,
// then the folders. Prints what went wrong.
import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockFile, takeLock } from "../../src/database/folder/lock.ts";

const [, , me, ...folders] = process.argv;
for (const folder of folders) {
  for (;;) {
    const lock = takeLock(folder);
    if (!("release" in lock)) {
      await Bun.sleep(Math.random() * 2);
      continue;
    }
    try {
      closeSync(openSync(join(folder, "inside"), "wx"));
      if (Math.random() < 0.5) await Bun.sleep(Math.random() * 3);
    } catch {
      console.log(`${folder}: ${me} came in where another one was`);
    }
    rmSync(join(folder, "inside"), { force: true });
    // Half of them let the lock go, the others leave it as the dead do: their numbers are of nobody.
    if (Math.random() < 0.5) lock.release();
    else writeFileSync(lockFile(folder), JSON.stringify({ ...lock.holder, pid: 99_999_999, name: `${me} dead` }));
    break;
  }
}
