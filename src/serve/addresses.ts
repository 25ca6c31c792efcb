/** Short addresses that lead to longer ones: `/f/HASH` to a file in the page, `.json` behind either to its data. */
import type { Hono } from "hono";
import { base } from "./openapi.ts";
import { shownDigits } from "./routes/shared.ts";

/** Rows of a `.json` address. */
const rows = 100;

/** Adds them. */
export function addAddresses(app: Hono): void {
  app.get("/f/:name{[0-9a-f]{12,64}}", (context) =>
    context.redirect(`/?file=${context.req.param("name").slice(0, shownDigits)}`),
  );
  app.get("/f/:name{[0-9a-f]{12,64}\\.json}", (context) =>
    context.redirect(`${base}/files/${context.req.param("name").replace(".json", "")}`),
  );
  // The state of the page, as page/url.ts writes it: a file that is open is what one wants of it.
  app.get("/.json", (context) => {
    const { q = "", sort, cols, file } = context.req.query();
    if (file !== undefined && /^[0-9a-f]{12,64}$/.test(file)) return context.redirect(`${base}/files/${file}`);
    const ordered = sort === undefined || /(?:^|\s)sort\s/.test(q) ? q : `${q} sort ${sort}`.trim();
    const search = new URLSearchParams({ q: ordered, limit: `${rows}`, ...(cols !== undefined && { fields: cols }) });
    return context.redirect(`${base}/files?${search}`);
  });
}
