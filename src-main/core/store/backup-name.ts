import { basename, extname, join } from "node:path";
import { fileStamp } from "../file-stamp.ts";

/** The file that a database is backed up into before its schema changes. @param version of the schema it has. */
export function backupName(path: string, version: number, backupsDir: string): string {
  const extension = extname(path);
  return join(backupsDir, `${basename(path, extension)}-schema-${version}-${fileStamp()}${extension}`);
}
