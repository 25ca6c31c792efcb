/** The plugins of a stage that run in a process of their own. */
import { type IsolationLimits, isolation, type Plugin } from "../plugin/plugin.ts";
import { referencesOf } from "../plugin/references.ts";
import { failureOf } from "../plugin/run-analyzer.ts";
import { type IsolatedPlugins, isolatePlugins } from "./process.ts";

/** The isolated ones among some plugins. */
export interface IsolatedAmong extends IsolatedPlugins {
  readonly has: (plugin: Plugin) => boolean;
}

/** Processes of this thread by what they load, with how many steps use each. */
const shared = new Map<string, { readonly plugins: IsolatedPlugins; users: number }>();

/** Finds the isolated plugins. The steps of a thread share one process, which starts when it is first asked. */
export function isolatedIn(plugins: readonly Plugin[]): IsolatedAmong {
  const has = (plugin: Plugin): boolean => plugin.isolate !== undefined;
  const key = JSON.stringify(referencesOf(plugins).references);
  const held = shared.get(key) ?? { plugins: startIsolated(plugins), users: 0 };
  shared.set(key, held);
  held.users++;
  const stop = (): void => {
    if (--held.users > 0) return;
    shared.delete(key);
    held.plugins.stop();
  };
  return { ...held.plugins, has, stop };
}

function startIsolated(plugins: readonly Plugin[]): IsolatedPlugins {
  const apart = plugins.filter((plugin) => plugin.isolate !== undefined);
  const limits = apart.map(({ isolate }) => isolate as IsolationLimits);
  const seconds = new Map(
    plugins.flatMap(({ provides }) =>
      provides.flatMap((one) =>
        one.kind === "analyzer" && one.seconds !== undefined ? [[one.id, one.seconds] as const] : [],
      ),
    ),
  );
  const versions = new Map(
    plugins.flatMap(({ provides }) =>
      provides.flatMap((one) =>
        one.kind === "analyzer" || one.kind === "tagger" ? [[one.id, one.version] as const] : [],
      ),
    ),
  );
  return isolatePlugins(
    // What an isolated analyzer needs of others is known there by name, so all plugins are loaded.
    referencesOf(plugins).references,
    {
      secondsOf: (id) => seconds.get(id) ?? Math.min(isolation.seconds, ...limits.map((one) => one.seconds)),
      bytes: Math.min(...limits.map(({ megabytes }) => megabytes * 2 ** 20)),
    },
    (id, { code, message }) => ({ id, failure: failureOf({ id, version: versions.get(id) ?? 0 }, code, message) }),
  );
}
