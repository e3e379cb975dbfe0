import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../../test/factories/eventually.ts';
import { type WatchedFolders, watchFolders } from './watch-folders.ts';

let folder: string;
let watched: WatchedFolders;
let changes: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spillway-watch-'));
  writeFileSync(join(folder, 'one.ts'), 'before');
  changes = 0;
  watched = watchFolders(() => changes++);
  watched.follow([folder]);
});
afterEach(() => {
  watched.stop();
  rmSync(folder, { recursive: true });
});

const write = (name: string) => writeFileSync(join(folder, name), 'after');
const untilChange = () => eventually('a change is told of', () => changes > 0, 5);

it.each([
  ['a file that is written', () => write('one.ts')],
  ['a new file', () => write('two.json')],
  ['a folder that is made', () => mkdirSync(join(folder, 'below'))],
  [
    'a file that is put in the place of another',
    () => {
      write('.one.ts.swp');
      renameSync(join(folder, '.one.ts.swp'), join(folder, 'one.ts'));
    },
  ],
])('tells of %s', async (_, edit) => {
  edit();
  await untilChange();
});

it('tells once of many edits in a row, and of none that is no source', async () => {
  for (const name of ['.one.ts.swp', 'one.ts~', 'notes.log', 'one.ts', 'two.ts', 'one.ts'])
    write(name);
  await untilChange();
  expect(changes).toBe(1);
  write('one.ts~');
  write('notes.log');
  // What comes after it is told of by itself, so that the two before it would have been, too.
  watched.follow([folder]);
  write('two.ts');
  await eventually('the last edit is told of', () => changes > 1, 5);
  expect(changes).toBe(2);
});

it('follows a folder that was removed and made again, and leaves others', async () => {
  const below = join(folder, 'below');
  mkdirSync(below);
  watched.follow([below]);
  rmSync(below, { recursive: true });
  mkdirSync(below);
  watched.follow([below]);
  changes = 0;
  writeFileSync(join(below, 'one.ts'), 'after');
  await untilChange();
});

it('keeps no process alive once it is stopped, whatever it is still asked to follow', async () => {
  const isAwake = () => process.getActiveResourcesInfo().includes('FSEventWrap');
  expect(isAwake()).toBe(true);
  watched.stop();
  watched.follow([folder]);
  await eventually('nothing is watched', () => !isAwake(), 5);
});
