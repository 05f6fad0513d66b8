import { BookOpen, Library, Search } from "lucide-react";
import { routes, type ScreenName } from "./navigation.ts";

const ENTRIES = [
  { screen: "search", href: routes.search(), label: "Search", icon: Search },
  { screen: "sessions", href: routes.sessions(), label: "Sessions", icon: BookOpen },
  { screen: "library", href: routes.library(), label: "Library", icon: Library },
] as const;

/** The way between screens. */
export function Rail({ screen }: { readonly screen: ScreenName }) {
  return (
    <nav className="rail" aria-label="Screens">
      {ENTRIES.map(({ screen: own, href, label, icon: Icon }) => (
        <a key={own} href={href} className="rail-entry" aria-current={own === screen ? "page" : undefined}>
          <Icon size={16} aria-hidden />
          {label}
        </a>
      ))}
    </nav>
  );
}
