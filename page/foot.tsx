/** Below the rows: what can be done with all that is found. */
import { withTools } from "./later.ts";
import { canWrite, go } from "./state.ts";

export function Foot() {
  return (
    <footer class="chips">
      <Opener panel="export" name="Export" />
      <Opener panel="columns" name="Columns" />
      <Opener panel="saved" name="Saved queries" />
      <button type="button" class="quiet" onClick={() => go({ view: "dupes" })}>
        Duplicates
      </button>
      {canWrite.value === false && (
        <span class="dim" title="midiq serve --write lets this page tag, rate and save">
          read only
        </span>
      )}
    </footer>
  );
}

function Opener({ panel, name }: { readonly panel: "export" | "columns" | "saved"; readonly name: string }) {
  return (
    <button type="button" class="quiet" onClick={() => withTools((tools) => tools.open(panel))}>
      {name}
    </button>
  );
}
