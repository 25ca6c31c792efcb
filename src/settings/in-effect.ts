/** What is set, to what, and where that comes from. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { usualRules } from "../catalogue/duplicates/keep.ts";
import { isServer, readServer, shownServer } from "../database/server/server.ts";
import type { LoadedConfig } from "../plugin/config.ts";
import { isOwn, type Plugin } from "../plugin/plugin.ts";

/** One setting: the value that holds, and who says so. */
export interface Setting {
  readonly name: string;
  readonly value: unknown;
  /** A file, `$MIDIQ_DB`, `--db`, or the default. */
  readonly from: string;
}

/** What was said, by whom. */
export interface Said {
  readonly db: string;
  readonly workers?: number | undefined;
  /** All that are used. */
  readonly plugins: readonly Plugin[];
  readonly config: LoadedConfig | undefined;
  /** Whether a value was given as an option, and not by the environment or a file. */
  readonly isGiven: (option: "db" | "workers") => boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/** Settings in effect: catalogue, workers, rules for duplicates, locations, plugins, colors. A password is never shown. */
export function settingsInEffect({ db, workers, plugins, config, isGiven, env, isTerminal }: Said): readonly Setting[] {
  const origin = (option: "db" | "workers", variable: string, usual: string): string => {
    if (isGiven(option)) return `--${option}`;
    return env[variable] ? `$${variable}` : (config?.from[option] ?? usual);
  };
  const isThere = isServer(db) || existsSync(db);
  const configured = new Set(config?.plugins.map(({ name }) => name));
  return [
    {
      name: "db",
      value: isServer(db) ? shownServer(readServer(db)) : resolve(db),
      from: origin("db", "MIDIQ_DB", "default: .midiq in this folder") + (isThere ? "" : ", which does not exist yet"),
    },
    {
      name: "workers",
      value: workers ?? availableParallelism(),
      from: origin("workers", "MIDIQ_WORKERS", "default: one per processor"),
    },
    { name: "keep", value: config?.keep ?? usualRules, from: config?.from.keep ?? "default" },
    ...Object.entries(config?.locations ?? {}).map(([path, name]) => ({
      name: "location",
      value: `${name}=${path}`,
      from: config?.from.locations ?? "",
    })),
    ...plugins
      .filter((plugin) => !isOwn(plugin))
      .map(({ name, url }) => ({
        name: "plugin",
        value: url === undefined ? name : `${name} (${url.replace(/^file:\/\//, "")})`,
        from: configured.has(name) ? (config?.file ?? "") : "--plugin",
      })),
    // Colors are for terminals; NO_COLOR is as no-color.org has it.
    env["NO_COLOR"]
      ? { name: "colour", value: "never", from: "$NO_COLOR" }
      : { name: "colour", value: isTerminal ? "yes" : "no", from: "default: on a terminal" },
  ];
}
