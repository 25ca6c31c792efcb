/** The first page that a reader follows; pages.slow.test.ts follows the others. */
import { followPages } from "./pages.ts";

followPages([{ page: "README.md", hasCatalogue: false }]);
