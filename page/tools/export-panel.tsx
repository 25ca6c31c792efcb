/** What is found as a file of another program. */
import { useSignal } from "@preact/signals";
import { addressOf } from "../ask.ts";
import { wantedColumns } from "../columns.ts";
import { sorted } from "../finding.ts";
import { count, place, query } from "../state.ts";
import { grouped } from "../words.ts";

const forms = {
  csv: "CSV for spreadsheets",
  tsv: "TSV",
  jsonl: "JSON, a line a file",
  parquet: "Parquet",
  arrow: "Arrow",
};
/** Rows of the short export. */
const few = 100;

export function ExportPanel({ close }: { readonly close: () => void }) {
  const isAll = useSignal(true);
  const found = count.value;
  const whole = sorted(query.value, place.value.get("sort"));
  const canLimit = !/(?:^|\s)(?:limit|sample)\s/.test(whole) && (found?.count ?? 0) > few;
  const q = isAll.value || !canLimit ? whole : `${whole} limit ${few}`;
  return (
    <>
      <fieldset>
        <legend>Rows</legend>
        <label>
          <input type="radio" name="rows" checked={isAll.value || !canLimit} onChange={() => (isAll.value = true)} />
          all {found?.isEstimate ? "~" : ""}
          {grouped(found?.count ?? 0)}
        </label>
        <label>
          <input
            type="radio"
            name="rows"
            disabled={!canLimit}
            checked={!isAll.value && canLimit}
            onChange={() => (isAll.value = false)}
          />
          the first {few}
        </label>
      </fieldset>
      <p class="dim">Columns: path and {wantedColumns.value.split(",").join(", ")}</p>
      <ul class="list">
        {Object.entries(forms).map(([as, name]) => (
          <li key={as}>
            <a href={addressOf("export", { q, as, fields: wantedColumns.value })} download onClick={close}>
              {name}
            </a>
          </li>
        ))}
        <li>
          <a href={`/.json${location.search}`}>This page as JSON</a>
        </li>
      </ul>
    </>
  );
}
