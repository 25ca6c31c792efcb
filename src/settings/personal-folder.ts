/** Where a person keeps settings that hold in every folder. */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** `~/.config/midiq`, or what `$XDG_CONFIG_HOME` names, as the XDG base directory specification says. */
export function personalFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const { XDG_CONFIG_HOME: named } = env;
  return join(named && isAbsolute(named) ? named : join(homedir(), ".config"), "midiq");
}
