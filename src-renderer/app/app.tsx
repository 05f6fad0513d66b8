import { LibraryScreen } from "../library/library-screen.tsx";
import { SearchScreen } from "../search/search-screen.tsx";
import { SessionScreen } from "../sessions/session-screen.tsx";
import { SessionsScreen } from "../sessions/sessions-screen.tsx";
import { useRoute, type Route } from "./navigation.ts";
import { Rail } from "./rail.tsx";
import { StatusBar } from "./status-bar.tsx";
import "./app.css";

/** The shell: rail, the current screen, status bar. */
export function App() {
  const route = useRoute();
  return (
    <div className="app">
      <Rail screen={route.screen} />
      <main className="app-screen">
        <Screen route={route} />
      </main>
      <StatusBar />
    </div>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case "search":
      return <SearchScreen text={route.params.get("q") ?? ""} />;
    case "sessions":
      return <SessionsScreen params={route.params} />;
    case "session":
      return <SessionScreen id={route.id} line={route.line} />;
    default:
      return <LibraryScreen />;
  }
}
