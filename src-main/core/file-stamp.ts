/** The present instant as part of a file's name: in order of time, without what a file system refuses. */
export function fileStamp(): string {
  return new Date().toISOString().replaceAll(/[:.]/g, "-");
}
