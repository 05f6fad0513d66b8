/**
 * Raised whenever any reader, the analyser or the token layout would give something else for the same file: files indexed
 * under an older number are read again at the next run.
 */
export const READERS_VERSION = 5;
