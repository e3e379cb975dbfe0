import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type Sample, sample } from './sample.ts';

export interface SamplesFile {
  append(line: Sample): void;
  close(): void;
}

/**
 * Opens samples for appending. Each is one write of one line in append mode, so that several workers share the file
 * without mixing their lines, and a killed run has lost nothing that was sent.
 */
export function openSamples(path: string): SamplesFile {
  const file = openSync(path, 'a', 0o600);
  return {
    append: (line) => {
      writeSync(file, `${JSON.stringify(line)}\n`);
    },
    close: () => closeSync(file),
  };
}

/** @throws Error naming the line that is no sample. */
export function readSamples(path: string): readonly Sample[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(parseLine);
}

function parseLine(line: string, index: number): Sample {
  try {
    return sample.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`Line ${index + 1} of the samples is no sample`, { cause });
  }
}
