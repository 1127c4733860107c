/** Filled in by the build: the version in package.json. */
declare const VERSION: string;
/** Filled in by the build: false in the script tag, which is for pages alone. */
declare const IN_WORKERS: boolean;
