/** The one way to a person's terminal. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
