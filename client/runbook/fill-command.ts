import { shellQuote } from '../terminal/shell-quote.ts';

/** A placeholder, in the quotation marks that may be around it. */
const placeholder = /(["']?)<([A-Z][A-Z0-9 ]*)>\1/g;

/** Writes what somebody typed into a command, as one word of it, whatever it is; what is unknown stays. */
export function fillCommand(command: string, values: ReadonlyMap<string, string>): string {
  return command.replace(placeholder, (written, _, name: string) => {
    const value = values.get(name);
    return value === undefined ? written : quoted(value);
  });
}

/** With one pair of marks, where that is enough: a command that is plain to split needs no shell. */
function quoted(value: string): string {
  return value.includes("'") && !/["\\$`]/.test(value) ? `"${value}"` : shellQuote(value);
}
