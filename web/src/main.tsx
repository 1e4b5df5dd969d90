import { render } from "preact";
import { App } from "./app";
import { followLinks } from "./router";
import { applyTheme, followSystemTheme } from "./ui/theme";
import "./style.css";
import "./pages.css";

const root = document.getElementById("app");
if (root) {
  applyTheme();
  followSystemTheme();
  followLinks(root);
  render(<App />, root);
}
