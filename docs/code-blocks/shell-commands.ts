/** The commands in a text for a shell, each as its words: pipes, lists and substitutions are taken apart. */
export function shellCommands(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  const open: string[][] = [[]];
  const end = () => commands.push(open.pop() ?? []);
  const does: Readonly<Record<Token['kind'], (text: string) => void>> = {
    word: (word) => open.at(-1)?.push(word),
    open: () => open.push([]),
    close: () => {
      end();
      const words = open.at(-1) ?? [];
      if (words.at(-1)?.endsWith('=')) words.push(words.pop() + substituted);
      else words.push(substituted);
    },
    end: () => {
      end();
      open.push([]);
    },
  };
  for (const { kind, text: word } of tokensOf(text)) does[kind](word);
  while (open.length > 0) end();
  const named = commands.map(withoutAssignments).map(withoutLoop);
  return named.filter(([first = substituted]) => first !== substituted);
}

/** `for i in …; do <command>; done` is the command. */
function withoutLoop(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  if (first === 'do') return words.slice(1);
  return first === 'for' || first === 'done' ? [] : words;
}

/** What a command in `$( )` prints. */
const substituted = '…';

interface Token {
  readonly kind: 'word' | 'open' | 'close' | 'end';
  text: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let word: Token | undefined;
  for (const [name, match] of piecesOf(text.replace(/\\\n/g, ' '))) {
    const part = parts[name]?.(match);
    if (part === undefined) {
      word = undefined;
      if (name === 'open' || name === 'close' || name === 'end')
        tokens.push({ kind: name, text: '' });
    } else if (word === undefined) {
      word = { kind: 'word', text: part };
      tokens.push(word);
    } else word.text += part;
  }
  return tokens;
}

type Name = keyof typeof patterns;

/** The first that fits. */
const patterns = {
  comment: /(?<=^|\s)#[^\n]*/y,
  open: /"?\$\(|<\(/y,
  close: /\)"?/y,
  end: /\n|;|&&|\|\||\||&/y,
  /** A file is no word of the command. */
  redirection: /[0-9]?>+ *[^\s;|()]+/y,
  space: /\s+/y,
  single: /'[^']*'/y,
  double: /"(?:\\.|[^"\\])*"/sy,
  escaped: /\\./sy,
  plain: /[^\s'"\\;|&()$<>]+|./sy,
} as const;

/** What is a part of a word, as the command gets it. */
const parts: Partial<Record<Name, (match: string) => string>> = {
  single: (match) => match.slice(1, -1),
  double: (match) => match.slice(1, -1).replace(/\\(["\\$`])/g, '$1'),
  escaped: (match) => match.slice(1),
  plain: (match) => match,
};

function* piecesOf(text: string): Generator<readonly [Name, string]> {
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    yield piece;
    at += piece[1].length;
  }
}

function pieceAt(text: string, at: number): readonly [Name, string] {
  for (const [name, pattern] of Object.entries(patterns) as [Name, RegExp][]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return [name, match[0]];
  }
  throw new Error(`Not understood: ${text.slice(at)}`);
}

/** `A=1 command` is the command. */
function withoutAssignments(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  return first === -1 ? [] : words.slice(first);
}
