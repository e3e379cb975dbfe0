import { vi } from 'vitest';

/** Returns everything that was written to both outputs meanwhile, line by line: what Lambda would log. */
export async function capturedLines(
  work: () => Promise<unknown> | unknown,
): Promise<readonly string[]> {
  const written: string[] = [];
  const keep = (chunk: unknown) => {
    written.push(String(chunk));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(keep),
  );
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return written.join('').split('\n').filter(Boolean);
}

/** The JSON objects among those lines. */
export async function capturedRecords(
  work: () => Promise<unknown> | unknown,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await capturedLines(work)).map((line) => JSON.parse(line));
}
