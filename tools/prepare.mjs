// What npm runs in a clone before it packs or links it (`npm install -g .`): installs midiq's packages where they are not
// there. Node alone runs it, so it is JavaScript.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

if (!existsSync(new URL("../node_modules/zod", import.meta.url))) {
  // What the outer npm was told (-g, a prefix) is not meant for the packages of this folder.
  const isOuter = ([name]) => /^npm_config_(?:global|prefix|location|omit|include)/i.test(name);
  const env = Object.fromEntries(Object.entries(process.env).filter((entry) => !isOuter(entry)));
  const isWindows = process.platform === "win32";
  const { status } = spawnSync("npm", ["run", "--silent", "setup"], {
    cwd: new URL("..", import.meta.url),
    env,
    stdio: ["ignore", 2, 2],
    shell: isWindows,
  });
  process.exit(status ?? 1);
}
