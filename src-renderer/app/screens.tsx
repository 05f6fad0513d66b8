import { Compass } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { CommitScreen } from "../commit/commit-screen.tsx";
import { DocumentScreen } from "../document/document-screen.tsx";
import { LibraryScreen } from "../library/library-screen.tsx";
import { SearchScreen } from "../search/search-screen.tsx";
import { SessionScreen } from "../sessions/session-screen.tsx";
import { SessionsScreen } from "../sessions/sessions-screen.tsx";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import { common } from "../strings/en-common.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useCoreQuery } from "./core-query.ts";
import { navigate, routes, useRoute } from "./navigation.ts";

// Screens that not every start needs, each with its own part of the page's code.
const LedgerScreen = lazy(async () => ({ default: (await import("../ledger/ledger-screen.tsx")).LedgerScreen }));
const BeliefsScreen = lazy(async () => ({ default: (await import("../beliefs/beliefs-screen.tsx")).BeliefsScreen }));
const BeliefScreen = lazy(async () => ({ default: (await import("../beliefs/belief-screen.tsx")).BeliefScreen }));
const HistoryScreen = lazy(async () => ({ default: (await import("../history/history-screen.tsx")).HistoryScreen }));
const InsightsScreen = lazy(async () => ({ default: (await import("../insights/insights-screen.tsx")).InsightsScreen }));

interface ScreenProps {
  readonly isEmpty: boolean;
}

/** The screen of the current route. */
export function Screen(props: ScreenProps) {
  return (
    <Suspense fallback={<Skeleton />}>
      <RouteScreen {...props} />
    </Suspense>
  );
}

function RouteScreen({ isEmpty }: ScreenProps) {
  const route = useRoute();
  switch (route.screen) {
    case "home":
      return isEmpty ? <LibraryScreen repositoryId={null} /> : <Home />;
    case "search":
      return <SearchScreen />;
    case "sessions":
      return <SessionsScreen params={route.params} />;
    case "session":
      return <SessionScreen id={route.id} line={route.line} query={route.params.get("q") ?? ""} />;
    case "document":
      return <DocumentScreen id={route.id} line={route.line} params={route.params} />;
    case "commit":
      return <CommitScreen repositoryId={route.repositoryId} hash={route.hash} path={route.params.get("path")} />;
    case "history":
      return <HistoryScreen repositoryId={route.repositoryId} path={route.path} symbol={route.symbol} line={route.line} />;
    case "ledger":
      return <LedgerScreen params={route.params} />;
    case "beliefs":
      return <BeliefsScreen params={route.params} />;
    case "belief":
      return <BeliefScreen repositoryId={route.repositoryId} id={route.id} />;
    case "insights":
      return <InsightsScreen params={route.params} />;
    case "library":
      return <LibraryScreen repositoryId={route.repositoryId} />;
    case "settings":
      return <SettingsScreen section={route.section} />;
    default:
      return (
        <EmptyState
          icon={Compass}
          isScreen
          title={common.unknownScreen}
          actions={<ButtonLink href={routes.search()}>{common.screens.search}</ButtonLink>}
        >
          {common.unknownScreenHelp}
        </EmptyState>
      );
  }
}

/** Where the app starts: search, once there is something to find. */
function Home() {
  const { data } = useCoreQuery("host.status", {});
  const isReady = data !== undefined;
  useEffect(() => {
    if (isReady) navigate(routes.search(), { replace: true });
  }, [isReady]);
  return null;
}
