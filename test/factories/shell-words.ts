import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const end = 'the end of a line';

export interface ShellWords {
  /** What a shell makes of one line. Rejects where that ends the shell, as an open quotation does. */
  of(line: string): Promise<readonly string[]>;
  stop(): void;
}

/** One shell for many lines: a process for each takes longer than what is tested. */
export function startShellWords(): ShellWords {
  const script = `while IFS= read -r line; do eval "printf '%s\\0' $line '${end}'; echo"; done`;
  const shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdin.on('error', () => undefined);
  const said = createInterface(shell.stdout)[Symbol.asyncIterator]();
  return {
    async of(line) {
      if (line.includes('\n')) throw new Error(`These are several lines: ${line}`);
      shell.stdin.write(`${line}\n`);
      const { value } = await said.next();
      const words = String(value).split('\0').slice(0, -1);
      if (words.pop() !== end) throw new Error(`A shell does not read this as one line: ${line}`);
      return words;
    },
    stop: () => void shell.stdin.end(),
  };
}
