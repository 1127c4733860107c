import { render } from "preact";
import { applyTheme } from "../theme.ts";
import { DocsPage } from "./docs-page.tsx";

const root = document.getElementById("app");
applyTheme();
if (root !== null) render(<DocsPage />, root);
