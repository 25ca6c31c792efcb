/** Chooses the columns of the table among all fields, and their order. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, quietly } from "../ask.ts";
import { chooseColumns, wantedColumns } from "../columns.ts";

interface Field {
  readonly name: string;
  readonly about: string;
  /** The analyzer that computes it, or `catalogue`. */
  readonly owner: string;
}
/** Fields that the list shows at once. */
const most = 60;

export function ColumnsPanel() {
  const all = useSignal<readonly Field[]>([]);
  const like = useSignal("");
  useEffect(
    () =>
      void quietly(async () => {
        const { fields } = await ask<{ readonly fields: readonly Field[] }>("fields");
        // What is heard in files is wanted more often than what their names say.
        const heard = (field: Field): boolean => field.owner !== "catalogue";
        all.value = [...fields.filter(heard), ...fields.filter((field) => !heard(field))];
      }),
    [],
  );
  const chosen = wantedColumns.value.split(",");
  const word = like.value.toLowerCase();
  const rest = all.value.filter(
    ({ name, about }) => !chosen.includes(name) && `${name} ${about}`.toLowerCase().includes(word),
  );
  const aboutOf = (name: string): string => all.value.find((field) => field.name === name)?.about ?? "";
  const sooner = (at: number): void => {
    const next = [...chosen];
    next.splice(at - 1, 0, ...next.splice(at, 1));
    chooseColumns(next);
  };
  return (
    <>
      <ul class="list">
        {chosen.map((name, at) => (
          <li key={name}>
            <label title={aboutOf(name)}>
              <input
                type="checkbox"
                checked
                disabled={chosen.length === 1}
                onChange={() => chooseColumns(chosen.filter((one) => one !== name))}
              />
              <b>{name}</b> <span class="dim">{aboutOf(name)}</span>
            </label>
            <button
              type="button"
              class="quiet"
              aria-label={`${name} further left`}
              disabled={at === 0}
              onClick={() => sooner(at)}
            >
              ↑
            </button>
          </li>
        ))}
      </ul>
      <label>
        Find a field
        <input type="search" value={like.value} onInput={(event) => (like.value = event.currentTarget.value)} />
      </label>
      <ul class="list is-long">
        {rest.slice(0, most).map(({ name, about }) => (
          <li key={name}>
            <label title={about}>
              <input type="checkbox" checked={false} onChange={() => chooseColumns([...chosen, name])} />
              <b>{name}</b> <span class="dim">{about}</span>
            </label>
          </li>
        ))}
      </ul>
      {rest.length > most && <p class="dim">{rest.length - most} more: type a part of the name</p>}
      <p>
        <button type="button" class="link" onClick={() => chooseColumns([])}>
          the usual columns
        </button>
      </p>
    </>
  );
}
