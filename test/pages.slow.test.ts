/** The pages of docs/ whose commands run, each in a process of its own. */
import { followPages } from "./pages.ts";

followPages([
  { page: "docs/plugins.md", hasCatalogue: false },
  { page: "docs/command.md" },
  { page: "docs/looking.md" },
  { page: "docs/results.md" },
  { page: "docs/datasets.md" },
  { page: "docs/export-files.md" },
  { page: "docs/annotate.md" },
  { page: "docs/organizing.md" },
  { page: "docs/duplicates.md" },
  { page: "docs/keeping-up.md" },
  { page: "docs/tags.md" },
  { page: "docs/moving.md" },
]);
