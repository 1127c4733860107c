/** The part of cli-progress that we use; the package brings no types. */
declare module "cli-progress" {
  export interface BarOptions {
    format?: string;
    hideCursor?: boolean;
    clearOnComplete?: boolean;
  }

  export class SingleBar {
    constructor(options: BarOptions, preset?: object);
    start(total: number, startValue: number, payload?: object): void;
    update(value: number, payload?: object): void;
    stop(): void;
  }

  const cliProgress: { SingleBar: typeof SingleBar; Presets: { shades_classic: object } };
  export default cliProgress;
}
