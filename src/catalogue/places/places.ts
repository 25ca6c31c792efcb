/** Places: from paths as this machine has them to paths as the catalogue stores them, and back. */
import { existsSync, readdirSync } from "node:fs";
import { StoreError } from "../../database/error.ts";
import { bucketParts, isAbsolute, isBucketPath, keyAndRest, whereabouts, withHost } from "./stored-path.ts";

/** A place that copies lie in. */
export interface Place {
  /** Number of its row in the table `source`. */
  readonly source: number;
  /** What its stored paths begin with; empty for the first machine and the first endpoint. */
  readonly key: string;
  /** What the ids of its copies are mixed with. */
  readonly salt: bigint;
}

/** A folder of this machine that is, or lies in, a location which machines share. */
export interface Mount extends Place {
  /** Without a slash at its end; empty for all of the disk. */
  readonly path: string;
}

/** What there is to know, as plain data that workers can be given. */
export interface PlacesData {
  readonly machine: Place;
  /** The longest paths first. */
  readonly mounts: readonly Mount[];
  readonly bucket: Place;
  /** The name of the first machine; empty in a catalogue without files. */
  readonly first: string;
  /** The host of the first endpoint of buckets; empty where it is not known. */
  readonly firstHost: string;
  /** Keys of other machines and of shared locations. */
  readonly keys: readonly string[];
  /** Why files of this machine's own disks must not be added; undefined where they may. */
  readonly refusal?: string;
  /** What somebody who adds files should know. */
  readonly warning?: string;
}

/** Where a path lies. */
export interface Placed extends Pick<Place, "source" | "salt"> {
  /** As it is stored. */
  readonly path: string;
  /** As its place has it, without the key: what names say is read off it, and its hash is the copy's id. */
  readonly inside: string;
}

/** Paths here and paths in the catalogue. */
export interface Places {
  readonly data: PlacesData;
  /** Where a path lies. */
  readonly placed: (path: string) => Placed;
  /**
   * Refuses files that nobody would know again.
   *
   * @throws StoreError `nameless-machine` for a file on the own disks of a container with a random name.
   */
  readonly refuse: (placed: Placed) => void;
  /** True for a path that is stored as it stands, by the usual source. */
  readonly isUsual: (path: string) => boolean;
  /** The path as it is stored. */
  readonly stored: (path: string) => string;
  /** The same, and as it was stored before the folder that it lies in was called a location. */
  readonly forms: (path: string) => readonly string[];
  /** How stored paths begin that lie where paths here begin so: in a folder, and in locations that are mounted below it. */
  readonly storedPrefixes: (prefix: string) => readonly string[];
  /**
   * How a path is stored that somebody types in a query, where that is otherwise: the path may be a glob, the beginning of a path,
   * or a folder that locations are mounted in or below.
   */
  readonly otherwise: (typed: string) => readonly string[];
  /** The same of some paths, and what lies below them in folders and archives. */
  readonly under: (paths: readonly string[]) => Under;
  /** The path here of a stored one; undefined where it lies on another machine, or is not mounted here. */
  readonly local: (stored: string) => string | undefined;
  /** The path as people here see it: as it can be opened, or else with the name of its place. */
  readonly shown: (stored: string) => string;
  /** What somebody typed, here or off a page, as it is stored. @param path the whole path, where it is one of this machine. */
  readonly meant: (typed: string, path?: string) => string;
  /** Where a stored path lies that is not here. */
  readonly whereabouts: (stored: string) => string;
  /** The stored path without its key. */
  readonly inside: (stored: string) => string;
}

/** Stored paths, and how those begin that lie below them. */
export interface Under {
  readonly paths: readonly string[];
  readonly prefixes: readonly string[];
}

