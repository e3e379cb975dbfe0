import { expect, it } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { npmStartLine, readCommandLine } from './command-line.ts';
import { explainFailure } from './explain-failure.ts';

const failed = (code: string, port: number) => Object.assign(new Error('listen'), { code, port });

it.each([
  [failed('EADDRINUSE', 4102), 4112],
  [failed('EADDRINUSE', 65_535), 65_528],
  [failed('EACCES', 80), 4100],
])('suggests other ports, with all else that was typed: %s', (error, port) => {
  const args = ['--config', "it's mine.config.ts", '-c', 'a=b c', '--port', '80', '-q'];
  expect(explainFailure(error, args)).toMatch(/^Port \d+ is .*: npm start -- /);
  expect(explainFailure(error, args).split(': ').at(-1)).toBe(
    `npm start -- --port ${port} --config 'it'\\''s mine.config.ts' -c 'a=b c' --quiet`,
  );
});

it('prints a command line that is read as the one that it was', () => {
  const forward = ['--forward', 'app=http://dev:1/', '--allow-host', 'dev', '--sink-only'];
  const args = [
    ...['--port', '1', '--config', 'x', '-c', 'a=b', '-c', 'c=d', ...forward],
    ...['--quiet', '--unlisted'],
  ];
  const line = readCommandLine(args);
  expect(readCommandLine(npmStartLine(line).split(' ').slice(3))).toEqual(line);
});

it('says a mistake in one sentence, and of the unexpected all there is', () => {
  expect(explainFailure(new UsageError('-c takes name=value.'), [])).toBe('-c takes name=value.');
  expect(explainFailure(new TypeError('odd'), [])).toMatch(/^TypeError: odd\n {4}at /);
});
