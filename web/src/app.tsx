// The frame: who is here, the ways to each page, and the page itself. Pages other than the overview are fetched when
// they are first needed.

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, setSession, signOut, type Problem } from "./api/client";
import { parseRoute, usePlace, type Page, type Place, type Route } from "./router";
import { HereContext, type Session } from "./session";
import { OverviewPage } from "./pages/overview";
import { SignInPage } from "./pages/sign_in";
import { Failure, Loading } from "./ui/parts";
import { ThemeButton } from "./ui/theme";
import { TipLayer } from "./ui/tip";

export interface PageProps {
  route: Route;
  place: Place;
}
type PageModule = () => Promise<ComponentType<PageProps>>;

const kPages: Record<Page, PageModule> = {
  overview: async () => OverviewPage,
  "sign-in": async () => OverviewPage,
  parties: async () => (await import("./pages/parties")).PartiesPage,
  party: async () => (await import("./pages/party")).PartyPage,
  findings: async () => (await import("./pages/findings")).FindingsPage,
  finding: async () => (await import("./pages/finding")).FindingPage,
  documents: async () => (await import("./pages/documents")).DocumentsPage,
  document: async () => (await import("./pages/document")).DocumentPage,
  incident: async () => (await import("./pages/incident")).IncidentPage,
  review: async () => (await import("./pages/review")).ReviewPage,
  map: async () => (await import("./pages/map")).MapPage,
  search: async () => (await import("./pages/search")).SearchPage,
  actors: async () => (await import("./pages/actors")).ActorsPage,
  actor: async () => (await import("./pages/actor")).ActorPage,
  log: async () => (await import("./pages/log")).LogPage,
  export: async () => (await import("./pages/export")).ExportPage,
  help: async () => (await import("./pages/help")).HelpPage,
  "not-found": async () => (await import("./pages/help")).NotFoundPage,
};

const kWays: { page: Page; address: string; name: string; also: Page[] }[] = [
  { page: "overview", address: "/", name: "Overview", also: ["sign-in"] },
  { page: "parties", address: "/parties", name: "Parties", also: ["party"] },
  { page: "findings", address: "/findings", name: "Findings", also: ["finding"] },
  { page: "review", address: "/review", name: "Review", also: [] },
  { page: "documents", address: "/documents", name: "Documents", also: ["document"] },
  { page: "map", address: "/map", name: "Map", also: ["incident"] },
  { page: "search", address: "/search", name: "Search", also: [] },
  { page: "actors", address: "/actors", name: "Actors", also: ["actor"] },
  { page: "log", address: "/log", name: "Log", also: [] },
  { page: "export", address: "/export", name: "Export", also: [] },
];

function Top({ page, session, reload }: { page: Page; session: Session | null; reload: () => void }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [page]);
  return (
    <header class="top">
      <a href="/" class="name">
        avow
      </a>
      {session?.signed_in && (
        <nav aria-label="Pages" class={open ? "open" : ""} id="ways">
          <ul>
            {kWays.map((way) => (
              <li key={way.page}>
                <a href={way.address} aria-current={way.page === page ? "page" : way.also.includes(page) ? "true" : undefined}>
                  {way.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="tools small">
        {session?.signed_in && !session.local && (
          <>
            <span class="quiet">
              {session.user} · {session.role}
            </span>
            <button class="plain" onClick={() => signOut().finally(reload)}>
              Sign out
            </button>
          </>
        )}
        <a href="/help">Words used here</a>
        <ThemeButton />
        {session?.signed_in && (
          <button class="menu" aria-expanded={open} aria-controls="ways" onClick={() => setOpen(!open)}>
            Menu
          </button>
        )}
      </div>
    </header>
  );
}

function CurrentPage({ route, place }: PageProps) {
  const [shown, setShown] = useState<{ page: Page; Component: ComponentType<PageProps> } | null>(
    route.page === "overview" ? { page: "overview", Component: OverviewPage } : null,
  );
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    setFailed(false);
    kPages[route.page]().then(
      (Component) => current && setShown({ page: route.page, Component }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [route.page]);
  if (failed) return <Failure problem={{ status: 0, title: "This page could not be fetched.", advice: "Is avow serve still running? Reload the page." }} />;
  if (!shown || shown.page !== route.page) return <Loading what="the page" />;
  return <shown.Component key={route.id ?? ""} route={route} place={place} />;
}

export function App() {
  const place = usePlace();
  const route = parseRoute(place.path);
  const [session, setLocalSession] = useState<Session | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const main = useRef<HTMLElement>(null);

  const reload = () => {
    setProblem(null);
    get("/session").then((answer) => {
      setSession(answer, reload);
      setLocalSession(answer);
    }, setProblem);
  };
  useEffect(reload, []);
  useEffect(() => main.current?.focus({ preventScroll: true }), [place.path]);

  const canSee = session?.signed_in;
  return (
    <>
      <a class="skip" href="#main">
        To the page
      </a>
      <Top page={route.page} session={session} reload={reload} />
      <main id="main" ref={main} tabIndex={-1}>
        {problem && <Failure problem={problem} again={reload} />}
        {session && !canSee && <SignInPage onDone={reload} />}
        {session && canSee && (
          <HereContext.Provider value={{ session, reload }}>
            <CurrentPage route={route} place={place} />
          </HereContext.Provider>
        )}
      </main>
      <TipLayer />
    </>
  );
}
