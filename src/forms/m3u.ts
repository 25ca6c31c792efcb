/** Extended M3U: a playlist of absolute paths with seconds and title. */
import { plain } from "../text/plain.ts";
import type { Form } from "./form.ts";
import { headed } from "./heading.ts";
import { isListable, unlistableNote } from "./listable.ts";
import { isOwnFile, membersNote } from "./members.ts";

export const m3u: Form = {
  fields: ["duration", "name"],
  isForPlayers: true,
  open: (columns) => {
    const [path, duration, name] = ["path", "duration", "name"].map((wanted) =>
      columns.find((column) => column.name === wanted),
    );
    if (!path) throw new TypeError("Cannot write a playlist of rows without paths");
    const under = headed("#EXTM3U\n");
    let members = 0;
    let unlistable = 0;
    return {
      rows: (page) => {
        const lone = page.filter((row) => isOwnFile(path.text(row)));
        members += page.length - lone.length;
        const own = lone.filter((row) => isListable(path.text(row)));
        unlistable += lone.length - own.length;
        const entries = own.map((row) => {
          // -1 is what players take for unknown.
          const seconds = Math.round(Number(duration?.cell(row) ?? -1));
          return `#EXTINF:${seconds},${plain(name?.text(row) ?? "")}\n${path.text(row)}\n`;
        });
        return under(entries.join(""));
      },
      end: () => under(""),
      notes: () => [...membersNote(members), ...unlistableNote(unlistable)],
    };
  },
};
