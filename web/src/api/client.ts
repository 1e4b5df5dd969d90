// The one place that speaks with the server. Paths and answers are typed from docs/api/openapi.json.
//
//   const page = useData("/findings/{id}", { path: { id } });
//   page.data?.finding.why, page.problem, page.again()

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useLedgerVersion } from "./version";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
type JsonOf<Response> = Response extends { content: { "application/json": infer Body } } ? Body : never;
type GetOf<Path extends keyof paths> = paths[Path] extends { get: infer Operation } ? Operation : never;
export type Answer<Path extends keyof paths> = GetOf<Path> extends { responses: { 200: infer Response } } ? JsonOf<Response> : never;
type QueryOf<Path extends keyof paths> = GetOf<Path> extends { parameters: { query?: infer Query } } ? Query : never;
type PathOf<Path extends keyof paths> = GetOf<Path> extends { parameters: { path: infer Names } } ? Names : undefined;
export interface Ask<Path extends keyof paths> {
  path?: PathOf<Path>;
  query?: QueryOf<Path>;
}

export interface Problem {
  status: number; // of HTTP; 0 when no answer came
  title: string;
  advice: string; // what to do
  code?: string;
}

const kBase = "/api/v1";
const kAdvice: Record<number, [string, string]> = {
  401: ["You are not signed in.", "Sign in again: a session ends after some time."],
  403: ["Your role does not allow this.", "Ask whoever runs this server for the role of a reviewer or an admin."],
  404: ["This is not in the ledger.", "The address may be of another ledger, or of a row that a newer reading has replaced. Search for its words instead."],
  429: ["Too many attempts.", "Wait a minute, then try again."],
  503: ["The ledger is busy.", "Another program may be writing to it. Try again in a moment."],
};