/** Makes both ways of the data. */
export function createPlaces(data: PlacesData): Places {
  const { machine, mounts, bucket, first, firstHost, keys, refusal } = data;
  const known = new Set(keys);
  const mountOf = (path: string): Mount | undefined =>
    mounts.find((mount) => path.startsWith(`${mount.path}/`) || path === mount.path);
  const within = (path: string, mount: Mount): string => path.slice(mount.path.length + 1);
  const prefixed = (path: string): string => (machine.key === "" ? path : `${machine.key}:${path}`);

  const placed = (path: string): Placed => {
    if (isBucketPath(path)) {
      const own = bucket.key === "" ? path : withHost(path, bucket.key);
      return { source: bucket.source, salt: bucket.salt, path: own, inside: path };
    }
    // What a plugin gives has an address of its own, which says the same everywhere.
    if (!isAbsolute(path)) return { source: machine.source, salt: 0n, path, inside: path };
    const mount = mounts.length > 0 ? mountOf(path) : undefined;
    if (mount) {
      const inside = within(path, mount);
      return { source: mount.source, salt: mount.salt, path: `${mount.key}:${inside}`, inside };
    }
    return { source: machine.source, salt: machine.salt, path: prefixed(path), inside: path };
  };
  const split = (stored: string): readonly [key: string, rest: string] | undefined => {
    const parts = keyAndRest(stored);
    return parts && known.has(parts[0]) ? parts : undefined;
  };
  const stored = (path: string): string => {
    if (isBucketPath(path)) return bucket.key === "" ? path : withHost(path, bucket.key);
    if (!isAbsolute(path)) return path;
    const mount = mounts.length > 0 ? mountOf(path) : undefined;
    return mount ? `${mount.key}:${within(path, mount)}` : prefixed(path);
  };
  const local = (stored: string): string | undefined => {
    if (isBucketPath(stored)) {
      const { host = "", plain } = bucketParts(stored);
      return host === bucket.key ? plain : undefined;
    }
    const parts = split(stored);
    if (parts) {
      const [key, rest] = parts;
      if (isAbsolute(rest)) return key === machine.key ? rest : undefined;
      const ways = mounts.filter((mount) => mount.key === key).map(({ path }) => `${path}/${rest}`);
      return ways.length > 1 ? (ways.find((way) => existsSync(way)) ?? ways[0]) : ways[0];
    }
    return machine.key === "" || !isAbsolute(stored) ? stored : undefined;
  };
  const forms = (path: string): readonly string[] => [
    ...new Set([stored(path), ...(isAbsolute(path) ? [prefixed(path)] : [])]),
  ];
  const storedPrefixes = (prefix: string): readonly string[] => {
    if (isBucketPath(prefix) || !isAbsolute(prefix)) return [stored(prefix)];
    const below = mounts.filter(
      ({ path }) => `${path}/`.startsWith(prefix) && `${path}/` !== prefix && isMounted(path),
    );
    return [...new Set([...forms(prefix), ...below.map(({ key }) => `${key}:`)])];
  };
  const otherwise = (typed: string): readonly string[] => {
    if (isBucketPath(typed)) return bucket.key === "" ? [] : [withHost(typed, bucket.key)];
    if (!isAbsolute(typed)) return [];
    const path = typed.replace(/\/+$/, "");
    const literal = path.slice(0, path.search(/[*?]|$/));
    const mount = mountOf(literal);
    const within = mount ? [`${mount.key}:${path.slice(mount.path.length + 1)}`] : [];
    // All of a location lies below: `/mnt`, `/mnt/` and `/mnt/**`, when it is mounted at `/mnt/nas`.
    const isWhole = path === literal || path.slice(literal.length) === "**";
    const below = isWhole
      ? mounts.filter((one) => one !== mount && one.path.startsWith(literal.replace(/\/*$/, "/")))
      : [];
    const own = machine.key === "" ? [] : [prefixed(typed)];
    return [...within, ...below.map(({ key }) => `${key}:${path === literal ? "" : "**"}`), ...own];
  };
  const shown = (stored: string): string => {
    const here = local(stored);
    if (here !== undefined) return here;
    // Stored without a name is what lies at the first endpoint and on the first machine.
    if (isBucketPath(stored))
      return bucketParts(stored).host === undefined && firstHost !== "" ? withHost(stored, firstHost) : stored;
    return isAbsolute(stored) && first !== "" ? `${first}:${stored}` : stored;
  };
  return {
    data,
    refuse: ({ source, inside }) => {
      if (refusal !== undefined && source === machine.source && isAbsolute(inside))
        throw new StoreError("nameless-machine", refusal);
    },
    placed,
    stored,
    forms,
    isUsual: (path) =>
      machine.key === "" &&
      refusal === undefined &&
      (isBucketPath(path) ? false : mounts.length === 0 || !isAbsolute(path) || mountOf(path) === undefined),
    storedPrefixes,
    otherwise,
    under: (paths) => ({
      paths: paths.flatMap(forms),
      prefixes: paths.flatMap((path) => [
        ...storedPrefixes(`${path.replace(/\/+$/, "")}/`),
        ...forms(path).map((form) => `${form}!/`),
      ]),
    }),
    local,
    shown,
    meant: (typed, path = typed) => {
      const parts = keyAndRest(typed);
      if (parts && isAbsolute(parts[1]) && parts[0] === first) return parts[1];
      if (isBucketPath(typed)) {
        const { host, plain } = bucketParts(typed);
        if (host !== undefined) return host === firstHost ? plain : typed;
      }
      if (split(typed)) return typed;
      return stored(path);
    },
    whereabouts: (stored) => {
      if (isBucketPath(stored))
        return `it is in a bucket of ${bucketParts(stored).host ?? (firstHost === "" ? "another endpoint" : firstHost)}`;
      return whereabouts(shown(stored));
    },
    inside: (stored) => (isBucketPath(stored) ? bucketParts(stored).plain : (split(stored)?.[1] ?? stored)),
  };
}

/** An empty folder may be where a disk is to be mounted. */
function isMounted(path: string): boolean {
  try {
    return readdirSync(path === "" ? "/" : path).length > 0;
  } catch {
    return false;
  }
}
