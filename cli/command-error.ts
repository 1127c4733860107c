/** A failure that a person can act on: `cartbeat` prints the message as one line and exits with code 1. */
export class CommandError extends Error {
  override name = "CommandError";
}
