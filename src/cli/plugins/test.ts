/** midiq plugins test: runs a plugin over files and says what is wrong with it, then runs its own tests. */

import { checkPlugin, type PluginCheck } from "../../authoring/check-plugin.ts";
import type { Finding, PartFigures } from "../../authoring/findings.ts";
import type { PluginChoice } from "../../settings/plugins.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { pluginsOf } from "../settings.ts";

/** Options of `midiq plugins test`. */
export interface TestOptions extends PluginChoice {
  readonly json?: true;
}

/** Checks the plugins of one module; 0 when nothing is wrong, 1 when something is. */
export async function testPlugin(named: string, files: readonly string[], options: TestOptions): Promise<number> {
  const plugins = await pluginsOf({ ...options, plugin: [named, ...options.plugin] });
  const checked = await checkPlugin(named, { files, plugins, showTests: true });
  process.stdout.write(options.json ? `${jsonLine(checked)}\n` : `${linesOf(checked).join("\n")}\n`);
  return checked.ok ? exits.found : exits.nothing;
}

function linesOf({ files, parts, problems, notes, ok, tests }: PluginCheck): readonly string[] {
  const columns = ["", "version", "given", "failed", "ms a file", "most ms", "slowest file"].map((heading, n) => ({
    heading,
    numeric: n > 0 && n < 6,
  }));
  const rows = parts.map((part) => rowOf(part, files));
  return [
    ...(rows.length > 0 ? table(columns, rows, Number.POSITIVE_INFINITY) : []),
    ...notes.map((one) => `note: ${sentence(one)}`),
    ...problems.map((one) => `problem: ${sentence(one)}`),
    verdict(ok, tests),
  ];
}

const rowOf = (
  { kind, id, version, given, failed, milliseconds: spent }: PartFigures,
  files: number,
): readonly string[] => [
  `${kind} ${id}`,
  String(version),
  `${given} of ${files}`,
  String(failed),
  spent ? spent.mean.toFixed(3) : "",
  spent ? spent.most.toFixed(1) : "",
  spent?.slowest ?? "",
];

function sentence({ id, code, message, files, example }: Finding): string {
  const where =
    example === undefined ? "" : ` (${files > 1 ? `${counted(files, "file")}, for example ` : ""}${example})`;
  return `${id}: ${code}: ${message}${where}`;
}

const verdict = (isFine: boolean, tests: PluginCheck["tests"]): string => {
  const own = tests ? `; its own tests ${tests.passed ? "pass" : "fail"}` : "";
  return `${isFine ? "ok: the same values with 0 and 2 workers, in both orders, and twice on one song" : "not ok"}${own}`;
};
