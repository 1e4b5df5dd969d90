import { render } from "preact";
import { App } from "./app";
import { followLinks } from "./router";
import { applyTheme } from "./ui/theme";
import "./style.css";
import "./pages.css";

const root = document.getElementById("app");
if (root) {
  applyTheme();
  followLinks(root);
  render(<App />, root);
}
