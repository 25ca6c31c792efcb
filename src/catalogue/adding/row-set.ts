/** The rows of a batch, packed in any thread: a buffer for each table, and where each item's rows end in it. */
import { Buffer } from "node:buffer";
import type { Packed } from "../../pipeline/stage.ts";
import type { AnalyzerSet } from "../renewing/analyzer-set.ts";
import { RowPacker } from "../tables/copy-binary.ts";
import {
  columnsOf,
  type StagedColumn,
  type StagedTable,
  staged,
  stagedTables,
  type WritePlan,
} from "../tables/plan.ts";

/** Ids of the rows of a batch. */
export interface RowIds {
  readonly contents: BigInt64Array;
  readonly copies: BigInt64Array;
  /** Contents that have to be settled: they may have other copies, or the name of one says something of the music. */
  readonly unsettled: BigInt64Array;
}

/** What stands beside the buffers, so that a batch can be split between two items. */
export interface PackedAbout extends RowIds {
  /** For each item one end for each table, in the order of the buffers. */
  readonly ends: Int32Array;
  readonly items: number;
  /** Contents that are not rejected. */
  readonly music: number;
  /** The sets that its contents have, by number. */
  readonly sets: ReadonlyMap<number, AnalyzerSet>;
}

/** A row of a table by column; features come apart. */
export type StagedRow<Table extends StagedTable> = Readonly<Record<StagedColumn<Table>["column"], unknown>>;

/** Rows that are being collected. */
export interface RowSet {
  readonly add: <Table extends StagedTable>(
    table: Table,
    row: StagedRow<Table>,
    features?: Readonly<Record<string, unknown>>,
  ) => void;
  /** Notes what a number in `analyzer_set` stands for. */
  readonly noteSet: (number: number, set: AnalyzerSet) => void;
  /** Notes that a content has to be settled. */
  readonly unsettle: (content: bigint) => void;
  /** Ends the rows of one item. */
  readonly endItem: () => void;
  /** All rows since the last call, ready to be moved to another thread; undefined when there are none. */
  readonly take: () => Packed | undefined;
}

/** An empty set of rows under a plan. */
export function createRowSet(plan: Pick<WritePlan, "features">): RowSet {
  const packers = Object.fromEntries(
    stagedTables.map((table) => [table, new RowPacker(columnsOf(table, plan.features))]),
  ) as Readonly<Record<StagedTable, RowPacker>>;
  let ends: number[] = [];
  let ids: Readonly<Record<"contents" | "copies" | "unsettled", bigint[]>> = {
    contents: [],
    copies: [],
    unsettled: [],
  };
  let music = 0;
  let sets = new Map<number, AnalyzerSet>();
  return {
    add: (table, row, features) => {
      if (table === "content") {
        const { id, status } = row as StagedRow<"content">;
        ids.contents.push(id as bigint);
        if (status !== "rejected") music++;
      } else if (table === "copy") ids.copies.push((row as StagedRow<"copy">).id as bigint);
      const values: unknown[] = staged[table].map(({ column }) => (row as Readonly<Record<string, unknown>>)[column]);
      if (features) for (const { feature } of plan.features) values.push(features[feature]);
      packers[table].row(values);
    },
    noteSet: (number, set) => sets.set(number, set),
    unsettle: (content) => ids.unsettled.push(content),
    endItem: () => {
      for (const table of stagedTables) ends.push(packers[table].length);
    },
    take: () => {
      if (ends.length === 0) return undefined;
      const about: PackedAbout = {
        ends: Int32Array.from(ends),
        items: ends.length / stagedTables.length,
        contents: BigInt64Array.from(ids.contents),
        copies: BigInt64Array.from(ids.copies),
        unsettled: BigInt64Array.from(ids.unsettled),
        music,
        sets,
      };
      sets = new Map();
      ends = [];
      ids = { contents: [], copies: [], unsettled: [] };
      music = 0;
      return { buffers: stagedTables.map((table) => packers[table].take()), about };
    },
  };
}

/** Batches as one, in the order in which they came. */
export function joinPacked(batches: readonly Packed[]): Packed {
  const abouts = batches.map(({ about }) => about as PackedAbout);
  const tables = batches[0]?.buffers.length ?? 0;
  const begins = new Int32Array(tables);
  const ends = abouts.flatMap(({ ends }, batch) => {
    const moved = ends.map((end, n) => end + (begins[n % tables] as number));
    batches[batch]?.buffers.forEach((buffer, table) => {
      begins[table] = (begins[table] as number) + buffer.length;
    });
    return [...moved];
  });
  const idsOf = (name: keyof RowIds): BigInt64Array => BigInt64Array.from(abouts.flatMap((about) => [...about[name]]));
  const sum = (name: "items" | "music"): number => abouts.reduce((all, about) => all + about[name], 0);
  const about: PackedAbout = {
    ends: Int32Array.from(ends),
    items: sum("items"),
    contents: idsOf("contents"),
    copies: idsOf("copies"),
    unsettled: idsOf("unsettled"),
    music: sum("music"),
    sets: new Map(abouts.flatMap(({ sets }) => [...sets])),
  };
  const buffers = Array.from({ length: tables }, (_, table) =>
    Buffer.concat(batches.map((batch) => batch.buffers[table] as Uint8Array)),
  );
  return { buffers, about };
}
