// Who is here, and what their role may do. The server decides; this only spares people buttons that would be refused.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Schemas } from "./api/client";

export type Session = Schemas["Session"];

export interface Here {
  session: Session;
  reload: () => void;
}

export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error("no session");
  return here;
}

export const mayReview = (session: Session) => session.role === "reviewer" || session.role === "admin";
