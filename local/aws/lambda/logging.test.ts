import { expect, it } from 'vitest';
import { loggedLines, loggingOf } from './logging.ts';

const timestamp = '2026-11-26T12:00:00Z';
const line = (document: object) => JSON.stringify(document);

it.each([
  ['at its own level', line({ level: 'INFO', timestamp }), true],
  ['below it', line({ level: 'DEBUG', timestamp }), false],
  ['above it', line({ level: 'ERROR', timestamp }), true],
  ['by the last level that it has', `{"level":"INFO","timestamp":"${timestamp}","level":"DEBUG"}`],
  ['by a level that comes late', line({ timestamp, message: 'level', level: 'DEBUG' }), false],
  [
    'by its own level, not one inside',
    line({ level: 'INFO', timestamp, a: { level: 'DEBUG' } }),
    true,
  ],
  ['without a time, as INFO', line({ level: 'DEBUG' }), true],
  ['that is no document, as INFO', 'level DEBUG', true],
])('logs a line at INFO %s', (_, text, isLogged = false) => {
  const json = loggingOf({
    LogFormat: 'JSON',
    ApplicationLogLevel: 'INFO',
    SystemLogLevel: 'INFO',
  });
  expect(loggedLines(json, [text])).toEqual(isLogged ? [text] : []);
});

it('leaves out at ERROR what is less, with a time and without', () => {
  const config = {
    LogFormat: 'JSON',
    ApplicationLogLevel: 'ERROR',
    SystemLogLevel: 'INFO',
  } as const;
  const lines = [
    { level: 'INFO', timestamp },
    { level: 'ERROR', timestamp },
    { level: 'ERROR' },
  ].map(line);
  expect(loggedLines(loggingOf(config), lines)).toEqual([lines[1]]);
});
