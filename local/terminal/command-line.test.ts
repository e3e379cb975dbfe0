import { describe, expect, it } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { defaultPort, readCommandLine } from './command-line.ts';

describe('the command line', () => {
  it('needs nothing', () => {
    expect(readCommandLine([])).toMatchObject({ port: defaultPort, context: {}, isQuiet: false });
  });

  it('takes settings as cdk does, values with an equals sign as well', () => {
    const { context } = readCommandLine([
      '-c',
      'stage=prod',
      '-c',
      'runbookBaseUrl=https://x/?a=b',
    ]);
    expect(context).toEqual({ stage: 'prod', runbookBaseUrl: 'https://x/?a=b' });
  });

  it.each([
    [['--port', 'x'], '--port takes a whole number'],
    [['--port', '65532'], '--port takes a whole number'],
    [['--colour'], '--help'],
    [['-c', 'stage'], '-c takes name=value, not stage'],
    [['surplus'], '--help'],
    [['--forward', 'app=localhost'], 'an http: or https: URL goes there'],
  ])('says for %j what to type instead', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(message);
  });
});
