/** Tuning: what a server is set to, what would suit this machine and this amount of data, and why. It changes nothing. */
import { isServer } from "../../database/server/server.ts";
import { sessionSettings } from "../../database/session.ts";
import type { Store } from "../store.ts";
import { rules, type Situation, safeguards } from "./advice.ts";
import { type Machine, machineOf } from "./machine.ts";

/** One setting. */
export interface Advice {
  readonly name: string;
  readonly now: string;
  /** What would be better while files come in, and when queries are asked; null where it is well as it is. */
  readonly loading: string | null;
  readonly queries: string | null;
  readonly why: string;
  /** True where only a restart of the server changes it. */
  readonly needsRestart: boolean;
}

/** What a tuning says. */
export interface Tuning {
  readonly engine: "server" | "embedded";
  readonly version: string;
  readonly machine: Machine;
  /** Bytes of the database. */
  readonly data: number;
  readonly advice: readonly Advice[];
  /** Settings that endanger the catalogue. */
  readonly warnings: readonly string[];
}

interface Setting {
  readonly name: string;
  readonly now: string;
  readonly setting: string;
  readonly unit: string | null;
  readonly context: string;
  readonly choices: readonly string[] | null;
}

/**
 * Compares the settings of the database with what is advised.
 *
 * @param megabytes memory of the server's machine, where a person says it.
 */
export async function tuningOf(store: Pick<Store, "query" | "url">, megabytes?: number): Promise<Tuning> {
  const names = [...rules.map(({ name }) => name), ...Object.keys(safeguards)];
  const settings = await store.query<Setting>(
    `select name, setting, unit, context, to_json(enumvals) as choices, current_setting(name) as now
     from pg_settings where name = any($1::text::text[])`,
    [`{${names.join(",")}}`],
  );
  const [about] = await store.query<{ version: string; data: string }>(
    "select current_setting('server_version') as version, pg_database_size(current_database())::text as data",
  );
  const by = new Map(settings.map((setting) => [setting.name, setting]));
  const machine = await machineOf(store, megabytes);
  const data = Number(about?.data);
  const situation: Situation = { machine, data, choices: (name) => by.get(name)?.choices ?? [] };
  const isOnServer = isServer(store.url);
  return {
    engine: isOnServer ? "server" : "embedded",
    version: about?.version ?? "",
    machine,
    data,
    advice: rules.flatMap(({ name, loading, queries, why, isLeast }) => {
      const setting = by.get(name);
      if (!setting) return [];
      const better = (wanted: string | undefined): string | null =>
        isOnServer && wanted !== undefined && differs(setting, wanted, isLeast === true) ? wanted : null;
      return {
        ...{
          name,
          now: name in sessionSettings ? `${setting.now} (midiq)` : setting.now,
          why,
          needsRestart: setting.context === "postmaster",
        },
        loading: better(loading?.(situation)),
        queries: better(queries?.(situation)),
      };
    }),
    warnings: isOnServer
      ? Object.entries(safeguards).flatMap(([name, why]) =>
          by.get(name)?.setting === "off" ? [`${name} is ${why}`] : [],
        )
      : [],
  };
}

/** Bytes, seconds or counts that a value of a setting stands for. */
const factors: Readonly<Record<string, number>> = {
  ...{ B: 1, kB: 2 ** 10, "8kB": 2 ** 13, MB: 2 ** 20, GB: 2 ** 30 },
  ...{ ms: 0.001, s: 1, min: 60 },
};

function differs({ setting, unit }: Setting, wanted: string, isLeast: boolean): boolean {
  if (!isLeast) return setting !== wanted;
  const [, number = "0", wantedUnit = ""] = /^(\d+)(\w*)$/.exec(wanted) ?? [];
  const present = Number(setting) * (factors[unit ?? ""] ?? 1);
  // What is near enough is well as it is.
  return present < Number(number) * (factors[wantedUnit] ?? 1) * 0.8;
}
