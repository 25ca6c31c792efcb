/** The folders that say most of where files lie: the common one is opened, then the largest, while there is room for more. */

/** Contents of one folder; its parts are joined by `/`. */
interface Row {
  readonly v: string | number | null;
  readonly n: number;
}

interface Folder {
  /** Names from the deepest folder that all have in common. */
  readonly name: string;
  readonly depth: number;
  readonly n: number;
  readonly rows: readonly { readonly parts: readonly string[]; readonly n: number }[];
}

/** Counts by folder as counts of at most this number of folders, the largest first; files outside them are left out. */
export function topFolders(rows: readonly Row[], most: number): readonly { readonly v: string; readonly n: number }[] {
  const all = rows.map(({ v, n }) => ({ parts: String(v ?? "").split("/"), n }));
  let folders: readonly Folder[] = [{ name: "", depth: 0, n: 0, rows: all }];
  for (;;) {
    const largest = [...folders].sort((a, b) => b.n - a.n).find((one) => parted(one).length > 0);
    const below = largest ? parted(largest) : [];
    if (!largest || folders.length - 1 + below.length > most) break;
    folders = [...folders.filter((one) => one !== largest), ...below];
  }
  // All in one place that parts into too many: the largest of these.
  const [only] = folders;
  if (folders.length === 1 && only) {
    const below = parted(only);
    if (below.length > 0) folders = below;
  }
  return folders
    .filter(({ n, name }) => n > 0 || name !== "")
    .map(({ name, n }) => ({ v: name || "(top)", n }))
    .sort((a, b) => b.n - a.n || (a.v < b.v ? -1 : 1))
    .slice(0, most);
}

/** The folders in a folder, and the files in it as one more; none where it has no folders. */
function parted({ name, depth, rows }: Folder): readonly Folder[] {
  if (rows.every(({ parts }) => parts.length <= depth)) return [];
  const groups = Map.groupBy(rows, ({ parts }) => parts[depth] ?? "");
  return [...groups].map(([part, own]) => ({
    // Where all have one folder in common, its name says nothing.
    name: groups.size === 1 && name === "" ? "" : [name, part].filter(Boolean).join("/"),
    depth: part === "" && !own.some(({ parts }) => parts.length > depth) ? Number.POSITIVE_INFINITY : depth + 1,
    n: own.reduce((sum, { n }) => sum + n, 0),
    rows: own,
  }));
}
