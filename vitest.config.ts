import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// What tests start loads the same modules again and again: this has them compiled once.
createRequire(import.meta.url)('./check-installation.cjs');

/** A permission that a function lacks fails the file in which it was denied. */
const setupFiles = ['test/factories/fail-on-denials.ts'];
const faults = ['test/faults.e2e.test.ts', 'test/fault-exercise.e2e.test.ts'];
const yours = ['test/yours/**/*.e2e.test.ts'];

// What needs no network runs side by side; whole-pipeline tests start an embedded stack each, so they run after the
// rest, two files at a time: they mostly wait for timeouts, which stay as they are deployed. `npm test` runs these
// two projects; the matrix of faults takes minutes of its own and is `npm run faults`, and so does `npm run yours`.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/cdk.out/**', '**/*.e2e.test.ts'],
          // They end a test that hangs. A slow machine needs six times as long as a fast one, and no test may fail on it.
          testTimeout: 30_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          // Most of a small file's time is the loading of modules: a worker loads each once. So no test mocks a module,
          // and what a fixture keeps for its file it keeps for all files.
          isolate: false,
          // Vitest leaves one core free for itself, which is half of a machine with two.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**', ...faults, ...yours],
          setupFiles,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          include: faults,
          setupFiles,
          // The matrix waits for half of its time: the exercises run beside it.
          maxWorkers: 2,
          // A cell that waits for its turn must not keep another group's from running.
          maxConcurrency: 100,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'yours',
          include: yours,
          maxWorkers: 2,
          maxConcurrency: 2,
          // Each runs half a dozen commands, and those of all of `npm run check` at most.
          testTimeout: 600_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
