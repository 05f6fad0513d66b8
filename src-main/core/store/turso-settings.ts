/** What a libSQL process is told of the database it opens. It holds the token: it travels over the process's port and nowhere else. */
export interface TursoSettings {
  readonly mode: "local" | "embedded" | "remote";
  /** The file of a local database or a replica; empty in remote mode. */
  readonly path: string;
  readonly url: string;
  readonly token: string | null;
  /** 0 syncs only when asked, and after a write. */
  readonly syncIntervalMs: number;
  /**
   * Where writes wait while the server cannot be reached, a folder for each server: it opens without the server then, with what is
   * here. Null: opening fails when the server does not answer, and a write that cannot land fails, for whoever asks can ask again.
   */
  readonly outboxDir: string | null;
  readonly backupsDir: string;
  /** All of it is in another library on this machine too: a server that lost it is followed, not given it back. */
  readonly isCopy: boolean;
  /** What is written is for other machines too, by choice: secrets are masked in it. */
  readonly masksSecrets: boolean;
  /** For so long after its start the process does not pull: the one before it had to be ended in the middle of that. Mostly 0. */
  readonly holdPullMs: number;
}

/** The same for a process that reads and searches. */
export interface TursoReaderSettings {
  readonly turso: TursoSettings;
  /** Where an index may be kept that can be made again. */
  readonly cacheDir: string;
  /** Pretrained embedding models. */
  readonly modelsDir: string;
}
