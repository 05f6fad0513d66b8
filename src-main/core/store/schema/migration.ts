/** Databases that hold the schema. Both speak SQLite's SQL; they differ in extensions. */
export type Dialect = "sqlite" | "turso";

/** One step of a schema. Numbers rise in tens, so that a step can be put between two others before they are released. */
export interface Migration {
  readonly version: number;
  /** What it brings, for the log and the migration table. */
  readonly title: string;
  /** Statements every dialect runs, in order. */
  readonly common: readonly string[];
  /** Statements of one dialect, after the common ones. */
  readonly only?: Readonly<Partial<Record<Dialect, readonly string[]>>>;
}

export function statementsOf(migration: Migration, dialect: Dialect): readonly string[] {
  return [...migration.common, ...(migration.only?.[dialect] ?? [])];
}

/** The newest version a list of migrations leads to. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/** @throws TypeError when versions do not rise in tens: a defect of the list, found before any database is touched. */
export function assertOrdered(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    const previous = index === 0 ? 0 : (migrations[index - 1]?.version ?? 0);
    if (!Number.isInteger(migration.version) || migration.version <= previous) {
      throw new TypeError(`Migration ${migration.version} (${migration.title}) does not follow ${previous}.`);
    }
  });
}
