/** A catalogue as a plugin's command sees it: without what writes to it. */
import { AskedError } from "../../errors.ts";
import type { ReadableCatalogue } from "../../plugin/command.ts";
import type { Catalogue } from "../catalogue.ts";

/** What a command of a plugin is given. `find` throws AskedError `no-field` for a field that there is not. */
export const readable = (db: Catalogue): ReadableCatalogue => ({
  fields: db.registry.fields,
  find: async (query, show) => {
    const prepared = await db.prepare(query);
    const wanted = show?.map((name) => {
      const field = db.registry.find(name);
      if (!field) throw new AskedError("no-field", `Cannot find the field "${name}": midiq fields lists all fields`);
      return field.name;
    });
    const asked = wanted ? { ...prepared, checked: { ...prepared.checked, show: wanted } } : prepared;
    return (await db.find(asked, { codes: true, limit: Number.POSITIVE_INFINITY })).rows;
  },
});
