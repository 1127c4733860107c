import { render } from "preact";
import { App } from "./app.tsx";
import { applyTheme } from "./theme.ts";

const root = document.getElementById("app");
applyTheme();
if (root !== null) render(<App />, root);
