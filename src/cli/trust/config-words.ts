/** Whether a command line wants the configuration of the folder: help, the version, Tab and the manual do not. */
import process from "node:process";

const noConfig = "--no-config";

/** Commands that answer without it, by the word that follows them. */
const without: Readonly<Record<string, RegExp>> = {
  help: /^/,
  man: /^/,
  completion: /^/,
  complete: /^/,
  config: /^(?:trust|untrust|list)$/,
  plugins: /^new$/,
};

/** The words of a command line but for `--no-config`, which may stand anywhere among options. */
export function withoutSwitch(given: readonly string[]): readonly string[] {
  const end = given.includes("--") ? given.indexOf("--") : given.length;
  return given.filter((word, n) => n >= end || word !== noConfig);
}

/** Whether a configuration may be looked for at all. @param arranged the command, its options, and its words after `--`. */
export function wantsConfig(arranged: readonly string[]): boolean {
  if (process.env["MIDIQ_NO_CONFIG"]) return false;
  const end = arranged.includes("--") ? arranged.indexOf("--") : arranged.length;
  if (arranged.slice(0, end).some((word) => ["--help", "-h", "--version", "-V"].includes(word))) return false;
  const [command = ""] = arranged;
  return !(Object.hasOwn(without, command) && without[command]?.test(arranged[end + 1] ?? ""));
}
