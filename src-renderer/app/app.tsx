import { useEffect, useRef, useState } from "react";
import { CommandPalette, type PaletteMode } from "../palette/command-palette.tsx";
import { common } from "../strings/en-common.ts";
import { useCharacterKeys } from "./character-keys.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { useDropGuard } from "./use-drop-guard.ts";
import { useCoreEvents, useCoreQuery } from "./core-query.ts";
import { useScreenName, type ScreenName } from "./navigation.ts";
import { Rail } from "./rail.tsx";
import { useRunEvents } from "./runs.ts";
import { Screen } from "./screens.tsx";
import { ShellKeys } from "./shell-keys.tsx";
import { ShortcutsSheet } from "./shortcuts-sheet.tsx";
import { StatusBar } from "./status-bar.tsx";
import { useAppearance } from "./use-appearance.ts";
import "./app.css";

/** The shell: rail, the current screen, status bar, and what opens over them. */
export function App() {
  useCoreEvents();
  useRunEvents();
  useAppearance();
  useDropGuard();
  useCharacterKeys();
  // Not the whole route: the shell stays as it is while the screen writes what is typed into the address.
  const screen = useScreenName();
  const [palette, setPalette] = useState<PaletteMode | null>(null);
  const [sheet, setSheet] = useState(false);
  const main = useScreenFocus(screen);
  // An empty library shows one thing to do; the way between screens comes with the first repository.
  const isEmpty = useCoreQuery("host.status", {}).data?.repositories === 0;
  const bare = isEmpty && (screen === "home" || screen === "library");

  return (
    <div className="app" data-bare={bare || undefined}>
      {/* Registered before the screen's own keys, which therefore go first. */}
      <ShellKeys screen={screen} onPalette={setPalette} onShortcuts={() => setSheet(true)} />
      <a className="app-skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {common.skipToContent}
      </a>
      {!bare && <Rail screen={screen} onPalette={() => setPalette("everything")} onShortcuts={() => setSheet(true)} />}
      <main ref={main} id="main" className="app-screen" tabIndex={-1}>
        <ConnectionBanner />
        <Screen isEmpty={isEmpty} />
      </main>
      <StatusBar />
      <CommandPalette mode={palette} onClose={() => setPalette(null)} onShortcuts={() => setSheet(true)} />
      <ShortcutsSheet open={sheet} onClose={() => setSheet(false)} />
    </div>
  );
}

/** A new screen takes the focus when what had it is gone, and names itself in the window's title. */
function useScreenFocus(screen: ScreenName) {
  const main = useRef<HTMLElement>(null);
  const last = useRef(screen);
  useEffect(() => {
    const name = common.screens[screen];
    document.title = name === "" ? common.appName : `${name} · ${common.appName}`;
    if (last.current === screen) return;
    last.current = screen;
    if (document.activeElement === null || document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [screen]);
  return main;
}
