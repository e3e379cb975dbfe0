/** What is no JSON in a text, and where. */
export interface JsonMistake {
  /** Characters before it. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

export interface FormattedJson {
  /** Every value as it was sent, with other white space between; up to the mistake, where there is one. */
  readonly text: string;
  /** What is behind the mistake, as it was sent. */
  readonly rest: string;
  readonly mistake?: JsonMistake;
}

const space = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings hold none of these (RFC 8259, section 7).
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/**
 * Lays JSON out by its white space alone. Nothing is parsed and written anew: a number of 20 digits, `1e400` and `\u0041`
 * stay as they were sent, and so do keys that come twice.
 */
export function formatJson(source: string): FormattedJson {
  const layout = new Layout(source);
  const expected = layout.run();
  if (expected === undefined) return { text: layout.text, rest: '' };
  const before = source.slice(0, layout.at);
  const line = before.split('\n').length;
  const column = layout.at - (before.lastIndexOf('\n') + 1) + 1;
  const mistake = { at: layout.at, line, column, expected };
  return { text: layout.text, rest: source.slice(layout.at), mistake };
}

type Open = '{' | '[';
const closing: Readonly<Record<Open, string>> = { '{': '}', '[': ']' };

/** Reads without recursion: a body may be nested as deep as it likes. */
class Layout {
  readonly #source: string;
  readonly #parts: string[] = [];
  readonly #open: Open[] = [];
  at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get text(): string {
    return this.#parts.join('');
  }

  /** @returns what was expected where it is no JSON */
  run(): string | undefined {
    for (;;) {
      const expected = this.#begin();
      if (expected !== undefined) return expected;
      const end = this.#end();
      if (end !== undefined) return end === '' ? undefined : end;
    }
  }

  /** Reads up to and with the next value that holds no other. */
  #begin(): string | undefined {
    for (;;) {
      this.#skip();
      const mistake = this.#open.at(-1) === '{' ? this.#key() : undefined;
      if (mistake !== undefined) return mistake;
      const value = this.#value();
      if (value !== 'opened') return value === 'read' ? undefined : 'a value';
    }
  }

  #key(): string | undefined {
    if (!this.#take(string)) return 'a key in quotes';
    this.#skip();
    if (this.#source[this.at] !== ':') return 'a colon';
    this.at += 1;
    this.#parts.push(': ');
    this.#skip();
    return undefined;
  }

  #value(): 'read' | 'opened' | 'none' {
    const open = this.#source[this.at];
    if (open !== '{' && open !== '[') {
      return this.#take(string) || this.#take(scalar) ? 'read' : 'none';
    }
    this.at += 1;
    this.#skip();
    if (this.#source[this.at] === closing[open]) {
      this.at += 1;
      this.#parts.push(open + closing[open]);
      return 'read';
    }
    this.#parts.push(open);
    this.#open.push(open);
    this.#newLine();
    return 'opened';
  }

  /** Closes what ends. @returns `''` at the end of all, a mistake, or `undefined` where another value follows */
  #end(): string | undefined {
    for (;;) {
      this.#skip();
      const open = this.#open.at(-1);
      const next = this.#source[this.at];
      if (open === undefined) return next === undefined ? '' : 'the end';
      if (next === ',') return this.#comma();
      if (next !== closing[open]) return `a comma or ${closing[open]}`;
      this.at += 1;
      this.#open.pop();
      this.#newLine();
      this.#parts.push(next);
    }
  }

  #comma(): undefined {
    this.at += 1;
    this.#parts.push(',');
    this.#newLine();
  }

  #newLine(): void {
    this.#parts.push(`\n${'  '.repeat(Math.min(this.#open.length, deepest))}`);
  }

  #skip(): void {
    space.lastIndex = this.at;
    space.test(this.#source);
    this.at = space.lastIndex;
  }

  #take(token: RegExp): boolean {
    token.lastIndex = this.at;
    const found = token.exec(this.#source)?.[0];
    if (found === undefined) return false;
    this.#parts.push(found);
    this.at += found.length;
    return true;
  }
}

/** What is deeper is not set in further: thousands of levels would be megabytes of blanks. */
const deepest = 40;
