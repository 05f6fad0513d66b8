import { COLUMNS } from "./columns.ts";
import { describeStore } from "./store-conformance.ts";

for (const column of COLUMNS.slice(2, 3)) describeStore(column);
