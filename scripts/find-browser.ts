import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** A Chromium or Chrome on this machine. */
export interface FoundBrowser {
  executablePath: string;
  /** For people: which one it is, and how it came here. */
  description: string;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const FOLDERS: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"],
  darwin: ["/opt/homebrew/bin", "/usr/local/bin"],
};
const MAC_BUNDLES = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const WINDOWS_SUFFIXES = ["Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe"];

/**
 * Finds an installed browser: CHROME_PATH, the usual places, then Playwright's own cache. Where there is none, installs
 * one: Debian's package as root, Playwright's download otherwise. Throws when that fails too: what needs a browser is
 * never skipped.
 */
export function findBrowser(): FoundBrowser {
  const demanded = process.env["CHROME_PATH"];
  if (demanded) {
    if (isExecutable(demanded)) return { executablePath: demanded, description: `${demanded} (CHROME_PATH)` };
    throw new Error(`CHROME_PATH is ${demanded}, which is no program that can be run.`);
  }
  return installedBrowser() ?? installBrowser();
}

function installedBrowser(): FoundBrowser | undefined {
  const found = usualPaths().find(isExecutable);
  if (found) return { executablePath: found, description: `${found} (installed)` };
  const own = chromium.executablePath();
  return isExecutable(own) ? { executablePath: own, description: `${own} (Playwright's own)` } : undefined;
}

function usualPaths(): string[] {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...(FOLDERS[process.platform] ?? [])];
  const paths = folders.filter(Boolean).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  if (process.platform === "darwin") paths.push(...MAC_BUNDLES);
  for (const root of ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]) {
    const folder = process.env[root];
    if (folder) paths.push(...WINDOWS_SUFFIXES.map((suffix) => join(folder, suffix)));
  }
  return paths;
}

function installBrowser(): FoundBrowser {
  const failures: string[] = [];
  const playwright = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const ways = [
    ...(isDebianRoot ? ["apt-get update -q && apt-get install -q -y --no-install-recommends chromium"] : []),
    `"${process.execPath}" "${playwright}" install chromium`,
  ];
  for (const command of ways) {
    console.error(`No Chromium or Chrome found. Installing one: ${command}`);
    const { status, error } = spawnSync(command, { shell: true, stdio: ["ignore", 2, 2] });
    const found = status === 0 ? installedBrowser() : undefined;
    if (found) return found;
    failures.push(`\`${command}\` ${status === 0 ? "brought none" : `ended with ${error?.message ?? status}`}`);
  }
  throw new Error(
    `No browser, and none could be installed: ${failures.join("; ")}. Install Chromium or set CHROME_PATH.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    // Ubuntu's chromium-browser without its snap is a script that only complains. On Windows this would open a window.
    return process.platform === "win32" || spawnSync(path, ["--version"]).status === 0;
  } catch {
    return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(`browser: ${findBrowser().description}`);
}