export function addressIn(path: string, names?: Record<string, unknown>, query?: Record<string, unknown>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(names?.[name] ?? "")));
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  return `${kBase}${filled}${params.size ? `?${params}` : ""}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const [title, advice] = kAdvice[response.status] ?? ["The server could not answer.", "Try again; if it stays, look at what avow serve prints."];
  const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string; hint?: string } } | null;
  return { status: response.status, title: body?.error?.message || title, advice: body?.error?.hint || advice, code: body?.error?.code };
}

async function ask(method: string, address: string, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && csrf) headers["X-Avow-CSRF"] = csrf;
  let response: Response;
  try {
    response = await fetch(address, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    const problem: Problem = { status: 0, title: "No answer from avow.", advice: "Is avow serve still running? Start it again, then try again." };
    throw problem;
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (response.status === 401) onSignedOut();
    throw problem;
  }
  return response.status === 204 ? undefined : response.json();
}

let csrf: string | null = null;
let onSignedOut: () => void = () => {};

export function setSession(session: Schemas["Session"] | null, signedOut: () => void): void {
  csrf = session?.csrf ?? null;
  onSignedOut = signedOut;
}

export function get<Path extends keyof paths>(path: Path, options: Ask<Path> = {}): Promise<Answer<Path>> {
  const address = addressIn(path, options.path as Record<string, unknown>, options.query as Record<string, unknown>);
  return ask("GET", address) as Promise<Answer<Path>>;
}

export const signIn = (name: string, password: string) => ask("POST", `${kBase}/session`, { name, password }) as Promise<Schemas["Session"]>;
export const signOut = () => ask("DELETE", `${kBase}/session`);
export const addReview = (input: Schemas["ReviewInput"]) => ask("POST", `${kBase}/reviews`, input) as Promise<Schemas["Review"]>;
export const undoReview = (id: number) => ask("POST", `${kBase}/reviews/${id}/undo`) as Promise<Schemas["Review"]>;
export const addPartyWord = (body: Schemas["PartyWordInput"]) => ask("POST", `${kBase}/actors/judgements`, body) as Promise<Schemas["PartyWord"]>;
export const undoPartyWord = (id: number) => ask("POST", `${kBase}/actors/judgements/${id}/undo`) as Promise<Schemas["PartyWord"]>;
export const verifyLedger = () => ask("POST", `${kBase}/verify`) as Promise<Schemas["Verification"]>;

export interface Asked<Data> {
  data: Data | undefined;
  problem: Problem | undefined;
  again: () => void;
}

// Asks when the page is shown, when what is asked for changes, and after a review anywhere. While it asks anew, the
// former answer stays, so that nothing flickers. `path` null asks for nothing.
export function useData<Path extends keyof paths>(path: Path | null, options: Ask<Path> = {}): Asked<Answer<Path>> {
  const [state, setState] = useState<{ data?: Answer<Path>; problem?: Problem; subject: string }>({ subject: "" });
  const [attempt, setAttempt] = useState(0);
  const version = useLedgerVersion();
  const subject = path ? JSON.stringify([path, options.path]) : "";
  const key = path ? JSON.stringify([path, options.path, options.query]) : "";
  useEffect(() => {
    if (!path) return;
    let current = true;
    get(path, options).then(
      (data) => current && setState({ data, subject }),
      (problem: Problem) => current && setState({ problem, subject }),
    );
    return () => {
      current = false;
    };
  }, [key, attempt, version]);
  const same = state.subject === subject;
  return { data: same ? state.data : undefined, problem: same ? state.problem : undefined, again: () => setAttempt(attempt + 1) };
}

interface PageOf<Item> {
  items: Item[];
  next: string | null;
  total: number | null;
}
type ItemOf<Path extends keyof paths> = Answer<Path> extends PageOf<infer Item> ? Item : never;

export interface Pages<Item> {
  items: Item[];
  total: number | null;
  more: () => void;
  loading: boolean;
  complete: boolean; // nothing is left to fetch
  problem: Problem | undefined;
  again: () => void;
}

// A list that comes in pages: `more` fetches the next one, once at a time.
export function usePages<Path extends keyof paths>(path: Path | null, options: Ask<Path> = {}): Pages<ItemOf<Path>> {
  type Item = ItemOf<Path>;
  interface Loaded {
    key: string;
    items: Item[];
    next: string | null;
    total: number | null;
    problem?: Problem;
  }
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [attempt, setAttempt] = useState(0);
  const version = useLedgerVersion();
  const busy = useRef<string | null>(null);
  const key = path ? JSON.stringify([path, options.path, options.query, attempt, version]) : "";
  const wanted = useRef(key);
  wanted.current = key;

  const fetchPage = (before: Loaded | null) => {
    const mark = `${key} ${before?.next ?? ""}`;
    if (!path || busy.current === mark) return;
    busy.current = mark;
    // A first page that is soon there, then longer ones for those who scroll on.
    const query = { limit: before ? 1000 : 200, ...(options.query as object), ...(before?.next ? { cursor: before.next } : {}) };
    get(path, { path: options.path, query: query as QueryOf<Path> }).then(
      (answer) => {
        const page = answer as unknown as PageOf<Item>;
        busy.current = null;
        if (wanted.current === key) setLoaded({ key, items: [...(before?.items ?? []), ...page.items], next: page.next, total: page.total });
      },
      (problem: Problem) => {
        busy.current = null;
        // Of a list, "not found" means that a filter names a party nobody spoke of: then there is nothing to list.
        if (wanted.current === key && problem.status === 404) setLoaded({ key, items: [], next: null, total: 0 });
        else if (wanted.current === key) setLoaded({ key, items: before?.items ?? [], next: null, total: null, problem });
      },
    );
  };
  useEffect(() => fetchPage(null), [key]);
  const more = useCallback(() => {
    if (loaded?.key === key && loaded.next) fetchPage(loaded);
  }, [loaded, key]);
  return {
    items: loaded?.items ?? [],
    total: loaded?.total ?? null,
    more,
    loading: loaded?.key !== key,
    complete: loaded?.key === key && loaded.next === null,
    problem: loaded?.key === key ? loaded.problem : undefined,
    again: () => setAttempt(attempt + 1),
  };
}
