import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSynthesisCache } from './synthesis-cache.ts';

const { signal } = new AbortController();
/** Linux gives no process an id above 2 ** 22. */
const nobody = 2 ** 22 + 1;
let directory: string;
let folder: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spillway-cache-'));
  folder = join(directory, 'synthesis');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Writes `text` to a template and a folder of code, and counts. */
function maker(text: string) {
  const made = { times: 0 };
  const make = async (into: string) => {
    made.times += 1;
    await mkdir(join(into, 'asset.1'), { recursive: true });
    await writeFile(join(into, 'asset.1', 'index.mjs'), text);
  };
  return { made, make };
}

const code = (outdir: string) => readFile(join(directory, outdir, 'asset.1', 'index.mjs'), 'utf8');

describe('the synthesis cache', () => {
  it('makes the same thing once for all who ask at the same time, and hands each a copy', async () => {
    const { made, make } = maker('code');
    const outdirs = ['a', 'b', 'c', 'd'];
    await Promise.all(
      outdirs.map((outdir) =>
        createSynthesisCache(folder).fill('key', join(directory, outdir), make, signal),
      ),
    );
    expect(made.times).toBe(1);
    expect(await Promise.all(outdirs.map(code))).toEqual(['code', 'code', 'code', 'code']);
    expect(await readdir(folder)).toEqual(['key']);
  });

  it('never lets one user see what another one changes', async () => {
    const { make } = maker('code');
    const cache = createSynthesisCache(folder);
    await cache.fill('key', join(directory, 'a'), make, signal);
    await writeFile(join(directory, 'a', 'asset.1', 'index.mjs'), 'altered');
    await cache.fill('key', join(directory, 'b'), make, signal);
    expect(await code('b')).toBe('code');
  });

  it('keeps nothing of what failed', async () => {
    const cache = createSynthesisCache(folder);
    const fail = async (into: string) => {
      await writeFile(join(into, 'half'), '');
      throw new Error('a wrong setting');
    };
    await expect(cache.fill('key', join(directory, 'a'), fail, signal)).rejects.toThrow('a wrong');
    expect(await readdir(folder)).toEqual([]);
    const { make } = maker('code');
    await cache.fill('key', join(directory, 'b'), make, signal);
    expect(await code('b')).toBe('code');
  });

  it('takes over from a process that was killed', async () => {
    const { make } = maker('code');
    await mkdir(folder);
    await writeFile(join(folder, 'key.lock'), String(nobody));
    await createSynthesisCache(folder).fill('key', join(directory, 'a'), make, signal);
    expect(await code('a')).toBe('code');
  });

  it('takes what another one, who held the lock too, has put there meanwhile', async () => {
    const { make } = maker('code');
    const late = async (into: string) => {
      await make(into);
      await make(join(folder, 'key'));
    };
    await createSynthesisCache(folder).fill('key', join(directory, 'a'), late, signal);
    await createSynthesisCache(folder).fill('key', join(directory, 'b'), make, signal);
    expect(await Promise.all(['a', 'b'].map(code))).toEqual(['code', 'code']);
    expect(await readdir(folder)).toEqual(['key']);
  });

  it('gives up waiting for another one when the signal says so', async () => {
    const { made, make } = maker('code');
    await mkdir(folder);
    await writeFile(join(folder, 'key.lock'), String(process.pid));
    const stopping = new AbortController();
    const filling = createSynthesisCache(folder).fill(
      'key',
      join(directory, 'a'),
      make,
      stopping.signal,
    );
    stopping.abort();
    await expect(filling).rejects.toThrow(/abort/);
    expect(made.times).toBe(0);
  });

  it('removes what was used longest ago', async () => {
    const cache = createSynthesisCache(folder, 2);
    const { make } = maker('code');
    for (const key of ['first', 'second', 'first', 'third']) {
      await cache.fill(key, join(directory, key), make, signal);
    }
    expect((await readdir(folder)).toSorted()).toEqual(['first', 'third']);
  });
});
