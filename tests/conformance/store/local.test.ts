import { COLUMNS } from "./columns.ts";
import { describeStore } from "./store-conformance.ts";

for (const column of COLUMNS.slice(1, 2)) describeStore(column);
