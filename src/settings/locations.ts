/** Folders that machines share, as a configuration and a person name them. */
import { readLocations } from "../catalogue/places/locations.ts";
import { AskedError } from "../errors.ts";

/**
 * Names of locations by path: those of the configuration, and those that were named, which win.
 *
 * @param named `nas1=/mnt/midi` each.
 * @throws AskedError `bad-location`
 */
export function chooseLocations(
  named: readonly string[],
  configured: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const read = named.map((one) => {
    const [, name, path] = /^([^=]+)=(.+)$/s.exec(one) ?? [];
    if (name !== undefined && path !== undefined) return [path, name] as const;
    throw new AskedError(
      "bad-location",
      `Cannot read the location "${one}": write NAME=PATH, for example --location nas1=/mnt/midi`,
    );
  });
  const all = { ...configured, ...Object.fromEntries(read) };
  readLocations(all);
  return all;
}
