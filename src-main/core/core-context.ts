import type { CoreContract, HostCapabilities, SearchResponse, SyncStatus } from "../../src-shared/contract/index.ts";
import type { EventName, PayloadOf } from "../../src-shared/rpc/contract.ts";
import type { SearchFacets, SimilarPlace, SimilarResponse, TextRange } from "../../src-shared/contract/search.ts";
import type { ConfigService } from "./config/config-service.ts";
import type { Notices } from "./notices.ts";
import type { NetworkLedger } from "./network/network-ledger.ts";
import type { RunManager } from "./indexer/run-manager.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { ChangedSymbols } from "./links/changed-symbols.ts";
import type { Logger } from "./log/logger.ts";
import type { CorePaths } from "./paths.ts";
import type { SecretCipher } from "./secrets/secret-store.ts";
import type { FacetsInput, SearchInput } from "./search/search-service.ts";
import type { KnowledgeReader, KnowledgeStore } from "./store/knowledge-store.ts";
import type { MachineStore } from "./store/machine-store.ts";
import type { Remote } from "./store/service.ts";
import type { TranscriptService } from "./transcripts/transcript-service.ts";

/** What the host lends the core: dialogues and the like. A host without one leaves it out, and says so in its capabilities. */
export interface HostServices {
  readonly capabilities: HostCapabilities;
  /** Resolves with null when the user cancels. */
  readonly pickFolder?: () => Promise<string | null>;
  /** The operating system's keychain. Without one, secrets lie in a file that only the user can read. */
  readonly cipher?: SecretCipher;
  /** Opens a file of this machine with the program the user has for it. The path is absolute and was checked. */
  readonly openPath?: (path: string) => Promise<void>;
}

/** The search engine, in whatever threads it runs. */
export interface Searcher {
  query(input: SearchInput, signal: AbortSignal): Promise<SearchResponse>;
  /** The facets alone, of what a search of this text matches. */
  facets(input: FacetsInput, signal: AbortSignal): Promise<SearchFacets>;
  /** Documents that mean what a passage means. */
  similar(to: SimilarPlace, limit: number): Promise<SimilarResponse>;
  /** Where the query's words stand in a text, by the same analysis as highlights. */
  matches(query: string, text: string): Promise<readonly TextRange[]>;
}

/** What the API's parts share. Made once by `createCore`. */
export interface CoreContext {
  readonly version: string;
  readonly paths: CorePaths;
  readonly logger: Logger;
  readonly host: HostServices;
  readonly config: ConfigService;
  /** Writes, and reads that must see the latest write. */
  readonly store: Remote<KnowledgeStore>;
  /** Reads that never wait for a writer. */
  readonly reader: Remote<KnowledgeReader>;
  readonly machine: Remote<MachineStore>;
  readonly searcher: Searcher;
  /** In the reader's thread too. */
  readonly ledger: Ledger;
  readonly runs: RunManager;
  readonly transcripts: TranscriptService;
  /** Which definitions a commit changed. */
  readonly changedSymbols: ChangedSymbols;
  /** How this machine stands to the server it shares with; off where there is none. */
  readonly sync: () => SyncStatus;
  readonly notices: Notices;
  /** Whoever asks another machine does it through this. */
  readonly network: NetworkLedger;
  /** Told after every change of the library. Returns the function that ends it. */
  onLibraryChanged(listener: () => void): () => void;
  emit<E extends EventName<CoreContract>>(event: E, payload: PayloadOf<CoreContract, E>): void;
}

/** The handlers of one part of the contract. */
export type { Handlers } from "../../src-shared/rpc/contract.ts";
