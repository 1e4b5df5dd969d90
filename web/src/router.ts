// Addresses. Every view and every filter has one: it can be sent to somebody, and the back button undoes a filter.
//
//   parseRoute("/findings/3f2a9c1b%3Af1")  // { page: "finding", id: "3f2a9c1b:f1" }
//   addressOf({ page: "search" }, { q: "ceasefire" })  // "/search?q=ceasefire"

import { useEffect, useState } from "preact/hooks";

export type Page =
  | "overview"
  | "parties"
  | "party"
  | "findings"
  | "finding"
  | "documents"
  | "document"
  | "incident"
  | "review"
  | "map"
  | "search"
  | "actors"
  | "actor"
  | "log"
  | "export"
  | "help"
  | "sign-in"
  | "not-found";

export interface Route {
  page: Page;
  id?: string;
}

// Pages with an id: what their address begins with, and the page of all of them.
const kFolders: Record<string, { one: Page; all: Page }> = {
  parties: { one: "party", all: "parties" },
  findings: { one: "finding", all: "findings" },
  documents: { one: "document", all: "documents" },
  incidents: { one: "incident", all: "map" },
  actors: { one: "actor", all: "actors" },
};
const kSingles: Page[] = ["review", "map", "search", "log", "export", "help", "sign-in"];

export function parseRoute(path: string): Route {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length === 0) return { page: "overview" };
  const first = parts[0] as string;
  const folder = Object.hasOwn(kFolders, first) ? kFolders[first] : undefined;
  if (folder && parts.length === 1) return { page: folder.all };
  if (folder && parts.length === 2) {
    try {
      return { page: folder.one, id: decodeURIComponent(parts[1] as string) };
    } catch {
      return { page: "not-found" };
    }
  }
  if (parts.length === 1 && (kSingles as string[]).includes(first)) return { page: first as Page };
  return { page: "not-found" };
}

export type QueryValues = Record<string, string | number | boolean | string[] | null | undefined>;

// Empty values are left out, so an address says only what was chosen; names are in order, so one view has one address.
export function queryString(values: QueryValues): string {
  const params = new URLSearchParams();
  for (const name of Object.keys(values).sort()) {
    const value = values[name];
    const text = Array.isArray(value) ? value.join(",") : value === true ? "1" : value === false ? "" : (value ?? "");
    if (text !== "") params.set(name, String(text));
  }
  return params.toString();
}

export function addressOf(route: Route, values: QueryValues = {}): string {
  const folder = Object.keys(kFolders).find((name) => kFolders[name]?.one === route.page);
  let path = `/${route.page}`;
  if (route.page === "overview") path = "/";
  else if (folder) path = `/${folder}/${encodeURIComponent(route.id ?? "")}`;
  const query = queryString(values);
  return query ? `${path}?${query}` : path;
}

export interface Place {
  path: string;
  query: URLSearchParams;
}

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export function navigate(address: string, options: { replace?: boolean } = {}): void {
  const moved = new URL(address, location.href).pathname !== location.pathname;
  if (options.replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  tell();
  if (moved) scrollTo(0, 0);
}

// Changes some of the address's filters and leaves the others.
export function setQuery(patch: QueryValues, options: { replace?: boolean } = {}): void {
  const values: QueryValues = Object.fromEntries(new URLSearchParams(location.search));
  const query = queryString({ ...values, ...patch });
  navigate(query ? `${location.pathname}?${query}` : location.pathname, options);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listener = () => setPlace(here());
    listeners.add(listener);
    addEventListener("popstate", tell);
    return () => {
      listeners.delete(listener);
      removeEventListener("popstate", tell);
    };
  }, []);
  return place;
}

// A click on a link of the app, without a modifier that asks for a new tab, stays in the app.
export function followLinks(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest("a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || address.pathname.startsWith("/api/")) return;
    if (address.hash && address.pathname === location.pathname && address.search === location.search) return;
    event.preventDefault();
    navigate(address.pathname + address.search + address.hash);
  });
}
