import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { CommandOutput } from '../../runbooks/pages/shell.ts';
import { printableLines } from '../terminal/printable.ts';
import type { Comparison, Likeness } from './compare.ts';
import type { Redaction } from './redact.ts';
import { endText, splitEnd } from './transcript-end.ts';

export interface TranscriptHead {
  /** Without the stage. */
  readonly alarm: string;
  readonly stage: string;
  /** From the root of the repository. */
  readonly page: string;
  readonly severity: string;
  readonly operator: string;
  /** How a shell is made one in which the commands do the same. */
  readonly shell: string;
}

/** The record of an incident, written as it goes on: whatever ends the program, all up to there is in the file. */
export interface Transcript {
  readonly file: string;
  /** A step whose commands follow. */
  step(section: string, lead: string): void;
  command(command: string, output: CommandOutput & { readonly seconds: number }): void;
  compared(comparisons: readonly Comparison[], likeness: Likeness | undefined): void;
  /** What a command has changed. */
  changed(command: string, undo: string | undefined): void;
  /** One line of what happened, or of what somebody says. */
  line(label: string, text: string): void;
  /** What is left to be written by hand. */
  end(): void;
}

export interface TranscriptPorts {
  readonly redaction: Redaction;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether what is there is of the same run, and need not be told from it. */
  readonly isSameRun?: boolean;
}

const mostCharacters = 64_000;

/** Begins a file, or goes on with the one that is there. Readable by this user only. */
export function openTranscript(
  file: string,
  head: TranscriptHead,
  { redaction, now, isSameRun = false }: TranscriptPorts,
): Transcript {
  const changes: string[] = [];
  const surprises: string[] = [];
  let commands: string[] = [];
  const at = () => new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const lineOf = (text: string) => `${redaction.text(printableLines(text))}\n`;
  const write = (text: string) => appendFileSync(file, lineOf(text), { mode: 0o600 });
  const isNew = !existsSync(file);
  mkdirSync(dirname(file), { recursive: true });
  const earlier = isNew ? '' : readFileSync(file, 'utf8');
  if (isNew) write(headText(head, at()));
  else if (!isSameRun) write(`\n- ${at()} **goes on**, by ${head.operator}`);
  return {
    file,
    step(section, lead) {
      commands = [];
      write(`\n### ${at()} ${section}\n${lead && `\n${lead}\n`}`);
    },
    command(command, output) {
      commands.push(command);
      const shown = redaction.keepsOutputOf(command) ? textOf(output) : notKept;
      const { exitCode, seconds } = output;
      const said = `exit code ${exitCode}, after ${seconds.toFixed(1)} s, at ${at()}`;
      write(`${fenced('sh', command)}\n${fenced('text', shown)}\n${said}\n`);
    },
    compared(comparisons, likeness) {
      for (const { label, expected, verdict, missing } of comparisons) {
        const lacked = missing.length > 0 ? `: ${missing.join('; ')}` : '';
        write(`- ${label}: ${expected} **${verdict}**${lacked}`);
      }
      if (likeness === 'neither') surprises.push(`${at()} ${quoted(commands)}`);
      else if (likeness !== undefined) write(`- So it is **${likeness}**.`);
    },
    changed(command, undo = 'not said') {
      changes.push(`${at()} ${quoted([command])} Undo: ${undo}`);
    },
    line: (label, text) => write(`- ${at()} **${label}**: ${text.replace(/\s+/g, ' ')}`),
    end() {
      const end = { changes, surprises, at: at() };
      const [before, endBefore] = splitEnd(earlier);
      const text = readFileSync(file, 'utf8');
      // Somebody may have written into it meanwhile.
      if (endBefore === undefined || !text.startsWith(earlier)) return write(endText(end));
      const since = text.slice(earlier.length);
      replaceFile(file, `${before}${since}${lineOf(endText(end, endBefore))}`);
    },
  };
}

/** In one step: a transcript that is cut off by it would be lost. */
function replaceFile(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, file);
}

const notKept = '(not kept: it may show a secret or a body)';

function textOf({ stdout, stderr }: CommandOutput): string {
  const text = stripVTControlCharacters([stdout, stderr].filter(Boolean).join('\n')).trimEnd();
  if (text.length <= mostCharacters) return text || '(nothing)';
  return `${text.slice(0, mostCharacters)}\n(${text.length - mostCharacters} more characters are left out)`;
}

/** With a fence that is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function quoted(commands: readonly string[]): string {
  return commands.map((command) => `\`${command.replaceAll('`', "'")}\``).join(', ');
}

function headText({ alarm, stage, page, severity, operator, shell }: TranscriptHead, at: string) {
  return `# ${alarm}, stage ${stage}, begun ${at}

Severity ${severity}. Page: \`${page}\`. At the keyboard: ${operator}.
The commands run in a shell that is set up with \`${shell}\`. All times are UTC.

## Impact

To be written: which sources and destinations; how many webhooks late, twice, lost; how that was counted.

## Timeline
`;
}
