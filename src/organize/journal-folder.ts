/** Where the journals of a catalogue lie: in its folder; for a server among the states of programs on this machine. */
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * The folder of the journals, which need not be there.
 *
 * @param url of the catalogue, without a password.
 */
export function journalFolder(url: string): string {
  if (!url.includes("://")) return join(resolve(url), "moves");
  // XDG Base Directory Specification 0.8; Windows has a folder of its own for what stays on a machine.
  const state =
    process.env["XDG_STATE_HOME"] ||
    (process.platform === "win32" && process.env["LOCALAPPDATA"]) ||
    join(homedir(), ".local", "state");
  const name = createHash("sha256").update(url).digest("hex").slice(0, 16);
  return join(state, "midiq", name, "moves");
}
