import { closeSync, existsSync, openSync, readSync } from 'node:fs';

export interface SampleCounts {
  readonly sent: number;
  readonly accepted: number;
}

/** Counts what the samples hold so far, reading only what is new at each call. */
export function followSamples(path: string): () => SampleCounts {
  const buffer = Buffer.alloc(1 << 20);
  let offset = 0;
  let rest = '';
  let sent = 0;
  let accepted = 0;
  return () => {
    if (!existsSync(path)) return { sent, accepted };
    const file = openSync(path, 'r');
    let read = readSync(file, buffer, 0, buffer.length, offset);
    while (read > 0) {
      const lines = (rest + buffer.toString('latin1', 0, read)).split('\n');
      rest = lines.pop() ?? '';
      sent += lines.filter((line) => line.startsWith('{"kind":"sent"')).length;
      accepted += lines.filter((line) => /"status":2\d\d\b/.test(line)).length;
      offset += read;
      read = readSync(file, buffer, 0, buffer.length, offset);
    }
    closeSync(file);
    return { sent, accepted };
  };
}
