// Light, dark, or as the system says. Kept in this browser only.

import { useState } from "preact/hooks";

type Theme = "system" | "light" | "dark";
const kName = "avow-theme";
const kNext: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

function stored(): Theme {
  try {
    const value = localStorage.getItem(kName);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system"; // a browser that keeps nothing
  }
}

const kSystemDark = "(prefers-color-scheme: dark)";

// The sheet knows two themes; "system" is whichever of them the system asks for now.
export function applyTheme(theme: Theme = stored()): void {
  const system = matchMedia(kSystemDark).matches ? "dark" : "light";
  document.documentElement.dataset["theme"] = theme === "system" ? system : theme;
}

export function followSystemTheme(): void {
  matchMedia(kSystemDark).addEventListener("change", () => applyTheme());
}

export function ThemeButton() {
  const [theme, setTheme] = useState(stored);
  const change = () => {
    const next = kNext[theme];
    try {
      localStorage.setItem(kName, next);
    } catch {
      // not kept; it holds until the page is left
    }
    applyTheme(next);
    setTheme(next);
  };
  const name = { system: "as the system", light: "light", dark: "dark" }[theme];
  return (
    <button class="plain" onClick={change} aria-label={`Colours: ${name}. Change.`} title={`Colours: ${name}`}>
      <span aria-hidden="true">{{ system: "◐", light: "☀", dark: "☾" }[theme]}</span>
    </button>
  );
}
